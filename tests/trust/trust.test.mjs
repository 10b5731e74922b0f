// What one may rely on when things go wrong, a row per behaviour: the faults that the requests of a call meet one after the
// other, and exactly what comes of it. Posts that are confirmed are in confirm.test.mjs.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { abc, closedPort, calls, holds, observe, stage } from "./observed.mjs";
import { timeout } from "../deadline.mjs";

/** The two that post: done twice, they would be there twice. */
const posting = ["createRoom", "postComment"];

const unknown = (code, status) => ({ code, outcome: "unknown", status });
const lost = unknown("network");
/** The server reported success, so what was to be done is done: only of a read nothing was to be done. */
const spoilt = { code: "invalid_response", outcome: "accepted", status: 200 };
const reading = ["getRoomsInfo", "loadComments"];

/**
 * Calls whose first request meets a fault, and which may be repeated once: whether those are that read or change nothing twice,
 * and those that post; what the error is where they aren't.
 */
function repeats(what, observe, fault, [reads, posts, expected]) {
  for (const method of Object.keys(calls)) {
    const again = posting.includes(method) ? posts : reads;
    test(`${what}: ${method} is ${again ? "" : "not "}sent again`, { timeout }, async () => {
      const observed = await observe({ method, faults: [fault], client: { maxRetries: 1 } });
      const outcome = expected === spoilt && reading.includes(method) ? "unknown" : expected?.outcome;
      await holds(observed, again ? { code: "ok", requests: 2 } : { ...expected, outcome, attempts: 1, requests: 1 });
    });
  }
}

describe("one failure, and one retry allowed", { concurrency: 50 }, () => {
  for (const [what, fault, ...expected] of [
    ["408", { name: "status", value: 408 }, true, false, unknown("rejected", 408)],
    ["425", { name: "status", value: 425 }, true, false, unknown("rejected", 425)],
    ["429", { name: "status", value: 429 }, true, true],
    ["429 with Retry-After", { name: "status", value: 429, retryAfter: 0 }, true, true],
    ["500", { name: "status", value: 500 }, true, false, unknown("server_error", 500)],
    ["500 after the server did it", { name: "status", value: 500, when: "after" }, true, false, unknown("server_error", 500)],
    ["502", { name: "status", value: 502 }, true, false, unknown("server_error", 502)],
    ["503", { name: "status", value: 503 }, true, false, unknown("server_error", 503)],
    ["503 with Retry-After", { name: "status", value: 503, retryAfter: 0 }, true, true],
    ["504", { name: "status", value: 504 }, true, false, unknown("server_error", 504)],
    ["a gateway's page with 502", { name: "html", value: 502 }, true, false, unknown("server_error", 502)],
    ["a gateway's page with 503 and Retry-After", { name: "html", value: 503, retryAfter: 0 }, true, true],
    ["400", { name: "status", value: 400 }, false, false, { code: "rejected", outcome: "rejected", status: 400 }],
    [
      "a gateway's page with 403",
      { name: "html", value: 403 },
      false,
      false,
      { code: "unauthorized", outcome: "rejected", status: 403 },
    ],
    ["a reply that stops in the middle", { name: "truncated" }, false, false, spoilt],
    ["a reply that isn't JSON", { name: "garbage" }, false, false, spoilt],
    ["a reply that isn't UTF-8", { name: "garbage", value: "bytes" }, false, false, spoilt],
    ["a reply that is empty", { name: "garbage", value: "empty" }, false, false, spoilt],
    ["a reply of another shape", { name: "garbage", value: "shape" }, false, false, spoilt],
  ]) {
    repeats(what, observe, fault, expected);
  }

  for (const method of Object.keys(calls)) {
    for (const [what, fault] of [
      ["no reply", { name: "stall" }],
      ["half a reply", { name: "stall", value: "body" }],
      ["a reply byte by byte", { name: "drip", value: 400, bytes: 1 }],
    ]) {
      test(`${what} comes: ${method} ends with its timeout`, { timeout }, async () => {
        const observed = await observe({ method, faults: [fault], client: { maxRetries: 1, timeout: 300 } });
        await holds(observed, { ...unknown("timeout"), attempts: 1, requests: 1, atLeast: 290, atMost: 5_000 });
      });
    }

    test(`maxRetries: 0 is exactly one request, whatever happens: ${method}`, { timeout }, async () => {
      const fault = { name: "status", value: 503, retryAfter: 0 };
      const observed = await observe({ method, faults: [fault], client: { maxRetries: 0 } });
      await holds(observed, { code: "server_error", outcome: "rejected", attempts: 1, requests: 1, retryAfter: 0 });
    });
  }
});

