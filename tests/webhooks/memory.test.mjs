// However large a body is, the module's memory stays as it is: it could never shrink again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, hmac, key } from "./webhooks.mjs";
import { timeout } from "../deadline.mjs";

const memories = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...parts) {
    super(...parts);
    memories.push(this.exports.memory);
  }
};
const { safeValidateWebhook, signWebhook, verifyWebhookSignature } = await import("qiscus-wasm");
signWebhook("{}", key);

const large = "x".repeat(10_000_000);
const event = JSON.stringify(changed("payload.message.text", large));
for (const [name, work, expected] of [
  ["10 MB that are an event", () => safeValidateWebhook(event).ok, true],
  ["10 MB that are none", () => safeValidateWebhook(event.replace("text", "test")).issues[0].path, "payload.message.text"],
  ["10 MB that aren't JSON", () => safeValidateWebhook(large).issues[0].received, "text"],
  ["10 MB of broken JSON", () => safeValidateWebhook(event.slice(1)).issues[0].received, "text"],
  [
    "10 MB of bytes that aren't text",
    () => safeValidateWebhook(new Uint8Array(10_000_000).fill(255)).issues[0].received,
    "other bytes",
  ],
  ["10 MB that are signed", () => verifyWebhookSignature(event, hmac(event), key), true],
  ["10 MB of bytes that are signed", () => signWebhook(new Uint8Array(10_000_000), key), hmac(new Uint8Array(10_000_000))],
]) {
  test(name, { timeout }, () => {
    assert.equal(memories.length, 1);
    const before = memories[0].buffer.byteLength;
    assert.equal(work(), expected);
    assert.ok(memories[0].buffer.byteLength - before <= 65_536, "the memory has grown");
  });
}
