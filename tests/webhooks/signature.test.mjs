// The signature of a webhook: whatever node:crypto and WebCrypto say, and nothing that helps a forger.
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { inspect } from "node:util";
import { describe, test } from "node:test";
import vm from "node:vm";
import { isQiscusError, signWebhook, verifyWebhookSignature } from "qiscus-wasm";
import { hmac, key } from "./webhooks.mjs";
import { timeout, within } from "../deadline.mjs";

/** Numbers below 2^32, the same in every run (mulberry32). */
function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** Any bytes, most of them no UTF-8. */
function randomBytes(random, length) {
  const words = Uint32Array.from({ length: Math.ceil(length / 4) }, random);
  return new Uint8Array(words.buffer, 0, length);
}

/** A key as a dashboard could have made it; now and then longer than a block of the hash. */
const randomKey = (random) => `k${Buffer.from(randomBytes(random, random() % 100)).toString("base64url")}ü`;

function agree(body, by) {
  const right = hmac(body, by);
  if (signWebhook(body, by) !== right) assert.fail(`another signature for ${body.length} bytes`);
  if (verifyWebhookSignature(body, right, by) !== true) assert.fail("not true");
}

describe("agrees", () => {
  test("with node:crypto on 10,000 bodies of up to 5000 bytes", { timeout }, () => {
    const random = seeded(1);
    for (let count = 0; count < 10_000; count++) agree(randomBytes(random, random() % 5001), randomKey(random));
  });

  const edges = [64, 4096, 8192].flatMap((edge) => [-9, -8, -1, 0, 1, 8].map((by) => edge + by));
  for (const length of [0, 1, 32, 54, ...edges, 1_000_000, 2 ** 20]) {
    test(`on ${length} bytes`, { timeout }, () => {
      const random = seeded(length);
      agree(randomBytes(random, length), randomKey(random));
      agree(new Uint8Array(length), key);
    });
  }

  test("with WebCrypto on 300 bodies", { timeout }, async () => {
    const random = seeded(2);
    for (let count = 0; count < 300; count++) {
      const [body, by] = [randomBytes(random, random() % 5001), randomKey(random)];
      const algorithm = { name: "HMAC", hash: "SHA-256" };
      const imported = await within(webcrypto.subtle.importKey("raw", Buffer.from(by), algorithm, false, ["sign"]));
      const signature = await within(webcrypto.subtle.sign("HMAC", imported, body));
      assert.equal(signWebhook(body, by), Buffer.from(signature).toString("hex"));
    }
  });

  test("on keys of every length up to 200", { timeout }, () => {
    for (let length = 1; length <= 200; length++) agree(Uint8Array.of(1, 2, 3), "k".repeat(length));
  });

  test("with the test vectors of RFC 4231", () => {
    assert.equal(
      signWebhook("what do ya want for nothing?", "Jefe"),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
    assert.equal(signWebhook("Hi There", "\x0b".repeat(20)), hmac("Hi There", "\x0b".repeat(20)));
  });
});

describe("a string is signed as its bytes in UTF-8", () => {
  for (const [name, text, bytes] of [
    ["ASCII", '{"a":1}', Buffer.from('{"a":1}')],
    ["letters, signs and emoji", "Grüß Gott 你好 😀", Buffer.from("Grüß Gott 你好 😀")],
    ["a byte order mark, which is kept", "\ufeff{}", Buffer.from("efbbbf7b7d", "hex")],
    ["a lone surrogate, as U+FFFD", "a\ud800b", Buffer.from("61efbfbd62", "hex")],
    ["a lone surrogate at the end", "a\udc00", Buffer.from("61efbfbd", "hex")],
    ["nothing", "", Buffer.alloc(0)],
  ]) {
    test(name, () => {
      assert.equal(signWebhook(text, key), hmac(bytes));
      assert.equal(verifyWebhookSignature(bytes, signWebhook(text, key), key), true);
    });
  }
});

describe("every form of bytes", () => {
  const bytes = Uint8Array.from({ length: 64 }, (_, at) => 200 + at);
  const buffer = new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, ...bytes]).buffer;
  const memory = new SharedArrayBuffer(64);
  new Uint8Array(memory).set(bytes);
  for (const [name, body] of Object.entries({
    "an ArrayBuffer": bytes.buffer,
    "a SharedArrayBuffer": memory,
    "a view of shared memory": new Uint8Array(memory),
    "a Buffer": Buffer.from(bytes),
    "a DataView with an offset": new DataView(buffer, 8),
    "a Float64Array with an offset": new Float64Array(buffer, 8),
    "an Int16Array": new Int16Array(bytes.buffer),
    "one of another realm": vm.runInNewContext("new Uint8Array(numbers)", { numbers: [...bytes] }),
    "an ArrayBuffer of another realm": vm.runInNewContext("new Uint8Array(numbers).buffer", { numbers: [...bytes] }),
  })) {
    test(name, () => assert.equal(verifyWebhookSignature(body, hmac(bytes), key), true));
  }
});

