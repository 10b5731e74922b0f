// The body of a webhook, in whatever form a platform gives it.

import { asJson } from "./value.js";

let utf8;

/** The bytes of a buffer or a view, of any realm; undefined for anything else. */
export function asBytes(input) {
  if (ArrayBuffer.isView(input)) {
    // Throws where the buffer shrank below the view, which says that it is empty then.
    input.keys?.();
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  // Not by instanceof: another realm has another class.
  if (/^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(input))) return new Uint8Array(input);
}

/** The bytes of a body that is a string or has bytes; undefined for anything else, and for a buffer that was given away. */
export function bytesOf(body) {
  try {
    if (typeof body !== "string") body = asBytes(body);
  } catch {
    return;
  }
  if (body === undefined) return;
  return {
    /** Writes their digest as node:crypto makes it; whether there is one, and it could. */
    hmac(key, tag) {
      try {
        // Not by an import, which bundlers would stumble over. Where there is none, to throw would take longer than the core.
        const crypto = globalThis.process?.getBuiltinModule?.("node:crypto");
        const digest = crypto?.createHmac("sha256", key).update(body).digest();
        const made = digest?.[Symbol.toStringTag] === "Uint8Array" && digest.length === 32;
        if (made) tag.set(digest);
        return made;
      } catch {
        return false;
      }
    },
    /** Copies those from a place on, as many as fit; how many, or undefined if there is no memory for them. */
    copy(start, to) {
      try {
        if (typeof body === "string") body = new TextEncoder().encode(body);
        const copied = body.subarray(start, start + to.length);
        to.set(copied);
        return copied.length;
      } catch {}
    },
  };
}

/**
 * Returns the body as a value; or where it is none how its text begins, or null if it is bytes that are no text, or undefined
 * if it is neither; and what was thrown.
 */
export function parseBody(input) {
  let text;
  let bytes;
  try {
    bytes = asBytes(input);
    if (bytes === undefined && typeof input !== "string") return [asJson(input)];
    utf8 ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    // A copy, since decoders take no shared memory.
    text = bytes === undefined ? input : utf8.decode(bytes.slice());
    // One byte order mark may be ignored (RFC 8259, section 8.1).
    text = text.replace(/^\ufeff/, "");
    return [JSON.parse(text)];
  } catch (cause) {
    // Of the text no more than tells what it is: all of it would make the module's memory grow, for ever.
    return [text?.trim().slice(0, 1) ?? (bytes && null), cause];
  }
}
