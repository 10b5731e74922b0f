// The raw body that a host has kept, and the error where it has kept none: the host's mistake, never the sender's.

import { QiscusError } from "./error.js";

/** @typedef {string | ArrayBuffer | ArrayBufferView<ArrayBuffer>} Raw */

/**
 * Whether a value is bytes or text, of any realm.
 * @param {unknown} value
 * @returns {value is Raw}
 */
export const isRaw = (value) =>
  typeof value === "string" || ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === "[object ArrayBuffer]";

/**
 * Never as text: a Request would say of itself that it is `text/plain`.
 * @param {Raw} value
 * @param {BufferEncoding} [encoding] that of a text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesOf(value, encoding) {
  if (typeof value === "string") return Buffer.from(value, encoding);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
}

/**
 * The number of bytes that the sender announced, which servers hold it to; undefined where it gave none, or where a host may
 * have decompressed them.
 * @param {Readonly<Record<string, string | readonly string[] | undefined>>} headers in lower case
 */
export function announced(headers) {
  if (headers["transfer-encoding"] || !/^(identity)?$/i.test(String(headers["content-encoding"] ?? ""))) return undefined;
  const length = String(headers["content-length"] ?? "");
  return /^\d+$/.test(length) ? Number(length) : undefined;
}

/**
 * @param {string} what has become of the body
 * @param {string} fix
 * @param {unknown[]} cause
 */
export const mistake = (what, fix, ...cause) =>
  new QiscusError(`${what}, and its raw bytes are needed: ${fix}`, { code: "invalid_request", status: 500 }, ...cause);

/**
 * What a host did to a body.
 * @param {number | undefined} from bytes, as the sender announced
 * @param {number | undefined} to bytes that are left
 */
export const change = (from, to) =>
  from && to ? `the body was changed before, from ${from} bytes to ${to}` : "the body was read before";

/**
 * A body that fails when it is read: what is refused by its head alone is refused for that.
 * @param {unknown} error
 */
export const failing = (error) => new ReadableStream({ pull: (controller) => controller.error(error) }, { highWaterMark: 0 });
