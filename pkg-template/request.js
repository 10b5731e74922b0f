// What handlers do with a request: they read its body within its time.

import { refusal } from "#core";
import { isQiscusError } from "./error.js";

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
 * The bytes of a body, as many as there may be; kept as bytes, since it may come in as many pieces.
 * @param {ReadableStream<Uint8Array> | null} body
 * @param {number} maxBytes
 * @param {AbortSignal} signal
 */
export async function read(body, maxBytes, signal) {
  let bytes = new Uint8Array(body ? Math.min(maxBytes, 4096) : 0);
  let size = 0;
  const reader = body?.getReader();
  // Not awaited: it may never settle.
  const cancel = () => void reader?.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", cancel);
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      /** @type {unknown} */
      const chunk = typeof value === "string" ? new TextEncoder().encode(value) : value;
      if (!ArrayBuffer.isView(chunk)) throw refusal("body_not_bytes", "", 0);
      const piece = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const end = size + piece.byteLength;
      if (end > maxBytes) throw refusal("too_large", "", maxBytes);
      if (end > bytes.length) {
        const larger = new Uint8Array(Math.min(maxBytes, end * 2));
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(piece, size);
      size = end;
    }
  } catch (error) {
    cancel();
    throw isQiscusError(error) ? error : refusal("body_incomplete", "", 0);
  }
  return bytes.subarray(0, size);
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