/** A sandbox that is a server: for what the platform's own fetch makes of a connection, a body and a redirect. */
let place;
const overNetwork = (call) => place.observe(call);
before(async () => (place = await stage()), { timeout });
after(() => place.stop(), { timeout });

describe("one failure of the network, and one retry allowed", { concurrency: 8 }, () => {
  for (const [what, fault, ...expected] of [
    ["the connection is reset before the server did anything", "reset", true, false, lost],
    ["the connection is reset after the server did it", "reset;when=after", true, false, lost],
    ["the connection is closed before the server did anything", "close", true, false, lost],
    ["the connection is closed after the server did it", "close;when=after", true, false, lost],
    ["the reply ends before its length", "length", true, false, lost],
    ["the reply can't be decompressed", "gzip=plain", true, false, lost],
    ["a compressed reply that stops in the middle", "gzip=cut", false, false, spoilt],
    ["a reply that goes on behind its length", "length=smaller", false, false, spoilt],
    ["a redirect", "redirect", false, false, unknown("invalid_response", 302)],
  ]) {
    repeats(what, overNetwork, fault, expected);
  }

  for (const method of Object.keys(calls)) {
    test(`nobody listens: ${method} is sent again, and surely did nothing`, { timeout }, async () => {
      const baseUrl = `http://127.0.0.1:${await closedPort()}`;
      const observed = await overNetwork({ method, client: { baseUrl, maxRetries: 1 } });
      await holds(observed, { code: "network", outcome: "not_sent", attempts: 2, requests: 0 });
    });
  }
});

const status = (value, others) => ({ name: "status", value, ...others });

