//! The program itself: what it prints, how it stops, what it says when it can't start.

use crate::harness::{SECRET, Server};
use crate::journal::{assert_clean, leak};
use crate::raw::post;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(10);

fn program(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qiscus-sandbox"));
    command.args(flags).env_remove("QISCUS_SANDBOX_SECRET").env_remove("QISCUS_SANDBOX_WEBHOOK_KEY");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A running program, ended with the test whatever happens.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Starts it and waits for its first line.
    fn start(mut command: Command) -> (Self, String) {
        let mut running = Self(command.spawn().unwrap());
        let mut stdout = BufReader::new(running.0.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            let mut line = String::new();
            let _ = stdout.read_line(&mut line);
            let _ = sender.send(line);
        });
        let line = lines.recv_timeout(DEADLINE).unwrap();
        (running, line)
    }

    /// Sends a signal, then waits for the exit code and for all of stderr.
    fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let mut stderr = self.0.stderr.take().unwrap();
        let (sender, text) = channel();
        thread::spawn(move || {
            let mut text = String::new();
            let _ = stderr.read_to_string(&mut text);
            let _ = sender.send(text);
        });
        let sent = Command::new("kill").args([signal, &self.0.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let started = Instant::now();
        while started.elapsed() < DEADLINE {
            if let Some(status) = self.0.try_wait().unwrap() {
                return (status.code(), text.recv_timeout(DEADLINE).unwrap());
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("it doesn't stop");
    }
}

/// Runs it to its end, which has to come by itself.
fn end_of(command: Command) -> Output {
    let (sender, output) = channel();
    thread::spawn(move || {
        let mut command = command;
        let _ = sender.send(command.output());
    });
    output.recv_timeout(DEADLINE).unwrap().unwrap()
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn it_says_where_it_listens_logs_without_secrets_and_stops_when_asked() {
    for (signal, by_flag) in [("-INT", true), ("-TERM", false)] {
        let mut command = program(&["--port", "0"]);
        if by_flag {
            command.args(["--secret", SECRET])
        } else {
            command.env("QISCUS_SANDBOX_SECRET", SECRET)
        };
        let (running, line) = Running::start(command);
        let url = line.strip_prefix("qiscus-sandbox listening on ").unwrap().trim_end();
        assert!(
            url.starts_with("http://127.0.0.1:") && line == format!("qiscus-sandbox listening on {url}\n"),
            "{line}"
        );

        let server = Server::at(url);
        leak(&server).await;
        server.post("login_or_register", "email=a&username=a&password=p4ssword").await.results();
        server.list("requests").await;

        let (code, stderr) = running.stop(signal);
        assert_eq!(code, Some(0), "{signal}: {stderr}");
        assert_clean(&stderr);
        assert!(!stderr.contains("p4ssword"));
        let lines: Vec<&str> = stderr.lines().collect();
        assert_eq!(lines.len(), 8, "{stderr}");
        assert!(lines[0].starts_with("GET /x?qiscus_sdk_secret=[redacted]&y=[redacted] 404 "), "{}", lines[0]);
        assert!(lines[7].starts_with("POST /api/v2/rest/login_or_register 200 "), "{}", lines[7]);
        assert!(lines.iter().all(|line| line.ends_with(" ms")));
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_log_names_the_fault() {
    let command = program(&["--port", "0", "--secret", SECRET, "--fault", "html=504;endpoint=create_room"]);
    let (running, line) = Running::start(command);
    let server = Server::at(line.strip_prefix("qiscus-sandbox listening on ").unwrap().trim_end());
    server.post("create_room", "").await;
    for fault in ["reset", "garbage;when=before", "stall", "none"] {
        post(&server, fault).await;
    }
    let (code, stderr) = running.stop("-TERM");
    assert_eq!(code, Some(0), "{stderr}");
    let rows = [
        ("POST /api/v2/rest/create_room 504 ", " ms, fault html=504;endpoint=create_room"),
        ("POST /api/v2/rest/post_comment - ", " ms, fault reset"),
        ("POST /api/v2/rest/post_comment 200 ", " ms, fault garbage;when=before"),
        ("POST /api/v2/rest/post_comment - ", " ms, fault stall"),
        ("POST /api/v2/rest/post_comment 400 ", " ms"),
    ];
    assert_eq!(stderr.lines().count(), rows.len(), "{stderr}");
    for ((start, end), line) in rows.into_iter().zip(stderr.lines()) {
        assert!(line.starts_with(start) && line.ends_with(end), "{line}");
    }
}

#[test]
fn what_keeps_it_from_starting_is_said_in_one_line() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let in_use = format!("qiscus-sandbox: can't listen on 127.0.0.1:{port}: ");
    let rows: [(&[&str], &str); 6] = [
        (&["--port", &port], &in_use),
        (&["--port", "0", "--host", "no such host"], "qiscus-sandbox: can't listen on no such host:0: "),
        (&["--www", "/no/such/folder"], "qiscus-sandbox: the folder of --www doesn't exist: /no/such/folder"),
        (&["--pkg", "/no/such/folder"], "qiscus-sandbox: the folder of --pkg doesn't exist: /no/such/folder"),
        (&["--secret", ""], "qiscus-sandbox: --secret must be printable ASCII without spaces"),
        (&["--webhook-key", "my s3cr3t"], "qiscus-sandbox: --webhook-key must be printable ASCII without spaces"),
    ];
    for (flags, message) in rows {
        let output = end_of(program(flags));
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{stderr}");
        assert!(stderr.starts_with(message) && stderr.lines().count() == 1, "{stderr}");
        assert_clean(&stderr);
    }
}

#[test]
fn flags_that_cannot_be_are_refused_and_help_shows_no_secret() {
    for (flags, message) in [
        (["--webhook-url", "https://x/"], "https isn't supported: the sandbox speaks plain http only"),
        (["--webhook-url", "localhost:80"], "must start with http:// and name a host"),
        (["--load-comments", "put"], "[possible values: post, get, both]"),
        (["--participants", "emails"], "[possible values: strings, objects]"),
        (["--first-comment-id", "0"], "0 is not in 1.."),
        (["--fault", "reset;rate=2"], "rate must be a number from 0 to 1, not `2`"),
        (["--fault-seed", "x"], "invalid digit found in string"),
    ] {
        let output = end_of(program(&flags));
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && stderr.contains(message), "{stderr}");
    }
    let mut help = program(&["--help"]);
    help.env("QISCUS_SANDBOX_SECRET", SECRET);
    let output = end_of(help);
    assert_clean(&String::from_utf8(output.stdout).unwrap());
}
