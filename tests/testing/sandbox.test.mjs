// The sandbox in the caller's own process: what only its JavaScript does, and what a user of it relies on.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { mock, test } from "node:test";
import { QiscusClient, QiscusError, proxyHandler, verifyWebhookSignature, webhookHandler } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { timeout } from "../deadline.mjs";

const seed = { rooms: [{ name: "Support", participants: ["ann@example.com", "bot@example.com"] }] };
const room_id = 201;

/** A sandbox with a room, and a client of it. */
function world(options, clientOptions) {
  const sandbox = createSandbox(options);
  sandbox.seed(seed);
  return { sandbox, qiscus: new QiscusClient({ ...sandbox.clientOptions, ...clientOptions }) };
}

const post = (qiscus, message, options) => qiscus.postComment({ room_id, sender_email: "ann@example.com", message }, options);

/** A request as a page would send it, without a client. */
const login = (sandbox, init, path = "login_or_register") =>
  sandbox.fetch(`https://any.host/api/v2/rest/${path}`, {
    method: "POST",
    body: "email=a&username=b",
    ...init,
    headers: { QISCUS_SDK_SECRET: "sandbox-secret", "content-type": "application/x-www-form-urlencoded", ...init?.headers },
  });

/** What `fetch` rejects with. */
const causedBy = (reason) => (error) => {
  assert.deepEqual([error.name, error.message, error.cause.message], ["TypeError", "fetch failed", reason]);
  return true;
};

test("a client talks to it, and ids are those of any other run", { timeout }, async () => {
  for (let run = 0; run < 2; run++) {
    const { sandbox, qiscus } = world();
    const { comment } = await post(qiscus, "hello");
    assert.deepEqual([comment.id, comment.room_id, comment.username], [4_638_469_007, room_id, "ann@example.com"]);
    const { comments } = await qiscus.loadComments({ room_id });
    assert.deepEqual(
      comments.map(({ message }) => message),
      ["hello"],
    );
    assert.deepEqual(sandbox.unknownRoutes, []);
  }
});

test("the options of a client are those of a handler, too", { timeout }, async () => {
  const { sandbox } = world();
  assert.deepEqual(Object.keys(sandbox.clientOptions).sort(), ["appId", "baseUrl", "fetch", "secretKey"]);
  const proxy = proxyHandler({ ...sandbox.clientOptions, allow: ["load_comments"], authorize: () => true });
  const request = new Request("http://localhost/api/qiscus/api/v2/rest/load_comments", {
    method: "POST",
    body: new URLSearchParams({ room_id }),
  });
  assert.equal((await proxy(request)).status, 200);
});

test("sandboxes know nothing of each other", { timeout }, async () => {
  const [one, other] = [world(), world({ appId: "other" })];
  await post(one.qiscus, "hello");
  assert.equal(other.sandbox.requests.length, 0);
  const stranger = new QiscusClient({ ...one.sandbox.clientOptions, fetch: other.sandbox.fetch });
  await assert.rejects(post(stranger, "hello"), { code: "rejected", apiMessage: "the app id is wrong" });
});

test("requests are recorded with their parameters, and without secrets", { timeout }, async () => {
  const { sandbox, qiscus } = world();
  await post(qiscus, "a & b");
  const [{ method, path, endpoint, params, status, known, headers }] = sandbox.requests;
  assert.deepEqual([method, path, endpoint, status, known], ["POST", "/api/v2/rest/post_comment", "post_comment", 200, true]);
  const { unique_temp_id, ...others } = params;
  assert.deepEqual(others, { room_id: "201", sender_email: "ann@example.com", message: "a & b" });
  assert.equal(headers.qiscus_sdk_secret, "[redacted]");
  assert.ok(unique_temp_id);
});