/** The row's sentence, the call, and what holds of it. */
const table = [
  [
    "a post whose connection is reset after the server stored it is there once, and its outcome is unknown",
    { faults: [{ name: "reset", when: "after" }] },
    { ...lost, attempts: 1, requests: 1, stored: 1 },
  ],
  [
    "a post that the server stored before it failed is there once, and its outcome is unknown",
    { faults: [status(500, { when: "after" })] },
    { ...unknown("server_error", 500), attempts: 1, requests: 1, stored: 1 },
  ],
  [
    "a post whose reply is spoilt is there once, and was accepted",
    { faults: [{ name: "truncated" }] },
    { ...spoilt, attempts: 1, requests: 1, stored: 1 },
  ],
  [
    "a post whose reply stalls is there once, and its outcome is unknown",
    { faults: [{ name: "stall", value: "body" }], options: { timeout: 500 } },
    { ...unknown("timeout"), requests: 1, stored: 1 },
  ],
  [
    "a post that was turned away twice is there once",
    { faults: [status(429, { retryAfter: 0 }), status(503, { retryAfter: 0 })] },
    { code: "ok", requests: 3, stored: 1 },
  ],
  [
    "a post is not sent again for what the second try met",
    { faults: [status(429, { retryAfter: 0 }), { name: "reset", when: "after" }] },
    { ...lost, attempts: 2, requests: 2, stored: 1 },
  ],
  [
    "two retries are three requests, and no more",
    { method: "getRoomsInfo", faults: Array(9).fill(status(503, { retryAfter: 0 })) },
    { code: "server_error", attempts: 3, requests: 3 },
  ],
  [
    "different failures count together",
    { method: "getRoomsInfo", faults: [{ name: "reset" }, status(502), { name: "html", value: 503 }, { name: "close" }] },
    { code: "server_error", status: 503, attempts: 3, requests: 3 },
  ],
  [
    "what the first try may have done is still unknown when the second one is refused",
    { method: "addRoomParticipants", faults: [{ name: "reset", when: "after" }, status(400)] },
    { ...unknown("rejected", 400), attempts: 2, requests: 2 },
  ],
  [
    "a call's own maxRetries counts instead of the client's",
    { method: "getRoomsInfo", faults: Array(9).fill(status(500, { retryAfter: 0 })), options: { maxRetries: 4 } },
    { code: "server_error", attempts: 5, requests: 5 },
  ],

  ["Retry-After in seconds is obeyed", { faults: [status(429, { retryAfter: 2 })] }, { code: "ok", requests: 2, atLeast: 1_990 }],
  ["Retry-After as a date is obeyed", { faults: [status(503, { retryDate: 2 })] }, { code: "ok", requests: 2, atLeast: 1_500 }],
  [
    "Retry-After as a date that has passed is no wait",
    { faults: [status(429, { retryDate: -60 })] },
    { code: "ok", requests: 2, atMost: 10_000 },
  ],
  [
    "Retry-After is obeyed where it is longer than any wait of our own",
    { method: "getRoomsInfo", faults: [status(500, { retryAfter: 3 })] },
    { code: "ok", requests: 2, atLeast: 2_990 },
  ],
  [
    "Retry-After beyond the deadline fails at once, without a wait",
    { faults: [status(429, { retryAfter: 60 })] },
    { code: "rate_limited", outcome: "rejected", retryAfter: 60_000, attempts: 1, requests: 1, atMost: 10_000 },
  ],
  [
    "Retry-After of an hour, without a deadline and without retries, fails at once",
    { faults: [status(503, { retryAfter: 3600 })], client: { timeout: 0, maxRetries: 0 } },
    { code: "server_error", retryAfter: 3_600_000, requests: 1, atMost: 10_000 },
  ],

  [
    "the deadline is one for all tries and the waits between them",
    { faults: Array(9).fill(status(429, { retryAfter: 1 })), client: { timeout: 2_500, maxRetries: 9 } },
    { code: "rate_limited", atMost: 10_000 },
  ],
  [
    "the deadline goes on in the second try",
    { faults: [status(429, { retryAfter: 1 }), { name: "stall" }], client: { timeout: 2_000 } },
    { ...unknown("timeout"), attempts: 2, requests: 2, atLeast: 1_990, atMost: 10_000 },
  ],
  [
    "timeout: 0 waits as long as it takes",
    { faults: [{ name: "drip", value: 20 }], client: { timeout: 200 }, options: { timeout: 0 } },
    { code: "ok", requests: 1, atLeast: 200 },
  ],
  [
    "timeout: 0 waits for a late answer, too",
    { faults: [{ name: "latency", value: 1500 }], client: { timeout: 0 } },
    { code: "ok", requests: 1, atLeast: 1_490 },
  ],

  [
    "an abort before the call sends nothing",
    { abort: "before" },
    { code: "aborted", outcome: "not_sent", attempts: 0, requests: 0, stored: 0 },
  ],
  [
    "an abort wakes a wait of a minute, and a post that was turned away is known to be",
    { faults: [status(429, { retryAfter: 60 })], abort: "wait", client: { timeout: 0 } },
    { code: "aborted", outcome: "rejected", attempts: 1, requests: 1, stored: 0, atMost: 10_000 },
  ],
  [
    "an abort wakes a wait, and a read that got no reply stays unknown",
    { method: "loadComments", faults: [{ name: "reset" }, { name: "reset" }], abort: "wait", options: { maxRetries: 100 } },
    { ...unknown("aborted"), atMost: 30_000 },
  ],
  [
    "an abort in the second try ends it",
    { faults: [status(429, { retryAfter: 0 }), { name: "stall" }], abort: "second request" },
    { ...unknown("aborted"), attempts: 2, requests: 2, atMost: 10_000 },
  ],
];

