// Mistakes that people make with the client: what is said of each, a row per mistake. Nothing of it is sent.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { QiscusClient, isQiscusError, proxyHandler, validateWebhook } from "qiscus-wasm";
import { timeout, within } from "../deadline.mjs";

const appId = "app";
const secretKey = "s3cret-of-the-app";
const url = "http://127.0.0.1:9";
const failing = async () => assert.fail("a request was sent");
const text = { sender_email: "a", room_id: 1, message: "hi" };

/** The error of whatever throws or rejects. */
async function errorOf(work) {
  try {
    await within(Promise.resolve(work()));
  } catch (error) {
    assert.ok(isQiscusError(error), String(error));
    return error;
  }
  assert.fail("it succeeded");
}

describe("at construction", () => {
  const path =
    "baseUrl: expected an http or https URL, since this runtime has no location that a path could belong to, received a path";
  const unset = "secretKey: expected your secret key, or no such option where a proxy adds it, received undefined";
  for (const [name, options, message] of [
    ["a path, as in server-side rendering", { baseUrl: "/api/qiscus" }, path],
    ["a path, with an app id", { appId, baseUrl: "/api/qiscus" }, path],
    ["the root", { baseUrl: "/" }, path],
    [
      "a path without a slash",
      { baseUrl: "api/qiscus" },
      "baseUrl: expected an http or https URL without query, or a path that starts with a slash, received another string",
    ],
    ["a secret that isn't set", { appId, secretKey: undefined }, unset],
    ["a secret that isn't set, with a base URL", { appId, baseUrl: url, secretKey: undefined }, unset],
    ["a secret that is null", { appId, secretKey: null }, "secretKey: expected string, received null"],
    ["another client's name for it", { appId, apiKey: "x" }, "unknown option `apiKey`, did you mean `secretKey`?"],
    ["another one", { appId, url }, "unknown option `url`, did you mean `baseUrl`?"],
    ["a third", { appId, retries: 1 }, "unknown option `retries`, did you mean `maxRetries`?"],
    ["one that nobody has", { appId, color: "red" }, "unknown option `color`"],
    ["a misspelt option", { appId, secret_key: "x" }, "unknown option `secret_key`, did you mean `secretKey`?"],
    [
      "an option of a call",
      { appId, confirm: true },
      "unknown option `confirm`: `confirm` is an option of a call, pass it in the second argument",
    ],
    [
      "another one",
      { appId, signal: AbortSignal.timeout(1_000) },
      "unknown option `signal`: `signal` is an option of a call, pass it in the second argument",
    ],
    ["a limit of nothing", { appId, maxResponseBytes: 0 }, "maxResponseBytes: expected 1 or more, received a smaller number"],
  ]) {
    test(name, () => {
      assert.throws(() => new QiscusClient(options), { code: "invalid_options", message: `invalid options: ${message}` });
    });
  }

  for (const [name, options] of [
    ["a path, with a fetch that may know better", { baseUrl: "/api/qiscus", fetch: failing }],
    ["no secret, where a proxy adds it", { baseUrl: url, secretKey: undefined }],
    ["no secret at all", { appId }],
    [
      "options that are undefined, where that can be meant",
      { appId, baseUrl: undefined, timeout: undefined, headers: undefined },
    ],
  ]) {
    test(`fine: ${name}`, () => new QiscusClient(options).free());
  }

  for (const [name, location, isFine] of [
    ["there is a location", { value: { href: "https://app.example.com/page" } }, true],
    ["there is one that nothing is relative to", { value: { href: "about:blank" } }, false],
    [
      "it throws, as in Deno",
      {
        get() {
          throw new ReferenceError("no location");
        },
      },
      false,
    ],
  ]) {
    test(`a path, where ${name}: ${isFine ? "fine" : "refused"}`, () => {
      Object.defineProperty(globalThis, "location", { ...location, configurable: true });
      try {
        new QiscusClient({ baseUrl: url }).free();
        const make = () => new QiscusClient({ baseUrl: "/api/qiscus" });
        if (isFine) make().free();
        else assert.throws(make, { code: "invalid_options", message: `invalid options: ${path}` });
      } finally {
        delete globalThis.location;
      }
    });
  }
});

