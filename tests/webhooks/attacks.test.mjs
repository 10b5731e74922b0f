// What an attack on the package has found, a row each.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { safeValidateWebhook, signWebhook, validateWebhook, verifyWebhookSignature, webhookHandler } from "qiscus-wasm";
import { lambdaHandler } from "qiscus-wasm/lambda";
import { nodeHandler } from "qiscus-wasm/node";
import { hmac, key, recorded } from "./webhooks.mjs";
import { timeout } from "../deadline.mjs";

/** The recorded event with something else about its message. */
const event = (message) => {
  const event = recorded();
  Object.assign(event.payload.message, message);
  return event;
};
const body = JSON.stringify(event());
const headers = { "content-type": "application/json", "qiscus-sdk-signature": hmac(body) };
const request = (init) => new Request("http://localhost/", { method: "POST", headers, body, duplex: "half", ...init });

/** A handler and what it told. */
function made(options) {
  const errors = [];
  const handler = webhookHandler({ signatureKey: key, onEvent() {}, onError: (error) => errors.push(error), ...options });
  return { handler, errors };
}

test("a body of a million pieces takes little memory", { timeout }, async () => {
  const { handler } = made();
  let left = 1_000_000;
  const pieces = new ReadableStream({
    pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(1)) : controller.close()),
  });
  const before = process.memoryUsage().rss;
  const response = await handler(request({ body: pieces }));
  assert.equal(response.status, 401);
  assert.ok(process.memoryUsage().rss - before < 150_000_000, `${process.memoryUsage().rss - before} bytes`);
});

test("a stack that is nearly full leaves the module as it was", { timeout }, () => {
  const dive = () => {
    try {
      dive();
    } catch (error) {
      if (error instanceof RangeError) {
        try {
          signWebhook("a", "k");
          safeValidateWebhook(body);
        } catch {}
      }
      throw error;
    }
  };
  for (let times = 0; times < 10; times++) assert.throws(dive, RangeError);
  assert.equal(verifyWebhookSignature(body, headers["qiscus-sdk-signature"], key), true);
});

describe("a key among several that isn't one", () => {
  const is = (received) => ({ code: "invalid_options", message: `invalid options: ${received}` });
  for (const [name, signatureKey, message] of [
    ["unset", ["k", undefined], "signatureKey[1] is missing, expected string"],
    ["a hole", Array(1), "signatureKey[0] is missing, expected string"],
    ["a list", [["k"]], "signatureKey[0]: expected string, received array"],
    ["empty", ["k", ""], "signatureKey[1]: expected a key as the dashboard shows it, received an empty string"],
  ]) {
    test(name, { timeout }, () => assert.throws(() => made({ signatureKey }), is(message)));
  }
});

for (const [name, unseen] of Object.entries({
  "a byte order mark": "\ufeff",
  "a zero-width space": "\u200b",
  "a no-break space": "\u00a0",
})) {
  test(`${name} beside a key is told`, { timeout }, () => {
    const message = "invalid signature: key: expected a key as the dashboard shows it, received a string with blanks around it";
    for (const wrong of [unseen + key, key + unseen]) assert.throws(() => signWebhook("a", wrong), { message });
  });
}

describe("a key that is not the options' own", () => {
  const onEvent = () => assert.fail("a forged webhook was handled");
  class Options {
    onEvent() {
      onEvent();
    }
    get signatureKey() {
      return key;
    }
  }
  for (const [name, options] of [
    ["a getter of their class", new Options()],
    ["a getter of their class's class", new (class extends Options {})()],
    ["a property of their prototype", Object.create({ signatureKey: key }, { onEvent: { value: onEvent, enumerable: true } })],
    [
      "a property of what has no prototype itself",
      { __proto__: Object.assign(Object.create(null), { signatureKey: key }), onEvent },
    ],
    ["one that is not listed", Object.defineProperty({ onEvent }, "signatureKey", { value: key })],
  ]) {
    test(`${name} is asked for all the same`, { timeout }, async () => {
      const { "qiscus-sdk-signature": _, ...unsigned } = headers;
      assert.equal((await webhookHandler(options)(request({ headers: unsigned }))).status, 401);
      assert.equal(
        (await webhookHandler(options)(request({ headers: { ...headers, "qiscus-sdk-signature": hmac("{}") } }))).status,
        401,
      );
    });
  }

  test("what a class or a compiler adds beyond is nothing to ask about; what is listed is", { timeout }, () => {
    class More extends Options {
      log() {}
    }
    webhookHandler(Object.defineProperty(new More(), "__esModule", { value: true }));
    const options = Object.assign(new More(), { signaturekey: key });
    assert.throws(() => webhookHandler(options), {
      code: "invalid_options",
      message: "invalid options: unknown option `signaturekey`, did you mean `signatureKey`?",
    });
  });
});

test("what onEvent throws is told although release never ends", { timeout }, async () => {
  const { handler, errors } = made({
    timeout: 50,
    claim: () => true,
    release: () => new Promise(() => {}),
    onEvent() {
      throw new Error("the cause");
    },
  });
  assert.equal((await handler(request())).status, 500);
  assert.deepEqual(
    errors.map((error) => error.message),
    ["the cause", "not done within 50 ms"],
  );
});

