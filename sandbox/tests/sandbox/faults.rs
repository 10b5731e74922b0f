//! What each fault does to one request, and whether the call was executed.

use crate::harness::{FORM, Reply, SECRET, Server, soon};
use crate::raw::{ENOUGH, Ending, comments, post};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::io::Read;
use std::time::{Duration, Instant, SystemTime};

const COMMENT: &str = "sender_email=a&room_id=201&message=hello";

/// Posts a comment to room 201, with a fault, and reads a whole reply.
async fn reply(server: &Server, fault: &str) -> Reply {
    let headers = [("qiscus_sdk_secret", SECRET), ("content-type", FORM), ("sandbox-fault", fault)];
    server.send("POST", "/api/v2/rest/post_comment", &headers, COMMENT).await
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok()
}

#[tokio::test]
async fn a_connection_ends_without_a_reply() {
    let server = Server::with_rooms(&[]).await;
    let rows = [
        ("reset", Ending::Reset, 0),
        ("reset;when=before", Ending::Reset, 0),
        ("reset;when=after", Ending::Reset, 1),
        ("close", Ending::Closed, 1),
        ("close;when=after", Ending::Closed, 2),
        ("stall", Ending::Silent, 2),
        ("stall=headers;when=after", Ending::Silent, 3),
    ];
    for (fault, ending, count) in rows {
        let heard = post(&server, fault).await;
        assert_eq!((heard.bytes.len(), heard.ending), (0, ending), "{fault}");
        assert_eq!(comments(&server).await, count, "{fault}");
    }
}

#[tokio::test]
async fn a_body_stops_or_is_of_another_length_than_it_says() {
    let server = Server::with_rooms(&[]).await;
    // The bytes that are missing to what the head says; more came than that if it is negative.
    let rows = [
        ("stall=body", Ending::Silent, 1, None),
        ("stall=body;when=before", Ending::Silent, 1, Some(14)),
        ("length", Ending::Closed, 2, Some(16)),
        ("length=larger;when=before", Ending::Closed, 2, Some(16)),
        ("length=smaller", Ending::Closed, 3, Some(-16)),
        ("length=smaller;when=before", Ending::Closed, 3, Some(-16)),
    ];
    for (fault, ending, count, missing) in rows {
        let heard = post(&server, fault).await;
        let (head, body) = heard.parts();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{fault}: {head}");
        let difference = i64::try_from(heard.content_length()).unwrap() - i64::try_from(body.len()).unwrap();
        match missing {
            Some(missing) => assert_eq!(difference, missing, "{fault}"),
            None => assert!(difference > 100 && body.len() > 100, "{fault}: {difference}"),
        }
        assert_eq!(heard.ending, ending, "{fault}");
        // The whole reply is there, whatever its head says.
        assert_eq!(is_json(body), ending == Ending::Closed, "{fault}");
        assert_eq!(comments(&server).await, count, "{fault}");
    }
}

#[tokio::test]
async fn a_whole_reply_holds_no_json() {
    let server = Server::with_rooms(&[]).await;
    let rows = [
        ("truncated", 1),
        ("truncated;when=before", 1),
        ("garbage", 2),
        ("garbage=text;when=before", 2),
        ("garbage=bytes", 3),
        ("garbage=empty", 4),
    ];
    for (fault, count) in rows {
        let reply = reply(&server, fault).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")), "{fault}");
        assert_eq!(reply.header("content-length"), Some(reply.body.len().to_string().as_str()), "{fault}");
        assert!(!is_json(&reply.body), "{fault}: {}", reply.text());
        assert_eq!(comments(&server).await, count, "{fault}");
    }
    assert!(reply(&server, "truncated").await.text().starts_with("{\"results\":{\"comment\":{"));
    assert!(String::from_utf8(reply(&server, "garbage=bytes").await.body.to_vec()).is_err());
    assert_eq!(reply(&server, "garbage=shape").await.json(), json!([{ "result": null }]));
}

#[tokio::test]
async fn an_error_takes_the_place_of_the_reply() {
    let server = Server::with_rooms(&[]).await;
    let (as_json, as_html) = ("application/json", "text/html; charset=utf-8");
    let rows = [
        ("status=500", 500, as_json, None, 0),
        ("status=503", 503, as_json, None, 0),
        ("status=503;retry-after=2", 503, as_json, Some("2"), 0),
        ("status=429;retry-after=0;when=before", 429, as_json, Some("0"), 0),
        ("status=599;when=after", 599, as_json, None, 1),
        ("html", 502, as_html, None, 1),
        ("html=503;retry-after=1;when=after", 503, as_html, Some("1"), 2),
    ];
    for (fault, status, content_type, retry_after, count) in rows {
        let reply = reply(&server, fault).await;
        assert_eq!((reply.status, reply.header("content-type")), (status, Some(content_type)), "{fault}");
        assert_eq!(reply.header("retry-after"), retry_after, "{fault}");
        if content_type == as_json {
            let error = json!({ "message": format!("the sandbox was asked for this: {fault}") });
            assert_eq!(reply.json(), json!({ "error": error, "status": status }));
        } else {
            assert!(reply.text().contains(&format!("<h1>{status} ")), "{}", reply.text());
        }
        assert_eq!(comments(&server).await, count, "{fault}");
    }
}