describe("in a call", () => {
  const client = new QiscusClient({ appId, secretKey, baseUrl: url, fetch: failing });
  const types =
    '"text" or "account_linking" or "buttons" or "button_postback_response" or "card" or "carousel" or "contact_person" or "custom" or "file_attachment" or "location" or "reply"';
  const second = (name) => `unknown parameter \`${name}\`: \`${name}\` is an option, pass it in the second argument`;
  const { loadComments, postComment, comments, request } = client;
  for (const [name, work, message] of [
    [
      "timeout among the parameters",
      () => client.postComment({ ...text, timeout: 5_000 }),
      `${second("timeout")}, in post_comment`,
    ],
    [
      "confirm among the parameters",
      () => client.postComment({ ...text, confirm: true }),
      `${second("confirm")}, in post_comment`,
    ],
    [
      "signal and headers among the parameters",
      () => client.loadComments({ room_id: 1, signal: null, headers: {} }),
      `${second("signal")}; ${second("headers")}, in load_comments`,
    ],
    [
      "an option in another spelling",
      () => client.loadComments({ room_id: 1, max_retries: 1 }),
      "unknown parameter `max_retries`: `maxRetries` is an option, pass it in the second argument, in load_comments",
    ],
    [
      "confirm in a call without that option",
      () => client.loadComments({ room_id: 1, confirm: true }),
      "unknown parameter `confirm`, in load_comments",
    ],
    [
      "a parameter among the options",
      () => client.loadComments({ room_id: 1 }, { limit: 5 }),
      "unknown option `limit`: `limit` is a parameter, pass it in the first argument, in load_comments",
    ],
    [
      "an option of the client",
      () => client.loadComments({ room_id: 1 }, { fetch }),
      "unknown option `fetch`: `fetch` is an option of the client, in load_comments",
    ],
    [
      "a method's name for a parameter",
      () => client.loadComments({ roomId: 1 }),
      "room_id is missing, expected integer or string; unknown parameter `roomId`, did you mean `room_id`?, in load_comments",
    ],
    [
      "an unknown type",
      () => client.postComment({ ...text, type: "image" }),
      `type: expected ${types}, received "image", in post_comment`,
    ],
    [
      "a misspelt type",
      () => client.postComment({ ...text, type: "fileAttachment" }),
      `type: expected ${types}, received "fileAttachment", did you mean "file_attachment"?, in post_comment`,
    ],
    [
      "a misspelt type of a button",
      () =>
        client.postComment({
          ...text,
          type: "buttons",
          payload: { text: "t", buttons: [{ label: "l", type: "Link", payload: { url: "u" } }] },
        }),
      'payload.buttons[0].type: expected "postback" or "link", received "Link", did you mean "link"?, in post_comment',
    ],
    [
      "a type with a line break",
      () => client.postComment({ ...text, type: "a\nb" }),
      `type: expected ${types}, received string, in post_comment`,
    ],
    [
      "a type that goes on and on",
      () => client.postComment({ ...text, type: "x".repeat(41) }),
      `type: expected ${types}, received string, in post_comment`,
    ],
    [
      "a type that is the secret",
      () => client.postComment({ ...text, type: secretKey }),
      `type: expected ${types}, received "[redacted]", in post_comment`,
    ],
    [
      "one room for several",
      () => client.getRoomsInfo({ room_id: 201, user_email: "a" }),
      "room_id: expected array, received integer, did you mean [201]?, in get_rooms_info",
    ],
    [
      "one room by its unique id",
      () => client.getRoomsInfo({ room_id: "r-1", user_email: "a" }),
      'room_id: expected array, received string, did you mean ["r-1"]?, in get_rooms_info',
    ],
    [
      "one user for several",
      () => client.addRoomParticipants({ room_id: 1, emails: "abc@outlook.com" }),
      'emails: expected array, received string, did you mean ["abc@outlook.com"]?, in add_room_participants',
    ],
    [
      "an object for several",
      () => client.addRoomParticipants({ room_id: 1, emails: { 0: "a" } }),
      "emails: expected array, received object, in add_room_participants",
    ],
    [
      "an empty room id",
      () => client.loadComments({ room_id: "" }),
      "room_id: expected integer or string, received an empty string, in load_comments",
    ],
    [
      "an empty room id among others",
      () => client.getRoomsInfo({ room_id: [1, ""], user_email: "a" }),
      "room_id[1]: expected integer or string, received an empty string, in get_rooms_info",
    ],
    [
      "an empty sender",
      () => client.postComment({ ...text, sender_email: "" }),
      "sender_email: expected string, received an empty string, in post_comment",
    ],
    [
      "an empty user",
      () => client.createRoom({ name: "n", creator: "", participants: [""] }),
      "participants[0]: expected string, received an empty string; creator: expected string, received an empty string, in create_room",
    ],
    [
      "an empty target",
      () => client.getOrCreateRoomWithTarget({ emails: ["a", ""] }),
      "emails[1]: expected string, received an empty string, in get_or_create_room_with_target",
    ],
    [
      "a signal for the options",
      () => client.postComment(text, AbortSignal.abort()),
      "options: expected a plain object, received an AbortSignal, pass `{ signal }`, in post_comment",
    ],
    [
      "a Map of options",
      () => client.postComment(text, new Map([["timeout", 5]])),
      "options: expected a plain object, received a Map, in post_comment",
    ],
    [
      "Headers for the options",
      () => client.postComment(text, new Headers()),
      "options: expected a plain object, received a Headers, in post_comment",
    ],
    [
      "FormData for the parameters",
      () => client.postComment(new FormData()),
      "params: expected a plain object, received a FormData, in post_comment",
    ],
    [
      "a promise of the parameters",
      () => client.postComment(Promise.resolve(text)),
      "params: expected a plain object, received a Promise, `await` is missing, in post_comment",
    ],
    [
      "a promise in a parameter",
      () => client.postComment({ ...text, extras: Promise.resolve({}) }),
      "extras: expected a plain object, received a Promise, `await` is missing, in post_comment",
    ],
    [
      "a promise for a room",
      () => client.loadComments({ room_id: Promise.resolve(1) }),
      "room_id: expected a plain object, received a Promise, `await` is missing, in load_comments",
    ],
    [
      "a Set of rooms",
      () => client.getRoomsInfo({ room_id: new Set([1]), user_email: "a" }),
      "room_id: expected a plain object, received a Set, in get_rooms_info",
    ],
    [
      "extra parameters in URLSearchParams",
      () => client.loadComments({ room_id: 1 }, { extraParams: new URLSearchParams("a=1") }),
      "extraParams: expected a plain object, received a URLSearchParams, in load_comments",
    ],
    [
      "a Date",
      () => client.request("GET", "get_user_rooms", { since: new Date(0) }),
      "since: expected a plain object, received a Date, in get_user_rooms",
    ],
    [
      "a method without its client",
      () => loadComments({ room_id: 1 }),
      "`loadComments` was called without its client: call `client.loadComments(…)`",
    ],
    ["another one", () => postComment(text), "`postComment` was called without its client: call `client.postComment(…)`"],
    [
      "request without its client",
      () => request("GET", "x"),
      "`request` was called without its client: call `client.request(…)`",
    ],
    [
      "comments without its client",
      () => comments({ room_id: 1 }).next(),
      "`comments` was called without its client: call `client.comments(…)`",
    ],
    [
      "a method of another object",
      () => loadComments.call({}, { room_id: 1 }),
      "`loadComments` was called without its client: call `client.loadComments(…)`",
    ],
  ]) {
    test(name, { timeout }, async () => {
      const error = await errorOf(work);
      const prefix = message.includes("without its client") ? "" : "invalid parameters: ";
      assert.deepEqual([error.code, error.outcome, error.message], ["invalid_request", "not_sent", `${prefix}${message}`]);
    });
  }

  test("a detached method rejects, it doesn't throw", async () => {
    const promise = loadComments({ room_id: 1 });
    assert.ok(promise instanceof Promise);
    await assert.rejects(within(promise), { code: "invalid_request" });
  });
});

