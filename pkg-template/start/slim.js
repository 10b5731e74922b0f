// The module comes from the caller.

import { QiscusError } from "../error.js";
import { asBytes } from "../webhook_body.js";
import { isRunning, run } from "../load.js";

/**
 * Starts the module: from its bytes, a compiled module, a response, or the address of one. Once is enough.
 * @type {typeof import("../slim.d.ts").load}
 */
export async function load(source) {
  if (isRunning()) return;
  const module = await fetched(source);
  run(() => module);
}

/** @param {any} source what the caller gave */
async function fetched(source) {
  try {
    source = await source;
    if (typeof source === "string" || source instanceof URL) source = await fetch(source);
    if (source?.ok === false) throw new Error(`status ${source.status}`);
    if (typeof source?.arrayBuffer === "function") return await source.arrayBuffer();
    // Engines take typed arrays, but no DataView.
    return asBytes(source) ?? source;
  } catch (/** @type {any} */ cause) {
    const message = `the WebAssembly module can't be loaded: ${cause?.message ?? cause}`;
    throw new QiscusError(message, { code: "network" }, cause);
  }
}

export function start() {
  if (!isRunning()) {
    throw new QiscusError('call "await load(source)" of qiscus-wasm/slim before anything else', { code: "invalid_options" });
  }
}
