// Signatures of every size and form of body, held against node:crypto.
import assert from "node:assert/strict";
import { getRandomValues } from "node:crypto";
import { describe, test } from "node:test";
import { signWebhook, verifyWebhookSignature } from "qiscus-wasm";
import { hmac, key } from "./webhooks.mjs";
import { timeout } from "../deadline.mjs";

function signs(body, by, right) {
  assert.equal(signWebhook(body, by), right);
  assert.equal(verifyWebhookSignature(body, right, ["another", by]), true);
}

describe("a signature is the HMAC-SHA256 of exactly the bytes", () => {
  // RFC 4231, section 4, as far as its keys are text.
  for (const [name, body, by, right] of [
    ["case 1", "Hi There", "\x0b".repeat(20), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
    ["case 2", "what do ya want for nothing?", "Jefe", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
    [
      "case 4",
      new Uint8Array(50).fill(0xcd),
      String.fromCharCode(...Array.from({ length: 25 }, (_, at) => at + 1)),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
    ],
  ]) {
    test(`on the vectors of RFC 4231, ${name}`, { timeout }, () => signs(body, by, right));
  }

  for (const length of [0, 1, 55, 56, 63, 64, 65, 4095, 4096, 4097, 8191, 8192, 8193, 2 ** 20]) {
    test(`on ${length} bytes, and as many letters`, { timeout }, () => {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += 65_536) getRandomValues(bytes.subarray(at, at + 65_536));
      const text = "ü".repeat(length);
      for (const by of [key, "k".repeat(64), "k".repeat(65), "ключ".repeat(50)]) {
        signs(bytes, by, hmac(bytes, by));
        signs(text, by, hmac(Buffer.from(text), by));
      }
    });
  }

  test("on text with lone surrogates, in the body and in the key", { timeout }, () => {
    for (let times = 0; times < 2_000; times++) {
      const units = getRandomValues(new Uint16Array(times % 40));
      // Every other one is a surrogate: pairs, and halves of them.
      const text = String.fromCharCode(...units.map((unit) => (unit % 2 ? 0xd800 | (unit >> 5) : unit)));
      const by = `k${text}k`;
      signs(text, by, hmac(new TextEncoder().encode(text), new TextEncoder().encode(by)));
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
    test(`on ${name}`, { timeout }, () => signs(body, key, hmac(bytes)));
  }

  test("on a view that follows a buffer as it shrinks", { timeout }, () => {
    const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
    const view = new Uint8Array(buffer);
    buffer.resize(3);
    signs(view, key, hmac(new Uint8Array(3)));
  });
});
