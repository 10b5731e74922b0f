//! How a fault is asked for, whom it meets, and what the journal says about it.

use crate::harness::{FIRST_COMMENT, FORM, ROUTES, Reply, SECRET, Server, plain};
use crate::raw::{comments, post};
use serde_json::{Value, json};

async fn with(server: &Server, endpoint: &str, fault: &str) -> Reply {
    let headers = [("qiscus_sdk_secret", SECRET), ("content-type", FORM), ("sandbox-fault", fault)];
    server.send("POST", &format!("/api/v2/rest/{endpoint}"), &headers, "email=a&username=a").await
}

async fn set(server: &Server, faults: &Value) -> Reply {
    server.send("PUT", "/_sandbox/faults", &[], faults.to_string()).await
}

/// The statuses of so many calls.
async fn statuses(server: &Server, count: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..count {
        statuses.push(server.post("login_or_register", "email=a&username=a").await.status);
    }
    statuses
}

const NAMES: &str = "latency, stall, reset, close, status, html, redirect, truncated, garbage, length, drip, gzip, huge, \
    none";

#[tokio::test]
async fn a_wrong_fault_is_refused_by_what_is_wrong_with_it() {
    let server = Server::with_rooms(&[]).await;
    let unknown = format!("unknown fault `explode`, expected one of {NAMES}");
    let later = unknown.replace("explode", "reset-later");
    let rows = [
        ("", "a fault begins with its name"),
        (";when=after", "a fault begins with its name"),
        ("explode", unknown.as_str()),
        ("reset=1", "reset takes no value"),
        ("reset;after", "\"after\" is not key=value"),
        ("reset;", "\"\" is not key=value"),
        ("reset;when=later", "when must be one of before, after, not `later`"),
        ("reset;when=after;when=after", "when is duplicated"),
        ("reset-after;when=after", "reset-after already says when"),
        ("reset-later", later.as_str()),
        ("gzip-before", "gzip takes no when"),
        ("none-after", "none takes no when"),
        ("-after", "a fault begins with its name"),
        ("status-after=200", "status must be a whole number from 400 to 599, not `200`"),
        ("reset;color=red", "reset takes no color"),
        ("gzip;when=before", "gzip takes no when"),
        ("drip;when=after", "drip takes no when"),
        ("latency", "latency needs a value, a number from 0 to 600000"),
        ("latency=-1", "latency must be a whole number from 0 to 600000, not `-1`"),
        ("status", "status needs a value, a number from 400 to 599"),
        ("status=200", "status must be a whole number from 400 to 599, not `200`"),
        ("status=503;retry-after=soon", "retry-after must be a whole number from 0 to 86400, not `soon`"),
        ("status=503;retry-after=1;retry-date=1", "retry-after and retry-date exclude each other"),
        ("reset;retry-after=1", "reset takes no retry-after"),
        ("stall=all", "stall must be one of headers, body, not `all`"),
        ("redirect=300", "redirect must be one of 302, 301, 303, 307, 308, not `300`"),
        ("redirect;to=elsewhere", "to must be same, other or an http(s) URL, not `elsewhere`"),
        ("huge", "huge needs a value, a number from 1 to 1024"),
        ("huge=0", "huge must be a whole number from 1 to 1024, not `0`"),
        ("drip;bytes=0", "bytes must be a whole number from 1 to 1000000, not `0`"),
    ];
    for (fault, message) in rows {
        let reply = with(&server, "login_or_register", fault).await;
        assert_eq!((reply.status, reply.json()), (400, plain(400, &format!("Sandbox-Fault: {message}"))), "{fault}");
        let reply = set(&server, &json!(["reset", fault])).await;
        assert_eq!((reply.status, reply.json()), (400, plain(400, &format!("{fault:?}: {message}"))), "{fault}");
    }
    let in_header = [
        ("reset;rate=0.5", "rate is for --fault and /_sandbox/faults only"),
        ("reset;endpoint=create_room", "endpoint is for --fault and /_sandbox/faults only"),
        ("reset;times=1", "times and id need each other: the first so many requests of that id fail"),
        ("reset;times=0;id=x", "times must be a whole number from 1 to 1000000, not `0`"),
        ("reset;times=1;id=", "id is empty"),
    ];
    for (fault, message) in in_header {
        let reply = with(&server, "login_or_register", fault).await;
        assert_eq!(reply.json(), plain(400, &format!("Sandbox-Fault: {message}")), "{fault}");
    }
    let in_rule = [
        ("reset;times=1;id=x", "id is for the header of a request only"),
        ("reset;rate=2", "rate must be a number from 0 to 1, not `2`"),
        ("reset;every=0", "every must be a whole number from 1 to 1000000, not `0`"),
        ("reset;\u{e9}", "a fault is printable ASCII"),
    ];
    for (fault, message) in in_rule {
        assert_eq!(set(&server, &json!([fault])).await.json(), plain(400, &format!("{fault:?}: {message}")));
    }
    let unknown = set(&server, &json!(["reset;endpoint=none"])).await.json()["error"]["message"].take();
    let expected = "\"reset;endpoint=none\": unknown endpoint `none`, expected one of create_room, get_or";
    assert!(unknown.as_str().unwrap().starts_with(expected), "{unknown}");
    for body in ["", "{}", "[1]", "\"reset\""] {
        let reply = server.send("PUT", "/_sandbox/faults", &[], body).await;
        assert_eq!(reply.json(), plain(400, "the body must be a JSON list of faults, each a string"), "{body}");
    }
    let two = [("qiscus_sdk_secret", SECRET), ("sandbox-fault", "reset"), ("sandbox-fault", "close")];
    let reply = server.send("POST", "/api/v2/rest/login_or_register", &two, "").await;
    assert_eq!(reply.json(), plain(400, "Sandbox-Fault: one fault a request, not two"));
    assert_eq!(server.list("faults").await, json!([]));
    assert_eq!(post(&server, "reset;nonsense").await.parts().0.lines().next(), Some("HTTP/1.1 400 Bad Request"));
    assert_eq!(comments(&server).await, 0);
}