describe("a wrong base URL is named, without the query", () => {
  const answers = (status, body) => async () => new Response(body, { status });
  const throws = (error) => async () => {
    throw error;
  };
  const refused = Object.assign(new TypeError("fetch failed"), {
    cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
  });
  const post = (client) => client.postComment(text);
  const get = (client) => client.getOrCreateRoomWithTarget({ emails: ["a", "b"] });
  const address = "(https://gate.example.com/qiscus/api/v2/rest/";
  for (const [name, fetch, call, message] of [
    ["404", answers(404, ""), post, `the server found nothing there ${address}post_comment), in post_comment (status 404)`],
    [
      "404 to GET",
      answers(404, '{"error":{"message":"no"}}'),
      get,
      `the server found nothing there: no ${address}get_or_create_room_with_target), in get_or_create_room_with_target (status 404)`,
    ],
    ["405", answers(405, ""), post, `the server rejected the request ${address}post_comment), in post_comment (status 405)`],
    [
      "a page of another server",
      answers(200, "<!doctype html>"),
      post,
      `the response is HTML, expected JSON ${address}post_comment), in post_comment (status 200)`,
    ],
    [
      "no connection",
      throws(refused),
      get,
      `the request could not be sent: fetch failed: connect (ECONNREFUSED) ${address}get_or_create_room_with_target), in get_or_create_room_with_target`,
    ],
    [
      "what a browser says of anything",
      throws(new TypeError("Failed to fetch")),
      post,
      `no response: Failed to fetch ${address}post_comment), in post_comment`,
    ],
    [
      "not if there was a connection",
      throws(Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } })),
      post,
      "no response: fetch failed (ECONNRESET), in post_comment",
    ],
    ["nor if the server failed", answers(500, "<html>"), post, "the server failed, in post_comment (status 500)"],
    ["nor if it refused access", answers(401, "<html>"), post, "the server refused access, in post_comment (status 401)"],
  ]) {
    test(name, { timeout }, async () => {
      const client = new QiscusClient({ baseUrl: "https://gate.example.com/qiscus/", maxRetries: 0, fetch });
      assert.equal((await errorOf(() => call(client))).message, message);
    });
  }
});

