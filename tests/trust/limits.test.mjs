// Responses without end and parameters without measure: both are refused before they cost much memory, and the module goes on.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { QiscusClient, proxyHandler, webhookHandler } from "qiscus-wasm";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { timeout, within } from "../deadline.mjs";

const MiB = 2 ** 20;
const error = (promise) =>
  within(promise).then(
    () => assert.fail("it succeeded"),
    (error) => error,
  );
const url = "http://x.test";

/** A body of so many bytes of JSON, in chunks; without a number it never ends. `state` shows what became of it. */
function body(size = Infinity, state = {}) {
  const chunk = new Uint8Array(64 * 1024).fill(0x20);
  const start = new TextEncoder().encode('{"results":{"comments":[]},"status":200}');
  state.sent = 0;
  return new ReadableStream({
    pull(controller) {
      const next = state.sent === 0 ? start : chunk.subarray(0, Math.min(chunk.length, size - state.sent));
      if (next.length === 0) return controller.close();
      state.sent += next.length;
      controller.enqueue(next.slice());
    },
    cancel() {
      state.cancelled = true;
    },
  });
}

describe("a response", () => {
  const load = (options, response) =>
    new QiscusClient({ baseUrl: url, maxRetries: 0, fetch: async () => response, ...options }).loadComments({ room_id: 1 });
  const message = (bytes) =>
    `the response is larger, expected at most ${bytes} bytes (\`maxResponseBytes\`), in load_comments (status 200)`;

  for (const [name, options, size] of [
    ["of 32 MiB", {}, 32 * MiB],
    ["as large as it may be", { maxResponseBytes: 1000 }, 1000],
    ["larger than the default, where that is allowed", { maxResponseBytes: 40 * MiB }, 33 * MiB],
  ]) {
    test(`${name} is read`, { timeout }, async () => {
      assert.deepEqual(await within(load(options, new Response(body(size)))), { comments: [] });
    });
  }

  for (const [name, options, size, bytes] of [
    ["of 32 MiB and a byte", {}, 32 * MiB + 1, 32 * MiB],
    ["without end", {}, Infinity, 32 * MiB],
    ["a byte larger than it may be", { maxResponseBytes: 1000 }, 1001, 1000],
    ["without end, of which little is wanted", { maxResponseBytes: 1 }, Infinity, 1],
  ]) {
    test(`${name} is not read to its end`, { timeout }, async () => {
      const state = {};
      const { code, outcome, message: said, body: shown, issues } = await error(load(options, new Response(body(size, state))));
      assert.deepEqual([code, outcome, said], ["invalid_response", "unknown", message(bytes)]);
      assert.ok((state.cancelled || size < Infinity) && state.sent <= bytes + 256 * 1024, JSON.stringify(state));
      assert.ok(shown.length > 0 && shown.length <= 64 * 1024);
      assert.deepEqual(
        issues.map(({ received }) => received),
        ["larger"],
      );
    });
  }

  test("of a mock with text() alone has the same limit", { timeout }, async () => {
    const mock = { status: 200, text: async () => `{"results":{"comments":[]}}${" ".repeat(1000)}` };
    assert.equal((await error(load({ maxResponseBytes: 1000 }, mock))).message, message(1000));
  });

  test("to a post was accepted, and is never sent again", { timeout }, async () => {
    let sent = 0;
    const fetch = async () => new Response((sent++, body()));
    const client = new QiscusClient({ baseUrl: url, fetch, maxResponseBytes: 1000 });
    assert.equal((await error(client.postComment({ sender_email: "a", room_id: 1, message: "hi" }))).outcome, "accepted");
    assert.equal(sent, 1);
  });

  test("of an error keeps the status, and a retry may succeed", { timeout }, async () => {
    const responses = [new Response(body(), { status: 502 }), new Response(body(100))];
    const client = new QiscusClient({ baseUrl: url, fetch: async () => responses.shift(), maxResponseBytes: 1000 });
    assert.deepEqual(await within(client.loadComments({ room_id: 1 })), { comments: [] });
    const { code, outcome, status } = await error(load({ maxResponseBytes: 10 }, new Response(body(), { status: 400 })));
    assert.deepEqual([code, outcome, status], ["rejected", "rejected", 400]);
  });

  test("that takes too long is cancelled at the deadline", { timeout }, async () => {
    const state = {};
    const stalled = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => void (state.cancelled = true),
    });
    assert.equal((await error(load({ timeout: 100 }, new Response(stalled)))).code, "timeout");
    assert.equal(state.cancelled, true);
  });
});