test("an unknown route is answered as the server does it, and recorded", { timeout }, async () => {
  const { sandbox } = world();
  const response = await sandbox.fetch("https://sandbox.qiscus.com/api/v2/rest/delete_everything", { method: "POST" });
  assert.equal(response.status, 404);
  assert.match(await response.text(), /^<html>/);
  assert.deepEqual(sandbox.unknownRoutes, [{ method: "POST", path: "/api/v2/rest/delete_everything" }]);
});

// Whatever `fetch` takes.
const url = "https://any.host/api/v2/rest/login_or_register";
const headers = { QISCUS_SDK_SECRET: "sandbox-secret", "Content-Type": "application/x-www-form-urlencoded" };
const form = "email=a%40x&username=A";
const secret = { QISCUS_SDK_SECRET: "sandbox-secret" };
const multipart = new FormData();
multipart.set("email", "a@x");
multipart.set("username", "A");
for (const [name, args] of Object.entries({
  "a string": () => [url, { method: "POST", headers, body: form }],
  "a URL": () => [new URL(url), { method: "post", headers, body: form }],
  "a Request": () => [new Request(url, { method: "POST", headers, body: form })],
  "a Request and another body": () => [new Request(url, { method: "POST", headers, body: "x=y" }), { body: form }],
  "Headers": () => [url, { method: "POST", headers: new Headers(headers), body: form }],
  "pairs": () => [url, { method: "POST", headers: Object.entries(headers), body: form }],
  "URLSearchParams": () => [url, { method: "POST", headers: secret, body: new URLSearchParams(form) }],
  "FormData": () => [url, { method: "POST", headers: secret, body: multipart }],
  "a Blob": () => [url, { method: "POST", headers: secret, body: new Blob([form], { type: headers["Content-Type"] }) }],
  "bytes": () => [url, { method: "POST", headers, body: new TextEncoder().encode(form) }],
  "an ArrayBuffer": () => [url, { method: "POST", headers, body: new TextEncoder().encode(form).buffer }],
  "a stream": () => [url, { method: "POST", headers, body: new Blob([form]).stream(), duplex: "half" }],
})) {
  test(`fetch takes ${name}`, { timeout }, async () => {
    const sandbox = createSandbox();
    const response = await sandbox.fetch(...args());
    assert.equal(response.status, 200, await response.clone().text());
    assert.equal((await response.json()).results.user.email, "a@x");
    assert.equal(response.url, url);
  });
}

for (const [name, args, message] of [
  ["a body of GET", [url, { body: "x" }], "a request with the method GET or HEAD can't have a body"],
  ["a file", ["file:///etc/hosts"], "a sandbox answers http and https, not file:"],
  ["no URL", ["/api/v2/rest/x"], /invalid url/i],
  ["a method with a blank", [url, { method: "GE T" }], "invalid HTTP method"],
  ["a header with a line break", [url, { headers: { a: "b\nc" } }], "failed to parse header value"],
]) {
  test(`fetch rejects ${name} with a TypeError`, { timeout }, async () => {
    await assert.rejects(createSandbox().fetch(...args), { name: "TypeError", message });
  });
}

// How a connection ends.
for (const [fault, error] of [
  [{ name: "reset" }, { message: "fetch failed", code: "ECONNRESET" }],
  [{ name: "close" }, { message: "fetch failed", code: "UND_ERR_SOCKET" }],
]) {
  test(`${fault.name} rejects as fetch does`, { timeout }, async () => {
    const sandbox = createSandbox();
    sandbox.fault("login_or_register", fault);
    const thrown = await login(sandbox).catch((error) => error);
    assert.deepEqual([thrown.name, thrown.message, thrown.cause.code], ["TypeError", error.message, error.code]);
  });
}

for (const [fault, code] of [
  [{ name: "length", value: "larger" }, "UND_ERR_SOCKET"],
  [{ name: "gzip", value: "plain" }, "Z_DATA_ERROR"],
]) {
  test(`${fault.name} of ${fault.value} fails while the body is read`, { timeout }, async () => {
    const sandbox = createSandbox();
    sandbox.fault("*", fault);
    const response = await login(sandbox);
    assert.equal(response.status, 200);
    const thrown = await response.text().catch((error) => error);
    assert.deepEqual([thrown.name, thrown.message, thrown.cause.code], ["TypeError", "terminated", code]);
  });
}