#[tokio::test]
async fn a_header_fails_so_many_times_and_then_goes_well() {
    let server = Server::start(&[]).await;
    for (fault, expected) in [
        (" status=503 ; times=2 ; id=first ", [503, 503, 200, 200]),
        ("status=500;times=3;id=second", [500, 500, 500, 200]),
        ("status=500;times=1;id=first", [200, 200, 200, 200]),
        ("status=500", [500, 500, 500, 500]),
        ("none", [200, 200, 200, 200]),
    ] {
        for status in expected {
            assert_eq!(with(&server, "login_or_register", fault).await.status, status, "{fault}");
        }
    }
    server.send("POST", "/_sandbox/reset", &[], "").await;
    assert_eq!(with(&server, "login_or_register", "status=500;times=1;id=first").await.status, 500);
}

#[tokio::test]
async fn rules_of_flags_and_of_the_run_time_meet_all_requests() {
    let flags = ["--fault", "status=500;every=3", "--fault", "status=501;endpoint=create_room"];
    let server = Server::start(&flags).await;
    assert_eq!(statuses(&server, 4).await, [200, 200, 500, 200]);
    assert_eq!(server.post("create_room", "").await.status, 501);

    // Those of the run time are asked first.
    assert_eq!(set(&server, &json!(["status=503;times=2", "status=504;times=1"])).await.status, 204);
    assert_eq!(statuses(&server, 5).await, [503, 503, 504, 500, 200]);
    let expected = json!([
        { "fault": "status=503;times=2", "from": "run-time", "seen": 5, "applied": 2 },
        { "fault": "status=504;times=1", "from": "run-time", "seen": 5, "applied": 1 },
        { "fault": "status=500;every=3", "from": "flag", "seen": 10, "applied": 2 },
        { "fault": "status=501;endpoint=create_room", "from": "flag", "seen": 1, "applied": 1 },
    ]);
    assert_eq!(server.list("faults").await, expected);

    // A request's own fault goes before all of them, and isn't counted there.
    set(&server, &json!(["status=503"])).await;
    assert_eq!(with(&server, "login_or_register", "status=418").await.status, 418);
    assert_eq!(with(&server, "login_or_register", "none").await.status, 200);
    assert_eq!(server.list("faults").await[0]["seen"], 0);

    assert_eq!(server.send("DELETE", "/_sandbox/faults", &[], "").await.status, 204);
    assert_eq!(server.list("faults").await.as_array().unwrap().len(), 2);
    set(&server, &json!(["status=503"])).await;
    server.send("POST", "/_sandbox/reset", &[], "").await;
    assert_eq!(statuses(&server, 3).await, [200, 200, 500]);
}

