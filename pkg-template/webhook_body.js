// The raw body of a webhook, in whatever form a platform gives it.

import { asJson } from "./copy.js";

/** @type {TextDecoder | undefined} */
let utf8;

/**
 * The bytes of a buffer or a view, of any realm; undefined for anything else.
 * @param {any} input
 */
export function asBytes(input) {
  if (ArrayBuffer.isView(input)) {
    // Throws where the buffer shrank below the view, which says that it is empty then.
    /** @type {any} */ (input).keys?.();
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  // Not by instanceof: another realm has another class.
  if (/^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(input))) return new Uint8Array(input);
}

/**
 * The bytes of a raw body; undefined where it has none, as a buffer that was given away.
 * @param {any} body
 */
export function bytesOf(body) {
  try {
    return typeof body === "string" ? new TextEncoder().encode(body) : asBytes(body);
  } catch {}
}

/**
 * A copy of a part of the bytes, or undefined if there is not enough memory.
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {number} most
 */
export function chunk(bytes, start, most) {
  try {
    return bytes.slice(start, start + most);
  } catch {}
}

/**
 * What holds a body, if this isn't one itself.
 * @param {any} input
 * @returns {string | undefined} its name in Rust
 */
function holderOf(input) {
  const has = (/** @type {string} */ method) => typeof input[method] === "function";
  if (typeof input !== "object" || input === null) return undefined;
  if (has("then")) return "promise";
  if (has("getReader")) return "stream";
  if (has("pipe")) return "node_request";
  if (has("text") && has("arrayBuffer")) return "method" in input ? "request" : "headers" in input ? "response" : "blob";
  if (typeof input.body === "string" && "isBase64Encoded" in input) return "lambda_event";
}

/**
 * A body as a value. Throws the first character of a string that isn't JSON, or what else it is, and why it couldn't be parsed.
 * @param {any} input
 */
export function parseBody(input) {
  let bytes;
  let text;
  let holder;
  try {
    bytes = asBytes(input);
    if (bytes === undefined && typeof input !== "string") {
      holder = holderOf(input);
      if (holder === undefined) return asJson(input);
      throw new TypeError("it is not a body");
    }
    utf8 ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    // A copy, since decoders take no shared memory.
    text = bytes === undefined ? String(input) : utf8.decode(bytes.slice());
    // One byte order mark may be ignored (RFC 8259, section 8.1).
    text = text.replace(/^\ufeff/, "");
    return JSON.parse(text);
  } catch (cause) {
    // No more of the text than tells what it is: all of it would make the module's memory grow, for ever.
    throw { start: text?.trim().slice(0, 1), areBytes: bytes !== undefined, holder, cause };
  }
}
