// What the tests of hosts share: a delivery, servers that do something to it before it is handled, and what has to come of it.
import assert from "node:assert/strict";
import { buffer } from "node:stream/consumers";
import { isQiscusError, webhookHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";
import { hmac, key } from "./webhooks.mjs";
import { json, sent, text as plain } from "./servers.mjs";

export const ok = [200, { ok: true }];
// Letters of one, two, three and four bytes, and an odd number of bytes.
export const body = Buffer.from(plain.replace("simulasi", "Grüß Gott, Ελλάδα 日本 😀"));
export const signed = (body) => ({
  body,
  headers: { ...json, "content-length": body.length, "qiscus-sdk-signature": hmac(body) },
});
export const genuine = signed(body);
export const chunked = { body, headers: { ...json, "transfer-encoding": "chunked", "qiscus-sdk-signature": hmac(body) } };

export function made() {
  const [events, errors] = [[], []];
  const onEvent = (event) => void events.push(event);
  const onError = (error) => void errors.push(error);
  const handler = webhookHandler({ signatureKey: key, timeout: 5_000, onEvent, onError });
  return { events, errors, handler, node: nodeHandler(handler) };
}

/** Sends a request, and holds the answer and what was reported against what is expected. What is accepted has to be genuine. */
export async function deliver(place, request, expected, { events, errors }) {
  const [status, answer] = await sent(place, request);
  if (typeof expected[1] === "string") assert.deepEqual([status, answer.issues?.[0].message ?? answer], expected);
  else assert.deepEqual([status, answer], expected);
  assert.equal(events.length, status === 200 ? 1 : 0);
  if (status === 200) {
    const forged = { ...request, headers: { ...request.headers, "qiscus-sdk-signature": hmac("another body") } };
    assert.equal((await sent(place, forged))[0], 401);
  }
  const reported = errors.map((error) => [isQiscusError(error), error.code, error.status, error.message]);
  assert.deepEqual(reported, status === 500 ? [[true, "invalid_request", 500, answer.message]] : []);
}

/** A server that does something to a request, and then passes it on, with what is returned in place of the two. */
export const behind =
  (before, { node }) =>
  async (req, res) => {
    const replaced = before(req, res);
    await node(...((replaced?.then ? await replaced : replaced) ?? [req, res]));
  };

export const consumed = (more) => async (req, res) => {
  const bytes = await buffer(req);
  Object.assign(req, typeof more === "function" ? more(bytes) : more);
};