describe("a time limit in seconds", () => {
  const stalls = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  for (const [name, limit, message] of [
    ["30", 30, "no response within 30 ms (`timeout` is in milliseconds), in load_comments"],
    ["5", 5, "no response within 5 ms (`timeout` is in milliseconds), in load_comments"],
    ["half a second, as a fraction", 0.5, "no response within 1 ms (`timeout` is in milliseconds), in load_comments"],
    ["a second", 1_000, "no response within 1000 ms, in load_comments"],
  ]) {
    test(name, { timeout }, async () => {
      const of = (options, call) =>
        errorOf(() => new QiscusClient({ baseUrl: url, fetch: stalls, ...options }).loadComments({ room_id: 1 }, call));
      for (const error of [await of({ timeout: limit }), await of({}, { timeout: limit })]) {
        assert.deepEqual([error.code, error.message], ["timeout", message]);
      }
    });
  }
});

describe("something in place of a webhook's body", () => {
  const body = '{"type":"post_comment"}';
  const init = { method: "POST", body };
  for (const [name, input, message] of [
    ["a Request", new Request("http://x.test/", init), "the body is a Request, expected its body: `await request.text()`"],
    ["a Response", new Response(body), "the body is a Response, expected its body: `await response.text()`"],
    ["a Blob", new Blob([body]), "the body is a Blob, expected its text: `await blob.text()`"],
    [
      "a promise of the body",
      new Request("http://x.test/", init).text(),
      "the body is a Promise, expected what it resolves to: `await` is missing",
    ],
    ["a stream", new Response(body).body, "the body is a stream, expected all of its bytes"],
    [
      "a request of Node.js",
      Object.assign(Object.create({ pipe() {} }), { headers: {}, body: {} }),
      "the body is a request of Node.js, expected its raw body, or what a framework made of it: `req.body`",
    ],
    [
      "an event of AWS Lambda",
      { body, isBase64Encoded: false, headers: {} },
      "the body is an event of AWS Lambda, expected its body: `event.body`",
    ],
  ]) {
    test(name, () => {
      assert.throws(() => validateWebhook(input), { code: "invalid_webhook", message: `invalid webhook: ${message}` });
    });
  }
});

describe("an option of the proxy", () => {
  const good = { appId, secretKey, authorize: () => true };
  const names =
    '"create_room" or "get_or_create_room_with_target" or "get_rooms_info" or "add_room_participants" or "remove_room_participants" or "post_comment" or "load_comments" or "login_or_register"';
  for (const [name, options, message] of [
    [
      "a method's name",
      { allow: ["postComment"] },
      `allow[0]: expected ${names}, received "postComment", did you mean "post_comment"?`,
    ],
    [
      "a misspelt endpoint",
      { allow: ["load_comments", "load_coment"] },
      `allow[1]: expected ${names}, received "load_coment", did you mean "load_comments"?`,
    ],
    ["another word", { allow: ["all"] }, `allow[0]: expected ${names}, received "all"`],
    ["one for several", { allow: "postComment" }, 'allow: expected array, received string, did you mean ["post_comment"]?'],
    ["a path that could be read in two ways", { allow: ["/api/../x"] }, `allow[0]: expected ${names}, received "/api/../x"`],
    ["the secret", { allow: [secretKey] }, `allow[0]: expected ${names}, received another string`],
    ["a secret that isn't set", { secretKey: undefined }, "secretKey is missing, expected string"],
  ]) {
    test(name, () => {
      assert.throws(() => proxyHandler({ ...good, ...options }), {
        code: "invalid_options",
        message: `invalid options: ${message}`,
      });
    });
  }
});

test("a short secret isn't taken out of sentences, where it may be a part of any word", { timeout }, async () => {
  const client = new QiscusClient({
    appId,
    secretKey: "in",
    baseUrl: url,
    maxRetries: 0,
    fetch: async () => new Response('{"error":{"message":"in vain: in"}}', { status: 400 }),
  });
  const error = await errorOf(() => client.loadComments({ room_id: 1 }));
  assert.equal(error.message, "the server rejected the request: in vain: in, in load_comments (status 400)");
  assert.equal(error.apiMessage, "[redacted] va[redacted]: [redacted]");
});