const networkTable = [
  [
    "the deadline goes on in the body of the second try",
    { faults: ["status=429;retry-after=1", "stall=body"], client: { timeout: 2_000 } },
    { ...unknown("timeout"), attempts: 2, requests: 2, stored: 1, atLeast: 1_990, atMost: 10_000 },
  ],
  [
    "the deadline is over although bytes keep coming",
    { faults: ["drip=200;bytes=1"], client: { timeout: 1_000 } },
    { ...unknown("timeout"), requests: 1, stored: 1, atLeast: 990, atMost: 10_000 },
  ],

  [
    "an abort ends a request",
    { faults: ["stall"], abort: "request" },
    { ...unknown("aborted"), attempts: 1, requests: 1, atMost: 10_000 },
  ],
  [
    "an abort ends a request that the server has carried out: it is unknown",
    { faults: ["latency=9000;when=after"], abort: "request" },
    { ...unknown("aborted"), attempts: 1, stored: 1, atMost: 8_000 },
  ],
  [
    "an abort ends the reading of the body",
    { faults: ["stall=body"], abort: "body" },
    { ...unknown("aborted"), attempts: 1, requests: 1, stored: 1, atMost: 10_000 },
  ],
  [
    "an abort ends a body without an end",
    { faults: ["drip=50;bytes=1"], abort: "body" },
    { ...unknown("aborted"), attempts: 1, requests: 1, atMost: 10_000 },
  ],

  ...[301, 302, 303, 307, 308].map((status) => [
    `a redirect (${status}) to another origin is not followed, so the secret stays here`,
    { faults: [`redirect=${status};to=other`] },
    { ...unknown("invalid_response", status), attempts: 1, requests: 1, stored: 0 },
  ]),

  ["a compressed reply is read", { faults: ["gzip"] }, { code: "ok", requests: 1, stored: 1 }],
  ["a reply that comes in pieces is read", { faults: ["drip=5;bytes=7"] }, { code: "ok", requests: 1, stored: 1 }],
  ["a reply of 32 MiB is read", { faults: ["huge=32"] }, { code: "ok", requests: 1, stored: 1 }],
];

describe("in a sentence", { concurrency: 50 }, () => {
  for (const [sentence, call, expected] of table) {
    test(sentence, { timeout }, async () => holds(await observe(call), expected));
  }
});

describe("in a sentence about the network", { concurrency: 8 }, () => {
  for (const [sentence, call, expected] of networkTable) {
    test(sentence, { timeout }, async () => holds(await overNetwork(call), expected));
  }
});

test("every try is a request of its own: no body, signal or headers are used twice", { timeout }, async () => {
  const sandbox = createSandbox();
  const { rooms } = sandbox.seed({ rooms: [{ name: "gege", participants: [abc] }] });
  sandbox.fault("post_comment", { name: "status", value: 503, retryAfter: 0 });
  const inits = [];
  const fetch = (url, init) => {
    inits.push(init);
    return sandbox.fetch(url, init);
  };
  const call = new QiscusClient({ ...sandbox.clientOptions, fetch }).postComment(calls.postComment(rooms[0].room_id));
  await assert.rejects(call, { code: "server_error", attempts: 3 });
  assert.equal(sandbox.requests.length, 3);
  for (const name of ["signal", "headers"]) assert.equal(new Set(inits.map((init) => init[name])).size, 3, name);
  for (const { body, signal } of inits) assert.deepEqual([typeof body, signal.aborted], ["string", false]);
});

test("a gateway's page isn't the server's message: it is kept as the body", { timeout }, async () => {
  const { error } = await observe({ faults: [{ name: "html", value: 502 }] });
  assert.match(error.body, /^<html>/i);
  assert.equal(error.message, "the server failed, in post_comment (status 502)");
  assert.deepEqual([error.apiMessage, error.detailedMessages, error.fieldErrors], [undefined, undefined, undefined]);
});
