// The fetch-style handler: every status with its body, and whatever a sender or the caller's own functions may do.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, test } from "node:test";
import { isQiscusError, webhookHandler } from "qiscus-wasm";
import { changed, failure, hmac, key, recorded } from "./webhooks.mjs";
import { timeout, within } from "../deadline.mjs";

const text = JSON.stringify(recorded());
const never = new Promise(() => {});
const greek = text.replace("simulasi", "Ελλάδα 😀");
const json = { "content-type": "application/json" };

/** A request as the sender makes it, with something else about it. */
const post = ({ headers, ...init } = {}) =>
  new Request("https://bot.example.com/hook", {
    method: "POST",
    body: text,
    duplex: "half",
    headers: { ...json, ...headers },
    ...init,
  });
const signed = (body = text) => post({ body, headers: { "qiscus-sdk-signature": hmac(body) } });

/** A body that comes in pieces: bytes, or a time to wait; then ends, or does not, or fails. */
const stream = (pieces, then = "end") =>
  new ReadableStream({
    async pull(controller) {
      const piece = pieces.shift();
      if (typeof piece === "number") await sleep(piece);
      else if (piece !== undefined) controller.enqueue(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
      else if (then === "end") controller.close();
      else if (then === "error") controller.error(new Error("cut off"));
      else await never;
    },
  });

/** A handler that notes what it is told; what it answered as `[status, body]`. */
function made(options = {}) {
  const [events, errors] = [[], []];
  const handler = webhookHandler({
    onEvent: (event) => void events.push(event),
    onError: (error) => void errors.push(error),
    ...options,
  });
  const answer = async (request) => {
    const response = await within(handler(request));
    assert.equal(response.headers.get("content-type"), "application/json");
    return [response.status, await within(response.json())];
  };
  return { handler, answer, events, errors };
}

const refused = (code, message, more) => ({ ok: false, code, message, ...more });
const notHandled = [500, refused("internal", "the event was not handled")];
const issue = (path, expected, received, message) => ({ issues: [{ path, expected, received, message }] });
const large = (most) => [413, refused("invalid_request", `the body has more than ${most} bytes`)];
const unread = [400, refused("network", "the body could not be read to its end")];
const other = [500, refused("invalid_request", "the body is a stream of other values; pass bytes (`Uint8Array`) or strings")];
const late = (limit) => [408, refused("timeout", `not done within ${limit} ms`)];
const ok = [200, { ok: true }];

/** A request whose head says something that Request would not let it say. */
const lying = (init, headers) => {
  const request = post(init);
  return new Proxy(request, {
    get(target, name) {
      if (name === "headers") return new Headers({ ...json, ...headers });
      const value = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
};
const read = async (request) => (await request.text(), request);
const locked = (request) => (request.body.getReader(), request);

describe("answers", () => {
  const another =
    "signature: expected the HMAC-SHA256 of exactly these bytes under this key, received another; the key is the webhook's token from the dashboard, not the app's secret key";
  const digits = "64 hexadecimal digits, the value of the header QISCUS-SDK-SIGNATURE";
  const type = [415, refused("invalid_request", "unsupported content type; expected application/json")];
  const before = [
    500,
    refused(
      "invalid_request",
      "the body was read before: give `webhookHandler` the untouched request, and `request.clone()` to others",
    ),
  ];
  const noBody = "the body is empty, expected JSON";
  for (const [name, options, request, expected] of [
    ["a genuine event", { signatureKey: key }, () => signed(), ok],
    [
      "a genuine event in pieces",
      { signatureKey: key },
      () =>
        post({
          body: stream([text.slice(0, 9), new Uint8Array(), text.slice(9)]),
          headers: { "qiscus-sdk-signature": hmac(text) },
        }),
      ok,
    ],
    ["one signed with an older key", { signatureKey: ["newer", key] }, () => signed(), ok],
    ["one without a signature where none is asked for", {}, () => post(), ok],
    ["no content type", {}, () => post({ headers: {}, body: new TextEncoder().encode(text) }), ok],
    ...[
      "application/json; charset=utf-8",
      "APPLICATION/JSON",
      "application/cloudevents+json",
      "text/json",
      "application/json ;x",
    ].map((value) => [value, {}, () => post({ headers: { "content-type": value } }), ok]),
    ...[
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/jsonp",
      "application/json, text/plain",
      "multipart/form-data",
    ].map((value) => [value, {}, () => post({ headers: { "content-type": value } }), type]),
    [
      "no body",
      {},
      () => post({ body: undefined }),
      [400, refused("invalid_webhook", `invalid webhook: ${noBody}`, issue("", "JSON", "empty", noBody))],
    ],
    [
      "another event",
      {},
      () => post({ body: JSON.stringify(changed("payload.room.id", null)) }),
      [
        400,
        refused(
          "invalid_webhook",
          "invalid webhook: payload.room.id: expected integer or string, received null",
          issue("payload.room.id", "integer or string", "null", "payload.room.id: expected integer or string, received null"),
        ),
      ],
    ],
    [
      "no signature",
      { signatureKey: key },
      () => post(),
      [
        401,
        refused(
          "invalid_signature",
          `invalid signature: signature is missing, expected ${digits}`,
          issue("signature", digits, "nothing", `signature is missing, expected ${digits}`),
        ),
      ],
    ],
    [
      "another signature",
      { signatureKey: key },
      () => post({ headers: { "qiscus-sdk-signature": hmac("{}") } }),
      [
        401,
        refused(
          "invalid_signature",
          `invalid signature: ${another}`,
          issue("signature", "the HMAC-SHA256 of exactly these bytes under this key", "another", another),
        ),
      ],
    ],
    [
      "a forged body that is no event either",
      { signatureKey: key },
      () => post({ body: "{", headers: { "qiscus-sdk-signature": hmac(text) } }),
      [
        401,
        refused(
          "invalid_signature",
          `invalid signature: ${another}`,
          issue("signature", "the HMAC-SHA256 of exactly these bytes under this key", "another", another),
        ),
      ],
    ],
    ["PUT", {}, () => post({ method: "PUT" }), [405, refused("invalid_request", "unsupported method PUT; expected POST")]],
    [
      "GET",
      {},
      () => post({ method: "GET", body: undefined }),
      [405, refused("invalid_request", "unsupported method GET; expected POST")],
    ],
    ["a body of exactly as many bytes as may be", { maxBytes: text.length }, () => post(), ok],
    ["a byte more", { maxBytes: text.length - 1 }, () => post(), large(text.length - 1)],
    ["more than a mebibyte", {}, () => post({ body: "x".repeat(2 ** 20 + 1) }), large(2 ** 20)],
    ["a body without end", {}, () => post({ body: stream(Array(100).fill("x".repeat(2 ** 16)), "never") }), large(2 ** 20)],
    [
      "a length that is too large",
      { maxBytes: 1000 },
      () => lying({ body: stream([], "never") }, { "content-length": "1001" }),
      large(1000),
    ],
    ["a length that isn't a number", {}, () => lying({}, { "content-length": "many" }), ok],
    [
      "a length smaller than the body",
      { maxBytes: 1000 },
      () => lying({ body: "x".repeat(1001) }, { "content-length": "1" }),
      large(1000),
    ],
    ["a length larger than the body", {}, () => lying({}, { "content-length": "100000" }), ok],
    ["a stalled body", { timeout: 50 }, () => post({ body: stream([text.slice(0, 9)], "never") }), late(50)],
    ["a body that drips", { timeout: 50 }, () => post({ body: stream([20, "{", 20, " ", 20, " ", 20], "never") }), late(50)],
    ["a body that fails", {}, () => post({ body: stream([text.slice(0, 9)], "error") }), unread],
    [
      "a body of strings",
      { signatureKey: key },
      () =>
        post({
          body: ReadableStream.from([greek.slice(0, 9), "", greek.slice(9)]),
          headers: { "qiscus-sdk-signature": hmac(greek) },
        }),
      ok,
    ],
    ["a body of strings, too large", { maxBytes: 9 }, () => post({ body: ReadableStream.from([greek]) }), large(9)],
    [
      "a body of other views",
      { signatureKey: key },
      () =>
        post({
          body: ReadableStream.from([new DataView(new TextEncoder().encode(text).buffer)]),
          headers: { "qiscus-sdk-signature": hmac(text) },
        }),
      ok,
    ],
    ...[recorded(), [1], 7, null].map((value) => [
      `a body of ${JSON.stringify(value).slice(0, 9)}`,
      {},
      () => post({ body: new ReadableStream({ pull: (controller) => controller.enqueue(value) }) }),
      other,
    ]),
    ["a body that was read", {}, () => read(post()), before],
    ["a body that somebody else reads", {}, () => locked(post()), before],
    [
      "a clone of what was read",
      {},
      async () => {
        const request = post();
        const clone = request.clone();
        await read(request);
        return clone;
      },
      ok,
    ],
  ]) {
    test(`${expected[0]} to ${name}`, { timeout }, async () => {
      const { answer, events, errors } = made(options);
      assert.deepEqual(await answer(await request()), expected);
      assert.equal(events.length, expected === ok ? 1 : 0);
      assert.deepEqual(
        errors.map((error) => error.message),
        expected[0] === 500 ? [expected[1].message] : [],
      );
    });
  }

  test("405 with the method that is allowed", { timeout }, async () => {
    const response = await within(made().handler(post({ method: "DELETE" })));
    assert.equal(response.headers.get("allow"), "POST");
  });

  test("a body without end is not read to its end", { timeout }, async () => {
    let cancelled = false;
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
      cancel() {
        cancelled = true;
        return never;
      },
    });
    assert.deepEqual(await made({ maxBytes: 5000 }).answer(post({ body })), large(5000));
    assert.equal(cancelled, true);
  });
});

describe("onEvent", () => {
  const bang = new Error("from onEvent");
  for (const [name, onEvent, told] of [
    [
      "throws",
      () => {
        throw bang;
      },
      [bang],
    ],
    [
      "rejects",
      async () => {
        throw bang;
      },
      [bang],
    ],
    [
      "rejects later",
      () =>
        sleep(10).then(() => {
          throw bang;
        }),
      [bang],
    ],
    [
      "throws undefined",
      () => {
        throw undefined;
      },
      [undefined],
    ],
    [
      "has a then that throws",
      () => ({
        get then() {
          throw bang;
        },
      }),
      [bang],
    ],
  ]) {
    test(`500 when it ${name}`, { timeout }, async () => {
      const { answer, errors } = made({ onEvent });
      assert.deepEqual(await answer(post()), notHandled);
      assert.deepEqual(errors, told);
    });
  }

  for (const onEvent of [() => false, () => new Response("mine", { status: 503 }), () => sleep(20)]) {
    test(`200 whatever it returns: ${onEvent}`, { timeout }, async () =>
      assert.deepEqual(await made({ onEvent }).answer(post()), ok),
    );
  }

  test("is told the event, the request and a signal that is quiet", { timeout }, async () => {
    const calls = [];
    const request = signed();
    await made({ signatureKey: key, onEvent: (...call) => calls.push(call) }).answer(request);
    const [[event, context]] = calls;
    assert.deepEqual([event, context.request, context.signal.aborted], [recorded(), request, false]);
    await sleep(50);
    assert.equal(context.signal.aborted, false);
  });

  test("never settles: 500, once, and the signal is aborted", { timeout }, async () => {
    let signal;
    const { answer, errors } = made({ timeout: 50, onEvent: (_, context) => ((signal = context.signal), never) });
    assert.deepEqual(await answer(post()), notHandled);
    assert.equal(signal.aborted, true);
    assert.deepEqual([signal.reason.code, signal.reason.message], ["timeout", "not done within 50 ms"]);
    assert.deepEqual(errors, [signal.reason]);
    assert.ok(isQiscusError(signal.reason));
  });

  for (const [name, late, told] of [
    [
      "a late rejection is told",
      () => {
        throw bang;
      },
      ["not done within 50 ms", bang.message],
    ],
    ["the signal's reason is not told twice", (signal) => signal.throwIfAborted(), ["not done within 50 ms"]],
    ["a late success is not told", () => {}, ["not done within 50 ms"]],
  ]) {
    test(`${name}, and nothing is unhandled`, { timeout }, async () => {
      const unhandled = [];
      const note = (error) => unhandled.push(error);
      process.on("unhandledRejection", note);
      const { answer, errors } = made({ timeout: 50, onEvent: (_, { signal }) => sleep(100).then(() => late(signal)) });
      assert.deepEqual(await answer(post()), notHandled);
      await sleep(120);
      process.off("unhandledRejection", note);
      assert.deepEqual(
        errors.map((error) => error.message),
        told,
      );
      assert.deepEqual(unhandled, []);
    });
  }

  test("timeout 0 and a very long one never time out", { timeout }, async () => {
    for (const limit of [0, 2 ** 40])
      assert.deepEqual(await made({ timeout: limit, onEvent: () => sleep(50) }).answer(post()), ok);
  });

  test("an onError that throws or rejects changes nothing", { timeout }, async () => {
    for (const onError of [
      () => {
        throw bang;
      },
      async () => {
        throw bang;
      },
      () => never,
    ]) {
      assert.deepEqual(
        await made({
          onError,
          onEvent: () => {
            throw bang;
          },
        }).answer(post()),
        notHandled,
      );
    }
  });
});

test("a request without a body stream, as in Firefox", { timeout }, async () => {
  const streamless = (request) =>
    new Proxy(request, {
      get(target, name) {
        const value = name === "body" ? undefined : target[name];
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  const options = { signatureKey: key };
  assert.deepEqual(await made(options).answer(streamless(signed(greek))), ok);
  assert.deepEqual(await made({ ...options, maxBytes: 9 }).answer(streamless(signed())), large(9));
  assert.deepEqual(await made(options).answer(streamless(post({ body: stream([text], "error") }))), unread);
});

test("anything but a Request is rejected, with a hint", { timeout }, async () => {
  const message =
    "`webhookHandler` got no Request; wrap it in `nodeHandler` of qiscus-wasm/node, or `lambdaHandler` of qiscus-wasm/lambda";
  for (const input of [undefined, null, {}, { headers: { "content-type": "application/json" }, on() {} }]) {
    const error = await failure(made().handler(input));
    assert.deepEqual([error.code, error.status, error.message], ["invalid_request", 500, message]);
  }
});

test("one handler serves many at once", { timeout }, async () => {
  const { answer, events } = made({ signatureKey: key, onEvent: (event) => sleep(5).then(() => events.push(event)) });
  const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => answer(at % 2 ? signed() : post())));
  assert.deepEqual(
    answers.map(([status]) => status),
    Array.from({ length: 200 }, (_, at) => (at % 2 ? 200 : 401)),
  );
  assert.equal(events.length, 100);
});

const invalid = (...messages) => ({ code: "invalid_options", message: `invalid options: ${messages.join("; ")}` });

describe("invalid_options", () => {
  const onEvent = () => {};
  const aKey = "expected a key as the dashboard shows it";
  for (const [name, options, ...messages] of [
    ["no options", undefined, "options is missing, expected object"],
    ["a function for options", onEvent, "options: expected object, received function"],
    ["no onEvent", {}, "onEvent is missing, expected function"],
    ["an onEvent that is none", { onEvent: "log" }, "onEvent: expected function, received string"],
    [
      "a key that isn't set",
      { onEvent, signatureKey: undefined },
      "signatureKey: expected a key, or no such option where the dashboard has none, received undefined",
    ],
    ["null for a key", { onEvent, signatureKey: null }, "signatureKey: expected string or array, received null"],
    ["an empty key", { onEvent, signatureKey: "" }, `signatureKey: ${aKey}, received an empty string`],
    ["a blank key", { onEvent, signatureKey: "  " }, `signatureKey: ${aKey}, received an empty string`],
    ["blanks around a key", { onEvent, signatureKey: "key\n" }, `signatureKey: ${aKey}, received a string with blanks around it`],
    ["no keys", { onEvent, signatureKey: [] }, `signatureKey: ${aKey}, received 0 items`],
    [
      "a key of several that is empty",
      { onEvent, signatureKey: ["a", ""] },
      `signatureKey[1]: ${aKey}, received an empty string`,
    ],
    ["a misspelt option", { onEvent, signaturekey: key }, "unknown option `signaturekey`, did you mean `signatureKey`?"],
    ["another option", { onEvent, secret: key }, "unknown option `secret`, did you mean `signatureKey`?"],
    ["maxBytes 0", { onEvent, maxBytes: 0 }, "maxBytes: expected 1 or more, received a smaller number"],
    ["half a byte", { onEvent, maxBytes: 1.5 }, "maxBytes: expected integer, received number"],
    ["maxBytes as text", { onEvent, maxBytes: "1mb" }, "maxBytes: expected integer, received string"],
    ["a negative timeout", { onEvent, timeout: -1 }, "timeout: expected 0 or more, received a negative number"],
    ["no end of a timeout", { onEvent, timeout: Infinity }, "timeout: expected number, received number that is not finite"],
    ["a claim that is none", { onEvent, claim: new Map() }, "claim: expected function, received empty object"],
    [
      "everything at once",
      { signatureKey: "", maxBytes: 0, onError: 7 },
      "onEvent is missing, expected function",
      "maxBytes: expected 1 or more, received a smaller number",
      "onError: expected function, received integer",
      `signatureKey: ${aKey}, received an empty string`,
    ],
  ]) {
    test(name, () => assert.throws(() => webhookHandler(options), invalid(...messages)));
  }
  test("a getter that throws", () => {
    const options = {
      onEvent,
      get timeout() {
        throw new Error("no");
      },
    };
    assert.throws(
      () => webhookHandler(options),
      invalid("timeout: expected a value that can be read, received one that throws or isn't JSON"),
    );
  });
});
