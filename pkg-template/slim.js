// Without the module inside: the caller supplies it.

import { QiscusError } from "#error";
import { clientOver } from "./client.js";
import { instantiate } from "./load.js";

let core;

/** Starts the module: from its bytes, a compiled module, a response, or the address of one. */
export async function load(source) {
  source = await source;
  if (typeof source === "string" || source instanceof URL) source = await fetch(source);
  if (typeof source?.arrayBuffer === "function") {
    if (source.ok === false) {
      throw new QiscusError(`the WebAssembly module can't be loaded: status ${source.status}`, { code: "network" });
    }
    source = await source.arrayBuffer();
  }
  core ??= instantiate(source);
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