test("what a client reports of a lost response, and what the sandbox has done", { timeout }, async () => {
  const { sandbox, qiscus } = world();
  sandbox.fault("post_comment", { name: "reset-after", times: 1 });
  await assert.rejects(post(qiscus, "hello"), { code: "network", outcome: "unknown" });
  assert.equal(sandbox.rooms[0].comments.length, 1);
  assert.deepEqual(sandbox.faults, [
    { fault: "reset-after;times=1;endpoint=post_comment", from: "run-time", seen: 1, applied: 1 },
  ]);
  sandbox.clearFaults();
  assert.deepEqual(sandbox.faults, []);
});

test("redirects are followed, returned or refused, as the request asks for", { timeout }, async () => {
  const sandbox = createSandbox();
  sandbox.fault("*", { name: "redirect", value: 307, times: 1 });
  const followed = await login(sandbox);
  assert.deepEqual([followed.status, followed.redirected], [200, true]);
  sandbox.clearFaults();
  sandbox.fault("*", { name: "redirect", value: 307, to: "other" });
  const manual = await login(sandbox, { redirect: "manual" });
  assert.deepEqual([manual.status, manual.headers.get("location")], [307, "http://127.0.0.1/api/v2/rest/login_or_register"]);
  await assert.rejects(login(sandbox, { redirect: "error" }), causedBy("unexpected redirect"));
  await assert.rejects(login(sandbox), causedBy("redirect count exceeded"));
});

test("a client with a deadline gives up on a response that never comes", { timeout }, async () => {
  for (const value of ["headers", "body"]) {
    const { sandbox, qiscus } = world();
    sandbox.fault("*", { name: "stall", value });
    await assert.rejects(post(qiscus, "hello", { timeout: 20 }), { code: "timeout", outcome: "unknown" }, value);
  }
});

test("an abort ends whatever waits, with the signal's reason, and leaves nothing behind", { timeout }, async () => {
  const reason = new Error("enough");
  for (const fault of [{ name: "stall" }, { name: "latency", value: 60_000 }]) {
    const sandbox = createSandbox();
    sandbox.fault("*", fault);
    const controller = new AbortController();
    const response = login(sandbox, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(reason);
    assert.equal(await response.catch((error) => error), reason);
    assert.equal(getEventListeners(controller.signal, "abort").length, 0);
    assert.equal(sandbox.requests.length, 1);
  }
  const sandbox = createSandbox();
  assert.equal(await login(sandbox, { signal: AbortSignal.abort(reason) }).catch((error) => error), reason);
  assert.equal(sandbox.requests.length, 0, "a request that is aborted before is never sent");
});

test("an abort ends a body, too", { timeout }, async () => {
  const reason = new Error("enough");
  for (const fault of [
    { name: "stall", value: "body" },
    { name: "drip", value: 60_000 },
    { name: "huge", value: "endless" },
  ]) {
    const sandbox = createSandbox();
    sandbox.fault("*", fault);
    const controller = new AbortController();
    const response = await login(sandbox, { signal: controller.signal });
    const reader = response.body.getReader();
    assert.equal((await reader.read()).done, false);
    const rest = (async () => {
      while (!(await reader.read()).done);
    })();
    await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(reason);
    assert.equal(await rest.catch((error) => error), reason, fault.name);
    assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  }
});

test("a body that never ends is aborted, and reset", { timeout }, async () => {
  const sandbox = createSandbox();
  const controller = new AbortController();
  const init = () => ({ body: new ReadableStream({}), duplex: "half" });
  const aborted = login(sandbox, { ...init(), signal: controller.signal });
  const reset = login(sandbox, init());
  controller.abort(new Error("enough"));
  await assert.rejects(aborted, { message: "enough" });
  sandbox.reset();
  await assert.rejects(reset, causedBy("read ECONNRESET"));
  assert.equal(sandbox.requests.length, 0);
});

test("a body that is cancelled leaves nothing behind", { timeout }, async () => {
  const sandbox = createSandbox();
  sandbox.fault("*", { name: "stall", value: "body" });
  const { signal } = new AbortController();
  const response = await login(sandbox, { signal });
  await response.body.cancel();
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("latency follows the test's timers", { timeout }, async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.parse("2026-01-31T12:00:00Z") });
  try {
    const { sandbox, qiscus } = world();
    sandbox.fault("post_comment", { name: "latency", value: 5000 });
    let done = false;
    const posted = post(qiscus, "hello").finally(() => (done = true));
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(4999);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(done, false);
    mock.timers.tick(1);
    const { comment } = await posted;
    assert.equal(comment.timestamp, "2026-01-31T12:00:05Z");
  } finally {
    mock.timers.reset();
  }
});

