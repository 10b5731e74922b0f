//! A client that shows what went over the wire, where a real one would hide it behind an error.

use crate::harness::{FORM, SECRET, Server, soon};
use std::io::ErrorKind;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long nothing has to come for a reply to count as stalled.
const SILENCE: Duration = Duration::from_secs(1);
/// The client leaves after so many bytes.
pub const ENOUGH: usize = 4 * 1024 * 1024;

#[derive(Debug, PartialEq)]
pub enum Ending {
    Closed,
    Reset,
    Silent,
    Enough,
}

/// All that came, and how it ended.
pub struct Heard {
    pub bytes: Vec<u8>,
    pub ending: Ending,
}

impl Heard {
    /// The head and the body; both empty if there was no reply.
    pub fn parts(&self) -> (String, &[u8]) {
        let gap = self.bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let (head, body) = gap.map_or((&[][..], &[][..]), |gap| (&self.bytes[..gap], &self.bytes[gap + 4..]));
        (String::from_utf8(head.to_vec()).unwrap(), body)
    }

    pub fn content_length(&self) -> usize {
        let (head, _) = self.parts();
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap()
    }
}

/// Posts a comment to room 201, with a fault.
pub async fn post(server: &Server, fault: &str) -> Heard {
    let address = server.url.strip_prefix("http://").unwrap();
    let body = "sender_email=a&room_id=201&message=hello";
    let request = format!(
        "POST /api/v2/rest/post_comment HTTP/1.1\r\nhost: {address}\r\nqiscus_sdk_secret: {SECRET}\r\n\
         content-type: {FORM}\r\nsandbox-fault: {fault}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    soon(fault, async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let (mut bytes, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
        let ending = loop {
            match timeout(SILENCE, stream.read(&mut buffer)).await {
                Err(_) => break Ending::Silent,
                Ok(Ok(0)) => break Ending::Closed,
                Ok(Ok(_)) if bytes.len() > ENOUGH => break Ending::Enough,
                Ok(Ok(count)) => bytes.extend_from_slice(&buffer[..count]),
                Ok(Err(error)) if error.kind() == ErrorKind::ConnectionReset => break Ending::Reset,
                Ok(Err(error)) => panic!("{fault}: {error}"),
            }
        };
        Heard { bytes, ending }
    })
    .await
}

/// How many comments room 201 has: whether posting one was executed.
pub async fn comments(server: &Server) -> usize {
    let headers = [("qiscus_sdk_secret", SECRET), ("sandbox-fault", "none")];
    let reply = server.send("GET", "/api/v2/rest/load_comments?room_id=201", &headers, "").await;
    reply.results()["comments"].as_array().unwrap().len()
}