describe("what others throw decides nothing", () => {
  for (const thrown of [{ status: 200, code: "ok", message: "fake" }, { status: 999 }, null, undefined]) {
    test(`a body that fails with ${JSON.stringify(thrown)}`, { timeout }, async () => {
      const failing = new ReadableStream({ pull: (controller) => controller.error(thrown) });
      const response = await made().handler(request({ body: failing }));
      assert.deepEqual([response.status, (await response.json()).code], [400, "network"]);
    });
    test(`headers that throw ${JSON.stringify(thrown)}`, { timeout }, async () => {
      const { handler, errors } = made();
      const get = () => {
        throw thrown;
      };
      const response = await handler({ method: "POST", headers: { get }, body: null });
      const message = "the request could not be read";
      assert.deepEqual([response.status, await response.json()], [500, { ok: false, code: "internal", message }]);
      assert.deepEqual(errors, [thrown]);
    });
  }

  test("a polluted prototype", { timeout }, async () => {
    Object.prototype.status = 200;
    try {
      assert.equal((await made().handler(request({ body: "{}" }))).status, 401);
    } finally {
      delete Object.prototype.status;
    }
  });
});

describe("names that all objects were given are those of none", () => {
  for (const [name, property] of Object.entries({ listed: { enumerable: true }, "not listed": { enumerable: false } })) {
    test(name, { timeout }, () => {
      const { text, ...message } = recorded().payload.message;
      const without = recorded();
      without.payload.message = message;
      const verdicts = [];
      // As somebody else's fault would, at any time: the shapes may be learnt with it or before.
      Object.defineProperty(Object.prototype, "text", { value: "from the prototype", configurable: true, ...property });
      try {
        verdicts.push(safeValidateWebhook(JSON.stringify(without)).issues, validateWebhook(body));
        // What is empty stays that, and a list that is null becomes one.
        verdicts.push(validateWebhook(JSON.stringify(event({ type: "location", payload: {} }))).payload.message.payload);
      } finally {
        delete Object.prototype.text;
      }
      assert.deepEqual(verdicts.slice(0, 2), [
        [
          {
            path: "payload.message.text",
            expected: "string",
            received: "nothing",
            message: "payload.message.text is missing, expected string",
          },
        ],
        recorded(),
      ]);
      assert.deepEqual(Object.keys(verdicts[2]), []);
    });
  }
});

test("a view whose buffer has shrunk isn't taken for an empty body", { timeout }, () => {
  const buffer = new ArrayBuffer(100, { maxByteLength: 200 });
  const views = [new Uint8Array(buffer, 50, 20), new Float64Array(buffer, 48, 2), new DataView(buffer, 50, 20)];
  buffer.resize(50);
  for (const view of views) {
    assert.throws(() => verifyWebhookSignature(view, hmac(""), key), { code: "invalid_signature" });
    assert.throws(() => signWebhook(view, key), { code: "invalid_signature" });
    assert.throws(() => validateWebhook(view), {
      message: "invalid webhook: the body is an object that can't be read, expected JSON",
    });
  }
});

describe("claim keys", () => {
  const keyOf = async (email, message) => {
    const keys = [];
    const claimed = webhookHandler({ onEvent() {}, claim: (key) => keys.push(key) });
    const changed = event(message);
    changed.payload.from.email = email;
    await claimed(request({ body: JSON.stringify(changed) }));
    return keys[0];
  };

  test("of two senders differ, whatever they are called", { timeout }, async () => {
    const first = await keyOf("a:b", { id: 0, unique_temp_id: "c" });
    assert.notEqual(first, await keyOf("a", { id: 0, unique_temp_id: "b:c" }));
    assert.match(first, /^qiscus:comment:[0-9a-f]{64}$/);
  });
  test("are short, however long an id is", { timeout }, async () => {
    assert.equal((await keyOf("a", { id: 0, unique_temp_id: "x".repeat(900_000) })).length, "qiscus:comment:".length + 64);
  });
  test("take an id that isn't a number", { timeout }, async () =>
    assert.equal(await keyOf("a", { id: "abc" }), "qiscus:comment:abc"),
  );
});

describe("Lambda", () => {
  const made = (more) =>
    lambdaHandler(webhookHandler({ signatureKey: key, onEvent() {}, onError() {} }))({
      httpMethod: "POST",
      path: "/",
      headers,
      body,
      ...more,
    });
  for (const [name, more, status] of [
    ["headers that a Request refuses", { headers: { ...headers, "x-city": "東京", "x y": "1" } }, 200],
    ["headers without values", { headers: { ...headers, "x-none": undefined, "x-null": null } }, 200],
    ["no several values", { multiValueHeaders: {} }, 200],
    ["no signature", { headers: { ...headers, "qiscus-sdk-signature": undefined } }, 401],
    ["TRACE", { httpMethod: "TRACE" }, 405],
  ]) {
    test(`${name}: ${status}`, { timeout }, async () => assert.equal((await made(more)).statusCode, status));
  }
});

test("a missing handler throws at once", { timeout }, () => {
  for (const wrap of [nodeHandler, lambdaHandler]) {
    assert.throws(() => wrap(undefined), { name: "TypeError", message: "expected a handler, such as that of webhookHandler" });
  }
});