for (const [name, now] of Object.entries({
  "a Date": new Date("2026-01-31T12:00:00Z"),
  "milliseconds": Date.parse("2026-01-31T12:00:00Z"),
  "a function": () => new Date("2026-01-31T12:00:00Z"),
})) {
  test(`the time is ${name}`, { timeout }, async () => {
    const { qiscus } = world({ now });
    assert.equal((await post(qiscus, "hello")).comment.timestamp, "2026-01-31T12:00:00Z");
  });
}

test("a time that is none, or far too late, is the test's mistake alone", { timeout }, async () => {
  let now = 0;
  const sandbox = createSandbox({ now: () => now });
  now = Number.MAX_VALUE;
  assert.equal((await login(sandbox)).status, 200);
  now = NaN;
  await assert.rejects(login(sandbox), {
    name: "TypeError",
    message: "`now` of the sandbox did not return a time",
  });
  const error = new Error("mine");
  assert.throws(
    () =>
      createSandbox({
        now: () => {
          throw error;
        },
      }),
    error,
  );
  createSandbox();
});

test("a response's clone has its URL, too", { timeout }, async () => {
  const response = await login(createSandbox());
  const clone = response.clone();
  assert.deepEqual([clone.url, clone.redirected, await clone.text()], [response.url, false, await response.text()]);
});

// Webhooks.
test("webhooks are signed and arrive in order, and idle waits for what a bot posts", { timeout }, async () => {
  const seen = [];
  const handler = webhookHandler({
    signatureKey: "the-key",
    onEvent: async ({ payload: { from, message, room } }) => {
      seen.push(message.text);
      if (from.email === "bot@example.com") return;
      await new Promise((resolve) => setTimeout(resolve, message.text === "1" ? 20 : 0));
      await qiscus.postComment({ room_id: room.id, sender_email: "bot@example.com", message: `re: ${message.text}` });
    },
  });
  const { sandbox, qiscus } = world({ webhook: { handler, key: "the-key" } });
  await Promise.all(["1", "2", "3"].map((message) => post(qiscus, message)));
  await sandbox.idle();
  assert.deepEqual(seen, ["1", "2", "3", "re: 1", "re: 2", "re: 3"]);
  assert.deepEqual(
    sandbox.webhooks.map(({ status }) => status),
    [200, 200, 200, 200, 200, 200],
  );
  assert.equal(JSON.parse(sandbox.webhooks[0].body).payload.message.text, "1");
});

test("comments are those of the REST API, or of people who write in an app", { timeout }, async () => {
  const types = [];
  const { sandbox, qiscus } = world();
  sandbox.deliver(webhookHandler({ onEvent: ({ type }) => void types.push(type) }), { people: ["ann@example.com"] });
  await post(qiscus, "hello");
  await qiscus.postComment({ room_id, sender_email: "bot@example.com", message: "hello" });
  await sandbox.idle();
  assert.deepEqual(types, ["post_comment_mobile", "post_comment_rest"]);
});

