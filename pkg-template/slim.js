// Without the module inside: the caller supplies it.

import { QiscusError } from "#error";
import { clientOver } from "./client.js";
import { instantiate } from "./load.js";

let core;

/** Starts the module: from its bytes, a compiled module, a response, or the address of one. Once is enough. */
export async function load(source) {
  if (core === undefined) {
    const module = await fetched(source);
    core ??= instantiate(module);
  }
}

async function fetched(source) {
  try {
    source = await source;
    if (typeof source === "string" || source instanceof URL) source = await fetch(source);
    if (source?.ok === false) throw new Error(`status ${source.status}`);
    if (typeof source?.arrayBuffer === "function") return await source.arrayBuffer();
    // Engines take typed arrays, but no DataView.
    return ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : source;
  } catch (cause) {
    const message = `the WebAssembly module can't be loaded: ${cause?.message ?? cause}`;
    throw new QiscusError(message, { code: "network" }, cause);
  }
}

export const QiscusClient = clientOver(() => {
  if (core === undefined) {
    throw new QiscusError('call "await load(source)" of qiscus-wasm/slim before the first client', {
      code: "invalid_options",
    });
  }
  return core;
});
export { QiscusError, isQiscusError } from "#error";
