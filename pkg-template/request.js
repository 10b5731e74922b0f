// What handlers do with a request: they read its body within its time.

import { refusal } from "#core";
import { isQiscusError } from "./error.js";
import { NOT_BYTES, readBytes } from "./response.js";

/**
 * @param {any} request what the handler of that name was given
 * @param {string} handler
 */
export function assertRequest(request, handler) {
  if (typeof request?.headers?.get !== "function") throw refusal("not_a_request", handler, 0);
}

/**
 * @param {Request} request
 * @param {string} handler
 */
export function assertUnread({ body, bodyUsed }, handler) {
  if (bodyUsed || body?.locked) throw refusal("body_was_read", handler, 0);
}

/**
 * The bytes of a body, as many as there may be.
 * @param {Request | Response} message
 * @param {number} maxBytes
 * @param {AbortSignal} signal
 */
export async function read(message, maxBytes, signal) {
  const body = await streamOf(message);
  if (!body) return new Uint8Array();
  const { bytes, isWhole } = await readBytes(body, maxBytes, signal).catch((error) => {
    if (error === NOT_BYTES) throw refusal("body_not_bytes", "", 0);
    throw isQiscusError(error) ? error : refusal("body_incomplete", "", 0);
  });
  if (!isWhole) throw refusal("too_large", "", maxBytes);
  return bytes;
}

/**
 * The body of a message. Firefox reads requests, but gives no streams of them.
 * @param {Request | Response} message
 */
async function streamOf(message) {
  if (message.body !== undefined || typeof message.arrayBuffer !== "function") return message.body;
  const bytes = await message.arrayBuffer().catch(() => {
    throw refusal("body_incomplete", "", 0);
  });
  return new Response(bytes).body;
}

/**
 * The end of a request's time, in milliseconds, 0 for no limit: `late` rejects then, and `signal` is aborted. To be cleared
 * when the request is answered.
 * @param {number} timeout
 */
export function deadline(timeout) {
  const controller = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    if (timeout > 0) timer = setTimeout(() => reject(refusal("timed_out", "", timeout)), Math.min(timeout, 2 ** 31 - 1));
  });
  late.catch((error) => controller.abort(error));
  return { late, signal: controller.signal, clear: () => clearTimeout(timer) };
}

/**
 * Calls a caller's `onError`; an error of that itself is ignored.
 * @param {(error: unknown) => unknown} onError
 * @returns {(error: unknown) => void}
 */
export const reporter = (onError) => (error) => void (async () => onError(error))().catch(() => {});
