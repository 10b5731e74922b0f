// Reads what fetch gave: at most so many bytes, and parsed by the engine.

/**
 * What fetch gave, read to its end; `status` is NaN for what isn't a response. A promise, one of another realm, or none; mocks
 * have no more than a status and text().
 * @param {any} fetched
 * @param {number} maxBytes
 * @param {AbortSignal} [signal]
 */
export async function read(fetched, maxBytes, signal) {
  const response = await fetched;
  if (typeof response?.text !== "function") return { status: NaN, isTooLarge: false, cause: response };
  const { text, isTooLarge } = await textOf(response, maxBytes, signal);
  const { status: given, headers } = response;
  const status = typeof given === "number" ? given : NaN;
  if (isTooLarge) return { status, headers, text, isTooLarge };
  try {
    return { status, headers, text, isTooLarge, json: JSON.parse(text) };
  } catch (cause) {
    return { status, headers, text, isTooLarge, cause };
  }
}

/** As much of a body as an error shows. */
const SHOWN = 2 ** 16;

const utf8 = new TextDecoder();

/**
 * @param {any} response
 * @param {number} maxBytes
 * @param {AbortSignal} [signal]
 */
async function textOf(response, maxBytes, signal) {
  if (typeof response.body?.getReader !== "function") {
    const text = await response.text();
    const isTooLarge = text.length > maxBytes;
    return { text: isTooLarge ? text.slice(0, SHOWN) : text, isTooLarge };
  }
  const { bytes, isWhole } = await readBytes(response.body, maxBytes, signal);
  return { text: utf8.decode(isWhole ? bytes : bytes.subarray(0, SHOWN)), isTooLarge: !isWhole };
}

/** What is thrown for a stream of other values than bytes and strings. */
export const NOT_BYTES = new TypeError("the body is a stream of other values than bytes and strings");

/**
 * The bytes of a body, at most so many; kept as bytes, since it may come in as many pieces.
 * @param {ReadableStream<unknown>} body
 * @param {number} maxBytes
 * @param {AbortSignal} [signal]
 */
export async function readBytes(body, maxBytes, signal) {
  let bytes = new Uint8Array(Math.min(maxBytes, 4096));
  let size = 0;
  const reader = body.getReader();
  // Not awaited: it may never settle.
  const cancel = () => void reader.cancel(signal?.reason).catch(() => {});
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { bytes: bytes.subarray(0, size), isWhole: true };
      /** @type {unknown} */
      const chunk = typeof value === "string" ? new TextEncoder().encode(value) : value;
      if (!ArrayBuffer.isView(chunk)) throw NOT_BYTES;
      const piece = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const end = size + piece.byteLength;
      if (end > bytes.length) {
        const larger = new Uint8Array(Math.min(maxBytes, end * 2));
        larger.set(bytes.subarray(0, size));
        bytes = larger;
      }
      bytes.set(piece.subarray(0, maxBytes - size), size);
      if (end > maxBytes) break;
      size = end;
    }
  } catch (error) {
    cancel();
    throw error;
  }
  cancel();
  return { bytes, isWhole: false };
}

/**
 * A header of a response, if there is one, or headers at all.
 * @param {any} headers
 * @param {string} name
 */
export function header(headers, name) {
  try {
    const value = headers.get(name);
    return typeof value === "string" ? value : undefined;
  } catch {}
}