const body = '{"a":1}';
const right = hmac(body);

describe("true for", () => {
  for (const [name, signature, by] of [
    ["lower case", right, key],
    ["upper case", right.toUpperCase(), key],
    ["both", right.replace(/[a-f]/g, (digit, at) => (at % 2 ? digit.toUpperCase() : digit)), key],
    ["the only one of several keys", right, [key]],
    ["the first of several keys", right, [key, "another"]],
    ["the last of several keys", right, ["another", "a third", key]],
    ["the same key twice", right, [key, key]],
    ["a frozen list", right, Object.freeze([key])],
    ["keys of another realm", right, vm.runInNewContext("[key]", { key })],
    ["a key with a blank inside", hmac(body, "a b"), "a b"],
  ]) {
    test(name, () => assert.equal(verifyWebhookSignature(body, signature, by), true));
  }
});

const digits = "expected 64 hexadecimal digits, the value of the header QISCUS-SDK-SIGNATURE";
const genuine =
  "signature: expected the HMAC-SHA256 of exactly these bytes under this key, received another; the key is the webhook's token from the dashboard, not the app's secret key";
const rawBody = "expected the raw body, a string or bytes as they came, before anything parsed it";
const aKey = "expected a key as the dashboard shows it";
const base64 = Buffer.from(right, "hex").toString("base64");
const gone = new Uint8Array(8);
structuredClone(gone.buffer, { transfer: [gone.buffer] });

// Name, body, signature, key, what is wrong.
const refusals = [
  ["another body", '{"a": 1}', right, key, genuine],
  ["a line break behind the body", `${body}\n`, right, key, genuine],
  ["another key", body, right, "another", genuine],
  ["none of the keys", body, right, ["another", "a third"], genuine],
  ["the key in other case", body, right, key.toUpperCase(), genuine],
  ["another digit at the end", body, right.slice(0, -1) + (right.endsWith("0") ? "1" : "0"), key, genuine],
  ["another digit at the start", body, (right.startsWith("0") ? "1" : "0") + right.slice(1), key, genuine],
  ["zeros", body, "0".repeat(64), key, genuine],
  ["no signature", body, undefined, key, `signature is missing, ${digits}`],
  ["no header", body, null, key, `signature is missing, ${digits}`],
  ["an empty header", body, "", key, `signature: ${digits}, received an empty string`],
  ["a blank behind it", body, `${right} `, key, `signature: ${digits}, received a string with blanks around it`],
  ["a digit too few", body, right.slice(1), key, `signature: ${digits}, received another string`],
  ["a digit too many", body, `${right}0`, key, `signature: ${digits}, received another string`],
  ["a letter that isn't a digit", body, `g${right.slice(1)}`, key, `signature: ${digits}, received another string`],
  ["digits of another script", body, "\u0661".repeat(64), key, `signature: ${digits}, received another string`],
  ["base64", body, base64, key, `signature: ${digits}, received base64`],
  ["base64 without its end", body, base64.slice(0, -1), key, `signature: ${digits}, received base64`],
  ["a prefix with =", body, `sha256=${right}`, key, `signature: ${digits}, received a digest with something before it`],
  ["a prefix with :", body, `sha256:${right}`, key, `signature: ${digits}, received a digest with something before it`],
  ["two headers", body, `${right}, ${right}`, key, `signature: ${digits}, received several signatures`],
  ["a number", body, 7, key, `signature: ${digits}, received integer`],
  ["a list", body, [right], key, `signature: ${digits}, received array`],
  ["its bytes", body, Buffer.from(right, "hex"), key, `signature: ${digits}, received object`],
  ["a string object", body, new String(right), key, `signature: ${digits}, received object`],
  ["a parsed body", { a: 1 }, right, key, `rawBody: ${rawBody}, received object`],
  ["a parsed body without keys", {}, right, key, `rawBody: ${rawBody}, received empty object`],
  ["a body that is a list", [1], right, key, `rawBody: ${rawBody}, received array`],
  ["no body", undefined, right, key, `rawBody is missing, ${rawBody}`],
  ["null for a body", null, right, key, `rawBody: ${rawBody}, received null`],
  ["a promise of a body", Promise.resolve(body), right, key, `rawBody: ${rawBody}, received empty object`],
  ["bytes that were given away", gone, right, key, `rawBody: ${rawBody}, received empty object`],
  ["no key", body, right, undefined, "key is missing, expected string or array"],
  ["null for a key", body, right, null, "key: expected string or array, received null"],
  ["a number for a key", body, right, 7, "key: expected string or array, received integer"],
  ["bytes for a key", body, right, Buffer.from(key), "key: expected string or array, received object"],
  ["an empty key", body, right, "", `key: ${aKey}, received an empty string`],
  ["a blank key", body, right, " \t", `key: ${aKey}, received an empty string`],
  ["a line break behind the key", body, right, `${key}\n`, `key: ${aKey}, received a string with blanks around it`],
  ["no keys", body, right, [], `key: ${aKey}, received 0 items`],
  ["a key of several that is empty", body, right, [key, ""], `key[1]: ${aKey}, received an empty string`],
  ["a key of several that is missing", body, right, [key, undefined], "key[1] is missing, expected string"],
  ["a key of several that is a number", body, right, [7, key], "key[0]: expected string, received integer"],
  ["a key of several with a blank", body, right, [` ${key}`, key], `key[0]: ${aKey}, received a string with blanks around it`],
  [
    "everything at once",
    7,
    7,
    7,
    `signature: ${digits}, received integer; rawBody: ${rawBody}, received integer; key: expected string or array, received integer`,
  ],
];

