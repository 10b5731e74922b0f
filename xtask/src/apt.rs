//! Debian packages, on machines where this user can install them.

use crate::process;
use crate::step::step;
use crate::workspace::Workspace;
use anyhow::Result;
use std::process::Command;

/// Whether packages can be installed without a password.
pub fn usable(workspace: &Workspace) -> bool {
    workspace.which("apt-get").is_some() && (is_root() || has_sudo(workspace))
}

/// Updates the package lists and installs packages.
pub fn install(workspace: &Workspace, packages: &[&str], why: &str) -> Result<()> {
    step(&packages.join(", "), why, || {
        process::quiet(apt_get(workspace).arg("update"))?;
        process::quiet(apt_get(workspace).args(["install", "--yes", "--no-install-recommends"]).args(packages))
    })
}

fn apt_get(workspace: &Workspace) -> Command {
    let mut command = if is_root() {
        workspace.command("apt-get")
    } else {
        let mut sudo = workspace.command("sudo");
        sudo.args(["--non-interactive", "apt-get"]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn has_sudo(workspace: &Workspace) -> bool {
    process::capture(workspace.command("sudo").args(["--non-interactive", "true"])).is_ok()
}
