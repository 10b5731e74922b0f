// The default entry: the module is inside as base64, and compiled on first use. No fs, no fetch, no import.meta, no
// top-level await: it loads the same everywhere.

import base64 from "#wasm";
import { clientOver } from "./client.js";
import { instantiate } from "./load.js";

let core;

export const QiscusClient = clientOver(
  () => (core ??= instantiate(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))),
);
export { QiscusError, isQiscusError } from "#error";
