//! `cargo xtask fuzz`: runs the fuzz targets one after another, from the seeds in the repository.

use crate::process;
use crate::step::step;
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;

/// What to run, and for how long.
#[derive(clap::Args)]
pub struct Options {
    /// Minutes for each target
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: u32,
    /// Only some targets, separated by commas
    #[arg(long, value_delimiter = ',', value_parser = TARGETS.map(|(name, ..)| name))]
    only: Vec<String>,
}

/// The targets, what each asserts, and arguments about its inputs (`signature` reads chunks of 16 KiB).
const TARGETS: [(&str, &str, &[&str]); 8] = [
    ("validate_webhook", "webhooks: same verdict as plain serde", &["-dict=fuzz/webhook.dict", "-max_len=4096"]),
    ("signature", "only the correct digest passes", &["-max_len=17000"]),
    ("response", "responses: same verdict as plain serde", &["-dict=fuzz/response.dict", "-max_len=4096"]),
    ("strengths", "only required fields cost a verdict", &["-dict=fuzz/response.dict", "-max_len=4096"]),
    ("request", "the request contains exactly the params", &["-dict=fuzz/request.dict", "-max_len=2048"]),
    ("headers", "same headers as the http crate, and the secret's is kept", &["-max_len=512"]),
    ("form", "servers decode the original values", &["-max_len=1024"]),
    ("retry_after", "same delay as plain arithmetic and the httpdate crate", &["-dict=fuzz/date.dict", "-max_len=128"]),
];

/// Runs the targets; failing inputs are stored in fuzz/artifacts.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    tools::fuzzer(workspace)?;
    let wanted = |target: &str| options.only.is_empty() || options.only.iter().any(|only| only == target);
    for (target, why, inputs) in TARGETS.into_iter().filter(|(target, ..)| wanted(target)) {
        step(target, why, || {
            let (corpus, seeds) = (format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{target}"));
            fs::create_dir_all(workspace.path(&corpus)).with_context(|| format!("cannot create {corpus}"))?;
            let mut command = workspace.cargo();
            // Safe Rust needs no sanitizer; without one, the stable compiler works.
            command.args(["fuzz", "run", "--sanitizer", "none", target, &corpus, &seeds, "--"]);
            command.arg(format!("-max_total_time={}", u64::from(options.minutes) * 60));
            command.args(inputs).args(["-timeout=10", "-print_final_stats=1"]);
            process::stream(&mut command)
        })
        .with_context(|| format!("{target}: see fuzz/README.md about fuzz/artifacts/{target}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_run_from_its_seeds() {
        let workspace = Workspace::find().unwrap();
        let mut names: Vec<_> = TARGETS.iter().map(|(name, ..)| format!("{name}.rs")).collect();
        names.sort();
        let files = fs::read_dir(workspace.path("fuzz/fuzz_targets")).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        assert_eq!(files, names);
        for (name, ..) in TARGETS {
            assert!(workspace.path(&format!("fuzz/seeds/{name}")).is_dir(), "{name}");
        }
    }
}