describe("over a network", () => {
  let sandbox;
  before(async () => (sandbox = await startSandbox()), { timeout });
  after(() => sandbox.stop(), { timeout });

  test("a response without end costs no more memory than it may", { timeout }, async () => {
    const client = new QiscusClient({ baseUrl: sandbox.url, appId, secretKey, maxRetries: 0 });
    await client.loginOrRegister({ email: "a", username: "a" });
    await sandbox.faults(["huge=endless;endpoint=get_rooms_info"]);
    const before = process.memoryUsage().rss;
    const { code, status } = await error(client.getRoomsInfo({ room_id: [1], user_email: "a" }));
    await sandbox.faults([]);
    assert.deepEqual([code, status], ["invalid_response", 200]);
    const grown = (process.memoryUsage().rss - before) / MiB;
    assert.ok(grown < 300, `${grown} MiB`);
  });

  test("the proxy has the same reader, and a smaller limit", { timeout }, async () => {
    await sandbox.faults(["huge=endless;endpoint=load_comments"]);
    const errors = [];
    const options = {
      baseUrl: sandbox.url,
      appId,
      secretKey,
      allow: ["load_comments"],
      authorize: () => true,
      onError: (error) => errors.push(error),
    };
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const request = new Request(`${url}/api/v2/rest/load_comments`, { method: "POST", headers, body: "room_id=1" });
    const response = await within(proxyHandler(options)(request));
    await sandbox.faults([]);
    assert.equal(response.status, 502);
    assert.deepEqual(
      errors.map(({ message }) => message),
      [`the body has more than ${10 * MiB} bytes`],
    );
  });
});

describe("parameters", () => {
  const client = new QiscusClient({
    baseUrl: url,
    fetch: async () => new Response('{"results":{"user":{"id":1,"email":"a","username":"a","avatar_url":"","token":"t"}}}'),
  });
  const most = 32 * MiB;
  const large = `expected at most ${most} characters in all, received more`;
  const half = "x".repeat(most / 2);
  const user = { email: "a", username: "a" };
  for (const [name, params, options, message] of [
    ["a string of 400 MB", { ...user, avatar_url: "x".repeat(400_000_000) }, {}, `avatar_url: ${large}`],
    ["two that are too large together", { ...user, avatar_url: half, password: half }, {}, `password: ${large}`],
    ["a string of a character more", { ...user, avatar_url: "x".repeat(most) }, {}, `avatar_url: ${large}`],
    ["an object", { ...user, extras: { a: half, b: half } }, {}, `extras: ${large}`],
    ["a name of one", { ...user, extras: { [half + half]: 1 } }, {}, `extras: ${large}`],
    ["extra parameters", user, { extraParams: { list: [half, half] } }, `extraParams: ${large}`],
    ["headers", user, { headers: { a: half, b: `${half}x` } }, `headers: ${large}`],
    [
      "what is too long anyway",
      { ...user, device_platform: "x".repeat(most + 1) },
      {},
      'device_platform: expected "ios" or "android", received string',
    ],
  ]) {
    test(`${name}: refused before anything is built`, { timeout }, async () => {
      const { code, outcome, message: said } = await error(client.loginOrRegister(params, options));
      assert.deepEqual(
        [code, outcome, said],
        ["invalid_request", "not_sent", `invalid parameters: ${message}, in login_or_register`],
      );
    });
  }

  test("a list of twenty million items", { timeout }, async () => {
    const { message } = await error(client.addRoomParticipants({ room_id: 1, emails: new Array(20_000_000).fill("a") }));
    assert.equal(message, `invalid parameters: emails: ${large}, in add_room_participants`);
  });

  test("as large as they may be, in characters that need nine each", { timeout }, async () => {
    let sent = 0;
    const fetch = async (_, init) => ((sent = init.body.length), new Response('{"results":{}}'));
    const room = new QiscusClient({ baseUrl: url, fetch });
    const name = "ह".repeat(most - 100);
    await error(room.createRoom({ name, creator: "a", participants: ["a"] }));
    assert.ok(sent > 9 * name.length);
  });

  test("the module goes on", { timeout }, async () => {
    assert.equal((await within(client.loginOrRegister(user))).user.email, "a");
    const handler = webhookHandler({ onEvent() {} });
    assert.equal((await within(handler(new Request(url, { method: "POST", body: "{}" })))).status, 415);
  });
});