describe("invalid_signature, and no word too many, for", () => {
  for (const [name, bytes, signature, by, message] of refusals) {
    test(name, () => {
      let result;
      let error;
      try {
        result = verifyWebhookSignature(bytes, signature, by);
      } catch (thrown) {
        error = thrown;
      }
      assert.equal(result, undefined);
      assert.ok(isQiscusError(error));
      assert.equal(error.code, "invalid_signature");
      assert.equal(error.message, `invalid signature: ${message}`);
      assert.equal(error.issues.map((issue) => issue.message).join("; "), message);
      const told = [inspect(error, { depth: null, showHidden: true }), JSON.stringify(error), error.stack, String(error)].join();
      for (const by of [key, "another", "a third"]) {
        for (const secret of [hmac(body, by), hmac('{"a": 1}', by), hmac(`${body}\n`, by)]) {
          for (const form of [secret, secret.toUpperCase(), Buffer.from(secret, "hex").toString("base64")]) {
            assert.equal(told.includes(form), false, "the right signature is told");
          }
        }
      }
      for (const secret of [key, key.toUpperCase()]) assert.equal(told.includes(secret), false, "a key is told");
    });
  }

  test("every digit that is wrong", { timeout }, () => {
    for (let at = 0; at < 64; at++) {
      const digit = ((Number.parseInt(right[at], 16) + 1) % 16).toString(16);
      const forged = right.slice(0, at) + digit + right.slice(at + 1);
      assert.throws(() => verifyWebhookSignature(body, forged, key), { code: "invalid_signature" });
    }
  });
});

describe("signWebhook refuses", () => {
  for (const [name, bytes, by, message] of [
    ["no key", body, undefined, "key is missing, expected string"],
    ["several keys", body, [key], "key: expected string, received array"],
    ["an empty key", body, "", `key: ${aKey}, received an empty string`],
    ["a parsed body", { a: 1 }, key, `rawBody: ${rawBody}, received object`],
  ]) {
    test(name, () => {
      assert.throws(() => signWebhook(bytes, by), { code: "invalid_signature", message: `invalid signature: ${message}` });
    });
  }
});

test("the error comes from the caller's line", () => {
  const error = (() => {
    try {
      verifyWebhookSignature(body, "", key);
    } catch (error) {
      return error;
    }
  })();
  assert.match(error.stack.split("\n")[1], /signature\.test\.mjs/);
});
