// The digests of a platform that has node:crypto, and those of the core where there is none, or where it fails: they are the same.
import assert from "node:assert/strict";
import { createHmac, getRandomValues } from "node:crypto";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { signWebhook, verifyWebhookSignature } from "qiscus-wasm";
import { freePort } from "../examples/support.mjs";
import { startWorker } from "../worker.mjs";
import { hmac, key } from "./webhooks.mjs";

const timeout = 60_000;
const real = Object.getOwnPropertyDescriptor(globalThis, "process");

/** What comes of the work while `process` is something else. */
function during(descriptor, work) {
  Object.defineProperty(globalThis, "process", { configurable: true, ...descriptor });
  try {
    return work();
  } finally {
    Object.defineProperty(globalThis, "process", real);
  }
}

const having = (createHmac, work) => during({ value: { getBuiltinModule: (name) => (name === "node:crypto" ? { createHmac } : undefined) } }, work);

/** The signature as the platform makes it, which has to be asked once, and for this. */
function byPlatform(body, by) {
  let asked = 0;
  const counting = (...given) => {
    asked++;
    assert.equal(given[0], "sha256");
    return createHmac(...given);
  };
  const signature = having(counting, () => signWebhook(body, by));
  assert.equal(asked, 1);
  return signature;
}

const byCore = (body, by) => during({ value: undefined }, () => signWebhook(body, by));

function agree(body, by, right) {
  assert.equal(byPlatform(body, by), right);
  assert.equal(byCore(body, by), right);
}