test("idle waits for what a handler has begun and not waited for", { timeout }, async () => {
  const { sandbox, qiscus } = world();
  let replies = 0;
  sandbox.deliver(async (request) => {
    const { payload } = await request.json();
    if (payload.from.email !== "bot@example.com") {
      void qiscus.postComment({ room_id, sender_email: "bot@example.com", message: "later" }).then(() => replies++);
    }
    return new Response();
  });
  await post(qiscus, "hello");
  await sandbox.idle();
  assert.deepEqual([replies, sandbox.webhooks.length], [1, 2]);
});

test("each webhook is delivered twice if asked for", { timeout }, async () => {
  const claimed = new Set();
  let events = 0;
  const handler = webhookHandler({
    claim: (key) => !claimed.has(key) && claimed.add(key),
    onEvent: () => void events++,
  });
  const { sandbox, qiscus } = world();
  sandbox.deliver(handler, { times: 2, url: "https://example.com/hook" });
  await post(qiscus, "hello");
  await sandbox.idle();
  assert.deepEqual([events, sandbox.webhooks.length, sandbox.webhooks[0].url], [1, 2, "https://example.com/hook"]);
});

test("the request of a webhook is that of Qiscus", { timeout }, async () => {
  const requests = [];
  const { sandbox, qiscus } = world({ webhook: { handler: (request) => (requests.push(request), new Response()), key: "k" } });
  await post(qiscus, "hello");
  await sandbox.idle();
  const [request] = requests;
  assert.deepEqual([request.method, request.headers.get("content-type")], ["POST", "application/json"]);
  assert.equal(verifyWebhookSignature(await request.text(), request.headers.get("qiscus-sdk-signature"), "k"), true);
});

for (const [name, handler, error] of [
  [
    "throws",
    () => {
      throw new Error("no luck");
    },
    "no luck",
  ],
  [
    "rejects",
    async () => {
      throw new Error("no luck");
    },
    "no luck",
  ],
  ["returns nothing", () => undefined, "the handler did not return a Response"],
]) {
  test(`a handler that ${name} is recorded, and the post is not its matter`, { timeout }, async () => {
    const { sandbox, qiscus } = world({ webhook: { handler } });
    await post(qiscus, "hello");
    await sandbox.idle();
    const [{ comment_id, status, error: recorded }] = sandbox.webhooks;
    assert.deepEqual([comment_id, status, recorded], [4_638_469_007, undefined, error]);
  });
}

test("a handler has ten seconds", { timeout }, async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { sandbox, qiscus } = world({ webhook: { handler: () => new Promise(() => {}) } });
    await post(qiscus, "hello");
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(10_000);
    await sandbox.idle();
    assert.deepEqual(
      sandbox.webhooks.map(({ error }) => error),
      ["no response within 10 s"],
    );
  } finally {
    mock.timers.reset();
  }
});

test("reset forgets everything, ends what is under way, and begins anew", { timeout }, async () => {
  const delivered = [];
  const { sandbox, qiscus } = world({ webhook: { handler: (request) => (delivered.push(request), new Response()) } });
  await post(qiscus, "hello");
  await sandbox.idle();
  sandbox.fault("*", { name: "stall" });
  const stalled = login(sandbox);
  await new Promise((resolve) => setImmediate(resolve));
  sandbox.reset();
  await assert.rejects(stalled, causedBy("read ECONNRESET"));
  assert.deepEqual([sandbox.requests, sandbox.webhooks, sandbox.faults, sandbox.unknownRoutes], [[], [], [], []]);
  assert.equal(sandbox.seed(seed).rooms[0].room_id, room_id);
  assert.equal((await post(qiscus, "again")).comment.id, 4_638_469_007);
  await sandbox.idle();
  assert.equal(delivered.length, 2);
});

test("a webhook that waits is not delivered after a reset", { timeout }, async () => {
  const { sandbox, qiscus } = world({ webhook: { handler: () => assert.fail("delivered") } });
  const posted = post(qiscus, "hello");
  await posted.finally(() => sandbox.reset());
  await sandbox.idle();
  assert.deepEqual(sandbox.webhooks, []);
});

