//! Runs commands, with their output streamed, captured or counted.

use crate::step;
use crate::tally::Tally;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread::ScopedJoinHandle;

/// Runs a command with its output on the terminal.
pub fn stream(command: &mut Command) -> Result<()> {
    let shown = show(command);
    println!("    $ {shown}");
    let status = command.stdin(Stdio::null()).status().with_context(|| cannot_start(&shown))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command whose output is only shown if it fails.
pub fn quiet(command: &mut Command) -> Result<()> {
    let shown = show(command);
    println!("    $ {shown}");
    // Of steps side by side, each says which one it is.
    let name: Vec<&str> = shown.split(' ').take(3).collect();
    step::heartbeat(&name.join(" "), || capture(command)).map(drop)
}

/// The standard output of a command.
pub fn capture(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(&shown))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{shown}` failed ({})\n{}\n{}", output.status, text.trim_end(), errors.trim_end());
    }
    Ok(text)
}

/// The standard output of a command; its standard error goes to the terminal.
pub fn capture_stdout(command: &mut Command) -> Result<String> {
    let shown = show(command);
    println!("    $ {shown}");
    let output =
        command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().with_context(|| cannot_start(&shown))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The outcome of a thread.
pub fn joined<T>(thread: ScopedJoinHandle<'_, Result<T>>) -> Result<T> {
    thread.join().unwrap_or_else(|_| bail!("a thread panicked"))
}

/// Streams a test runner's output, and adds its results to the tally.
pub fn count(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let shown = show(command);
    println!("    $ {shown}");
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| cannot_start(&shown))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            tally.read(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

fn cannot_start(shown: &str) -> String {
    format!("cannot start `{shown}`")
}

/// The command as typed, without its environment, which may contain a secret.
fn show(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| quote(&word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

fn quote(word: &str) -> String {
    if word.contains([' ', '*', '"']) { format!("'{word}'") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_typed() {
        let mut command = Command::new("/somewhere/cargo");
        command.args(["test", "--test", "wasm_*"]).env("SECRET", "hidden");
        assert_eq!(show(&command), "cargo test --test 'wasm_*'");
    }
}
