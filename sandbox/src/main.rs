//! A local Qiscus: `cargo run -p qiscus-sandbox -- --help`.

use clap::Parser;
use qiscus_sandbox::{Config, Sandbox};
use std::io::Write;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Config::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "qiscus-sandbox: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Config) -> Result<(), String> {
    let sandbox = Sandbox::bind(config).await?;
    // Scripts wait for this line and take the port from it. A closed stdout is theirs to choose.
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "qiscus-sandbox listening on {}", sandbox.url());
    let _ = stdout.flush();
    sandbox.run(asked_to_stop()).await.map_err(|error| format!("the server stopped: {error}"))
}

#[cfg(unix)]
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    drop(tokio::signal::ctrl_c().await);
}