test("rooms show what is stored, without a request", { timeout }, async () => {
  const { sandbox, qiscus } = world();
  await post(qiscus, "hello");
  const [{ comments, ...room }] = sandbox.rooms;
  const participants = ["ann@example.com", "bot@example.com"];
  assert.deepEqual(room, { room_id, room_name: "Support", room_type: "group", participants });
  assert.deepEqual(
    comments.map(({ message }) => message),
    ["hello"],
  );
  assert.equal(sandbox.requests.length, 1);
});

test("a handler that throws what can't be read is recorded", { timeout }, async () => {
  const { sandbox, qiscus } = world({
    webhook: {
      handler: () => {
        throw Object.create(null);
      },
    },
  });
  await post(qiscus, "hello");
  await sandbox.idle();
  assert.deepEqual(
    sandbox.webhooks.map(({ error }) => error),
    ["an error without a readable message"],
  );
});

test("a status that HTTP doesn't have is recorded as an error", { timeout }, async () => {
  const { sandbox, qiscus } = world({ webhook: { handler: () => Response.error() } });
  await post(qiscus, "hello");
  await sandbox.idle();
  assert.deepEqual(
    sandbox.webhooks.map(({ error }) => error),
    ["the handler answered with the status 0"],
  );
});

test("a comment goes to the handler that there was when it was posted", { timeout }, async () => {
  const seen = [];
  const handler = (name) => async (request) => {
    seen.push([name, request.url, JSON.parse(await request.text()).payload.message.text]);
    return new Response();
  };
  const { sandbox, qiscus } = world();
  sandbox.deliver(handler("first"), { url: "http://first/" });
  await Promise.all([post(qiscus, "1"), post(qiscus, "2")]);
  sandbox.deliver(handler("second"), { url: "http://second/" });
  await post(qiscus, "3");
  await sandbox.idle();
  assert.deepEqual(seen, [
    ["first", "http://first/", "1"],
    ["first", "http://first/", "2"],
    ["second", "http://second/", "3"],
  ]);
});

test("a reset forgets the delivery that is under way, too", { timeout }, async () => {
  const { sandbox, qiscus } = world({ webhook: { handler: () => new Promise(() => {}) } });
  await post(qiscus, "hello");
  await new Promise((resolve) => setImmediate(resolve));
  sandbox.reset();
  await sandbox.idle();
  assert.deepEqual(sandbox.webhooks, []);
});

// Seeds.
test("a seed makes users, rooms and comments, and tells their ids", { timeout }, async () => {
  const sandbox = createSandbox({ now: new Date("2026-01-31T12:00:00Z"), webhook: { handler: () => assert.fail("announced") } });
  const made = sandbox.seed({
    users: [{ email: "ann@example.com", username: "Ann", avatar_url: "https://example.com/ann.png" }],
    rooms: [
      {
        name: "Support",
        participants: ["ann@example.com", "bob@example.com"],
        comments: [
          { sender_email: "ann@example.com", message: "yesterday", timestamp: "2026-01-30T12:00:00Z" },
          { sender_email: "bob@example.com", message: "today" },
        ],
      },
      { participants: ["ann@example.com", "bob@example.com"] },
    ],
  });
  assert.deepEqual(
    made.users.map(({ username }) => username),
    ["Ann"],
  );
  assert.deepEqual(
    made.rooms.map((room) => [room.room_id, room.room_type]),
    [
      [201, "group"],
      [202, "single"],
    ],
  );
  assert.deepEqual(
    made.rooms[0].comments.map(({ message, timestamp, username }) => [message, timestamp, username]),
    [
      ["yesterday", "2026-01-30T12:00:00Z", "Ann"],
      ["today", "2026-01-31T12:00:00Z", "bob@example.com"],
    ],
  );
  assert.deepEqual(sandbox.requests, []);
  await sandbox.idle();
});