#[tokio::test]
async fn a_rate_meets_the_same_requests_again() {
    let flags = ["--fault", "status=500;rate=0.3", "--fault-seed", "7"];
    let first = statuses(&Server::start(&flags).await, 60).await;
    let server = Server::start(&flags).await;
    assert_eq!(statuses(&server, 60).await, first);
    let failed = first.iter().filter(|status| **status == 500).count();
    assert!((8..30).contains(&failed), "{failed}");
    server.send("POST", "/_sandbox/reset", &[], "").await;
    assert_eq!(statuses(&server, 60).await, first);
    let other = Server::start(&["--fault", "status=500;rate=0.3", "--fault-seed", "8"]).await;
    assert_ne!(statuses(&other, 60).await, first);
}

#[tokio::test]
async fn every_endpoint_can_be_named() {
    let server = Server::start(&[]).await;
    for (method, endpoint) in ROUTES {
        assert_eq!(set(&server, &json!([format!("status=418;endpoint={endpoint}")])).await.status, 204);
        let path = format!("/api/v2/rest/{endpoint}");
        assert_eq!(server.send(method, &path, &[], "").await.status, 418, "{path}");
        let own = [("sandbox-fault", "status=419")];
        assert_eq!(server.send(method, &path, &own, "").await.status, 419, "{path}");
        let other = if endpoint == "create_room" { "post_comment" } else { "create_room" };
        assert_eq!(server.post(other, "").await.status, 400);
    }
}

#[tokio::test]
async fn pages_see_faults_and_nothing_but_the_api_has_any() {
    let server = Server::start(&["--fault", "status=503;retry-after=1"]).await;
    let origin = ("origin", "https://page.example");
    let preflight = [
        origin,
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "sandbox-fault"),
        ("sandbox-fault", "reset"),
    ];
    let reply = server.send("OPTIONS", "/api/v2/rest/create_room", &preflight, "").await;
    assert_eq!((reply.status, reply.header("access-control-allow-headers")), (200, Some("sandbox-fault")));
    for fault in ["status=503", "html", "garbage", "redirect", "stall=body;when=before;nonsense", "length"] {
        let heads = [origin, ("sandbox-fault", fault)];
        let head = if fault == "length" {
            post(&server, "length\r\norigin: https://page.example").await.parts().0.contains("allow-origin: *")
        } else {
            let reply = server.send("POST", "/api/v2/rest/create_room", &heads, "").await;
            reply.header("access-control-allow-origin") == Some("*")
        };
        assert!(head, "{fault}");
    }
    for (method, path, status) in [
        ("GET", "/_sandbox/health", 200),
        ("GET", "/", 200),
        ("GET", "/api/v2/rest/create_room", 405),
        ("POST", "/api/v2/rest/none", 404),
        ("POST", "/api/v2/rest/create_room", 503),
    ] {
        assert_eq!(server.send(method, path, &[], "").await.status, status, "{path}");
    }
    assert_eq!(server.list("unknown-routes").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_journal_names_the_fault() {
    let server = Server::with_rooms(&["--fault", "status=500;endpoint=get_rooms_info"]).await;
    server.send("DELETE", "/_sandbox/requests", &[], "").await;
    let rows = [
        ("reset;when=after", json!(null)),
        ("close", json!(null)),
        ("stall", json!(null)),
        ("stall=body", json!(200)),
        ("status=503;retry-after=1", json!(503)),
        ("redirect;to=http://x/?k=s3cr3t%2Fkey", json!(302)),
        ("none", json!(200)),
    ];
    for (fault, _) in &rows {
        post(&server, fault).await;
    }
    server.post("get_rooms_info", "").await;
    let requests = server.list("requests").await;
    let requests = requests.as_array().unwrap();
    assert_eq!(requests.len(), rows.len() + 1);
    for ((fault, status), entry) in rows.iter().zip(requests) {
        let shown = match *fault {
            "none" => Value::Null,
            fault => json!(fault.replace("s3cr3t%2Fkey", "[redacted]")),
        };
        assert_eq!((&entry["fault"], &entry["status"], &entry["known"]), (&shown, status, &json!(true)), "{fault}");
    }
    assert_eq!(requests[rows.len()]["fault"], "status=500;endpoint=get_rooms_info");
    // Executed or not, ids go on as if nothing had happened: reset, the stalled body, and none.
    assert_eq!(server.say("a", 201, "x").await["id"], FIRST_COMMENT + 3);
}