describe("both agree", () => {
  // RFC 4231, section 4, as far as its keys are text.
  for (const [name, body, by, right] of [
    ["case 1", "Hi There", "\x0b".repeat(20), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
    ["case 2", "what do ya want for nothing?", "Jefe", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
    ["case 4", new Uint8Array(50).fill(0xcd), String.fromCharCode(...Array.from({ length: 25 }, (_, at) => at + 1)), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"],
  ]) {
    test(`on the vectors of RFC 4231, ${name}`, { timeout }, () => agree(body, by, right));
  }

  for (const length of [0, 1, 55, 56, 63, 64, 65, 4095, 4096, 4097, 8191, 8192, 8193, 2 ** 20]) {
    test(`on ${length} bytes, and as many letters`, { timeout }, () => {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += 65_536) getRandomValues(bytes.subarray(at, at + 65_536));
      const text = "ü".repeat(length);
      for (const by of [key, "k".repeat(64), "k".repeat(65), "ключ".repeat(50)]) {
        agree(bytes, by, hmac(bytes, by));
        agree(text, by, hmac(Buffer.from(text), by));
      }
    });
  }

  test("on text with lone surrogates, in the body and in the key", { timeout }, () => {
    for (let times = 0; times < 2_000; times++) {
      const units = getRandomValues(new Uint16Array(times % 40));
      // Every other one is a surrogate: pairs, and halves of them.
      const text = String.fromCharCode(...units.map((unit) => (unit % 2 ? 0xd800 | (unit >> 5) : unit)));
      const by = `k${text}k`;
      agree(text, by, hmac(new TextEncoder().encode(text), new TextEncoder().encode(by)));
    }
  });

  const bytes = Uint8Array.from({ length: 64 }, (_, at) => 200 + at);
  const memory = new SharedArrayBuffer(64);
  new Uint8Array(memory).set(bytes);
  const resizable = new ArrayBuffer(64, { maxByteLength: 4096 });
  new Uint8Array(resizable).set(bytes);
  const growable = new SharedArrayBuffer(64, { maxByteLength: 4096 });
  new Uint8Array(growable).set(bytes);
  const { buffer } = new Uint8Array([...Array(8), ...bytes]);
  for (const [name, body] of Object.entries({
    "an ArrayBuffer": bytes.buffer,
    "a SharedArrayBuffer": memory,
    "a view of shared memory": new DataView(memory),
    "a resizable buffer": resizable,
    "a view that follows a resizable buffer": new Uint8Array(resizable),
    "growable shared memory": new Uint8Array(growable),
    "a Float64Array with an offset": new Float64Array(buffer, 8),
  })) {
    test(`on ${name}`, { timeout }, () => agree(body, key, hmac(bytes)));
  }

  test("on a view that follows a buffer as it shrinks", { timeout }, () => {
    const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
    const view = new Uint8Array(buffer);
    buffer.resize(3);
    agree(view, key, hmac(new Uint8Array(3)));
  });

  test("on which of several keys it was", { timeout }, () => {
    const keys = ["another", "k".repeat(100), key];
    const verified = () => verifyWebhookSignature("{}", hmac("{}"), keys);
    assert.equal(having(createHmac, verified), true);
    assert.equal(during({ value: undefined }, verified), true);
  });
});

const thrower = () => {
  throw new Error("hostile");
};
const digesting = (digest) => () => {
  const hmac = { update: () => hmac, digest };
  return hmac;
};
const giving = (digest) => ({ value: { getBuiltinModule: () => ({ createHmac: digesting(() => digest) }) } });
const module = (module) => ({ value: { getBuiltinModule: () => module } });

describe("the core makes it where the platform has", () => {
  for (const [name, descriptor] of Object.entries({
    "no process": { value: undefined },
    "null for a process": { value: null },
    "a number for a process": { value: 7 },
    "a process that throws": { get: thrower },
    "the process of a bundler": { value: { env: {}, browser: true } },
    "a process that is a proxy": { value: new Proxy({}, { get: thrower }) },
    "a way to modules that is none": { value: { getBuiltinModule: {} } },
    "a way to modules that throws": { value: { getBuiltinModule: thrower } },
    "a way to modules that throws null": { value: { getBuiltinModule() { throw null; } } },
    "no such module": module(undefined),
    "a module without it": module({}),
    "a module that throws": module({ get createHmac() { return thrower(); } }),
    "a promise of a module": module(Promise.resolve({ createHmac })),
    "no such hash": module({ createHmac: thrower }),
    "a mock that gives nothing": module({ createHmac() {} }),
    "an update that throws": module({ createHmac: () => ({ update: thrower }) }),
    "an update that gives nothing": module({ createHmac: () => ({ update() {} }) }),
    "a digest that throws": module({ createHmac: digesting(thrower) }),
    "no digest": giving(undefined),
    "a digest in hex": giving(hmac("")),
    "a digest of 32 letters": giving("1".repeat(32)),
    "a digest in an ArrayBuffer": giving(new ArrayBuffer(32)),
    "a digest in a DataView": giving(new DataView(new ArrayBuffer(32))),
    "a digest that is a list": giving(Array(32).fill(0)),
    "a digest that only says it is": giving({ length: 32 }),
    "a digest whose length throws": giving(Object.defineProperty(new Uint8Array(32), "length", { get: thrower })),
    "a digest of no bytes": giving(new Uint8Array()),
    "a digest of 31 bytes": giving(new Uint8Array(31)),
    "a digest of 33 bytes": giving(new Uint8Array(33)),
    "a digest of 64 bytes": giving(new Uint8Array(64)),
    "a digest of 32 wider numbers": giving(new Uint16Array(32)),
    "a digest that was given away": giving((() => { const bytes = new Uint8Array(32); structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return bytes; })()),
    "no stack left": module({ createHmac: function again() { return again(); } }),
  })) {
    test(name, { timeout }, () => {
      for (const body of ["Grüß Gott", Buffer.from("Grüß Gott"), ""]) {
        const right = hmac(body);
        assert.equal(during(descriptor, () => signWebhook(body, key)), right);
        assert.equal(during(descriptor, () => verifyWebhookSignature(body, right, ["another", key])), true);
        for (const forged of ["0".repeat(64), "1".repeat(64), "01".repeat(32), hmac("", key.slice(1))]) {
          assert.throws(() => during(descriptor, () => verifyWebhookSignature(body, forged, key)), { code: "invalid_signature" });
        }
      }
    });
  }
});

test("a platform that comes back into the core is no danger to it", { timeout }, () => {
  let depth = 0;
  const returning = (...given) => {
    if (depth < 20) {
      depth++;
      // Now and then the core's memory grows meanwhile, and what was lent to the platform is gone.
      assert.throws(() => verifyWebhookSignature("{}", hmac("{}"), Array(500).fill("k".repeat(1000))), { code: "invalid_signature" });
    }
    return createHmac(...given);
  };
  assert.equal(having(returning, () => signWebhook("{}", key)), hmac("{}"));
  assert.equal(depth, 20);
  assert.equal(signWebhook("{}", key), hmac("{}"));
});

test("a body that is given away meanwhile is none", { timeout }, () => {
  const body = new Uint8Array(5000);
  const taking = () => {
    structuredClone(body.buffer, { transfer: [body.buffer] });
    throw new Error("taken");
  };
  assert.throws(() => having(taking, () => signWebhook(body, key)), { code: "invalid_signature" });
});

for (const [flags, made] of [[[], 0], [["nodejs_compat"], 2]]) {
  test(`in a Worker with the flags [${flags}] node:crypto makes ${made} of 2`, { timeout }, async (t) => {
    const port = await freePort();
    await startWorker(t, fileURLToPath(new URL("signer.mjs", import.meta.url)), port, {}, flags);
    const body = "Grüß Gott 😀".repeat(1_000);
    const address = `http://127.0.0.1:${port}/?key=${encodeURIComponent(key)}`;
    const response = await fetch(address, { method: "POST", body, signal: AbortSignal.timeout(10_000) });
    assert.deepEqual(await response.json(), { signatures: [hmac(body), hmac(body)], made });
  });
}