#[tokio::test]
async fn a_retry_date_is_so_far_from_now() {
    let server = Server::with_rooms(&[]).await;
    for distance in [-60_i64, 0, 1, 3600] {
        let before = SystemTime::now();
        let reply = reply(&server, &format!("status=429;retry-date={distance}")).await;
        let date = httpdate::parse_http_date(reply.header("retry-after").unwrap()).unwrap();
        let far = Duration::from_secs(distance.unsigned_abs());
        let earliest = if distance < 0 { before - far } else { before + far };
        let latest = earliest + Duration::from_secs(3);
        assert!((earliest..latest).contains(&date), "{distance}: {:?}", reply.header("retry-after"));
    }
}

#[tokio::test]
async fn a_redirect_leads_here_or_elsewhere() {
    let server = Server::with_rooms(&[]).await;
    let port = server.url.rsplit(':').next().unwrap();
    let path = "/api/v2/rest/post_comment?x=1";
    let other = format!("http://localhost:{port}{path}");
    let rows = [
        ("redirect", 302, path, 0),
        ("redirect=301;to=same", 301, path, 0),
        ("redirect=303;when=after", 303, path, 1),
        ("redirect=307;to=other", 307, &other, 1),
        ("redirect=308;to=https://example.com/a?b=c;when=after", 308, "https://example.com/a?b=c", 2),
    ];
    for (fault, status, location, count) in rows {
        let headers = [("qiscus_sdk_secret", SECRET), ("content-type", FORM), ("sandbox-fault", fault)];
        let reply = server.send("POST", path, &headers, COMMENT).await;
        assert_eq!((reply.status, reply.header("location")), (status, Some(location)), "{fault}");
        assert_eq!(comments(&server).await, count, "{fault}");
    }
    // The other host is this sandbox too.
    let there = Server::at(&format!("http://localhost:{port}"));
    assert_eq!(reply(&there, "redirect;to=other").await.header("location").unwrap().find("127.0.0.1"), Some(7));
}

#[tokio::test]
async fn a_late_call_is_executed_before_or_after_the_wait() {
    let server = Server::with_rooms(&[]).await;
    for (fault, count) in [("latency=200", 1), ("latency=200;when=after", 2)] {
        let started = Instant::now();
        reply(&server, fault).await.results();
        assert!(started.elapsed() >= Duration::from_millis(200), "{fault}");
        assert_eq!(comments(&server).await, count, "{fault}");
    }
    // Nobody waits for these.
    for (fault, count) in [("latency=60000", 2), ("latency=60000;when=after", 3)] {
        assert_eq!(post(&server, fault).await.ending, Ending::Silent);
        assert_eq!(comments(&server).await, count, "{fault}");
    }
    // Both were noticed to have left.
    soon("the journal", async {
        loop {
            let requests = server.list("requests").await;
            let left = |entry: &&Value| entry["fault"].is_string() && entry["status"].is_null();
            if requests.as_array().unwrap().iter().filter(left).count() == 2 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_body_drips() {
    let server = Server::with_rooms(&[]).await;
    let started = Instant::now();
    let whole = reply(&server, "drip=50;bytes=100").await;
    let pauses = u32::try_from((whole.body.len() - 1) / 100).unwrap();
    assert!(pauses > 3 && started.elapsed() >= Duration::from_millis(50) * pauses, "{:?}", started.elapsed());
    assert_eq!(whole.header("content-length"), Some(whole.body.len().to_string().as_str()));
    assert_eq!(whole.results()["comment"]["message"], "hello");
    reply(&server, "drip=0").await.results();
    assert_eq!(comments(&server).await, 2);
}

#[tokio::test]
async fn a_body_is_compressed() {
    let server = Server::with_rooms(&[]).await;
    for (fault, whole) in [("gzip", true), ("gzip=whole", true), ("gzip=cut", false), ("gzip=plain", false)] {
        let reply = reply(&server, fault).await;
        assert_eq!((reply.status, reply.header("content-encoding")), (200, Some("gzip")), "{fault}");
        let mut text = String::new();
        let read = GzDecoder::new(reply.body.as_ref()).read_to_string(&mut text);
        assert_eq!(read.is_ok() && is_json(text.as_bytes()), whole, "{fault}");
        assert_eq!(is_json(&reply.body), fault == "gzip=plain");
    }
    assert_eq!(comments(&server).await, 4);
}

#[tokio::test]
async fn a_body_is_huge_or_never_ends() {
    let server = Server::with_rooms(&[]).await;
    let large = reply(&server, "huge=3").await;
    assert_eq!(large.body.len(), 3 * 1024 * 1024);
    let mut large = large.json();
    assert_eq!(large["results"]["comment"].take()["message"], "hello");
    assert_eq!(comments(&server).await, 1);
    let large = reply(&server, "huge=1;when=before").await;
    assert_eq!((large.json()["results"].take(), comments(&server).await), (json!({}), 1));

    let heard = post(&server, "huge=endless").await;
    assert_eq!((heard.ending, comments(&server).await), (Ending::Enough, 2));
    assert!(heard.bytes.len() > ENOUGH && heard.bytes.ends_with(b"xxxxxxxx"));
}