test("a seed has to be an object", { timeout }, () => {
  for (const [seed, kind] of [
    [undefined, "nothing"],
    [[], "array"],
    ["x", "string"],
  ]) {
    const message = kind === "nothing" ? "seed is missing, expected object" : `seed: expected object, received ${kind}`;
    assert.throws(() => createSandbox().seed(seed), { message: `invalid options: ${message}` });
  }
});

test("a seed with a mistake adds nothing, and names the place", { timeout }, () => {
  const sandbox = createSandbox();
  const comments = [
    { sender_email: "a", message: "hi" },
    { sender_email: "b", message: "" },
  ];
  assert.throws(() => sandbox.seed({ rooms: [{ name: "r", participants: ["a", "b"], comments }] }), {
    code: "invalid_options",
    message: "invalid options: seed: rooms[0].comments[1]: message can't be blank",
  });
  assert.equal(sandbox.seed({ rooms: [{ name: "r", participants: ["a"] }] }).rooms[0].room_id, 201);
});

// Options.
test("participants are strings, or objects if asked for", { timeout }, async () => {
  const names = { name: "r", creator: "a", participants: ["a"] };
  for (const [participants, expected] of [
    [undefined, "a"],
    ["strings", "a"],
  ]) {
    const { sandbox, qiscus } = world({ participants });
    sandbox.seed({ users: [{ email: "a" }] });
    assert.deepEqual((await qiscus.createRoom(names)).participants, [expected]);
  }
  const { sandbox, qiscus } = world({ participants: "objects" });
  sandbox.seed({ users: [{ email: "a", username: "Ann" }] });
  const [participant] = (await qiscus.createRoom(names)).participants;
  assert.deepEqual([participant.email, participant.username], ["a", "Ann"]);
});

test("load_comments answers GET only, if asked for", { timeout }, async () => {
  const { sandbox, qiscus } = world({ loadComments: "get" });
  await qiscus.loadComments({ room_id });
  assert.deepEqual(
    sandbox.requests.map(({ method, status }) => [method, status]),
    [
      ["POST", 405],
      ["GET", 200],
    ],
  );
});

for (const [options, message] of [
  [{ apId: "x" }, "unknown option `apId`, did you mean `appId`?"],
  [{ now: "noon" }, "now: expected number or object or function, received string"],
  [
    { now: {} },
    "now: expected a time from 1970 to 9999: a Date, milliseconds, or a function that returns one, received another value",
  ],
  [{ webhook: {} }, "webhook.handler is missing, expected function"],
  [new Map(), "options: expected a plain object, received a Map"],
]) {
  test(`options: ${message}`, { timeout }, () => {
    assert.throws(
      () => createSandbox(options),
      (error) => {
        assert.ok(error instanceof QiscusError);
        assert.deepEqual([error.code, error.message], ["invalid_options", `invalid options: ${message}`]);
        return true;
      },
    );
  });
}

for (const [args, message] of [
  [["post_coment", { name: "reset" }], /^invalid options: fault: unknown endpoint `post_coment`, expected one of create_room, /],
  [["*", { name: "restart" }], /^invalid options: fault: unknown fault `restart`, expected one of latency, /],
  [["*", { name: "status" }], /^invalid options: fault: status needs a value, a number from 400 to 599$/],
  [["*", { name: "reset", time: 1 }], /^invalid options: unknown option `time`, did you mean `times`\?$/],
  [["*"], /^invalid options: fault is missing, expected object$/],
  [[], /^invalid options: endpoint is missing, expected the name of an endpoint such as `post_comment`, or `\*` for all$/],
]) {
  test(`a fault: ${message.source}`, { timeout }, () => {
    assert.throws(() => createSandbox().fault(...args), { code: "invalid_options", message });
  });
}

test("a handler has to be a function", { timeout }, () => {
  assert.throws(() => createSandbox().deliver({}), {
    message: "invalid options: handler: expected function, received empty object",
  });
});
