// The default entry: the module is inside as text, and compiled on first use. No fs, no fetch, no import.meta, no
// top-level await: it loads the same everywhere.

import { alphabet, bytes, text } from "#wasm";
import { clientOver } from "./client.js";
import { decode } from "./decode.js";
import { instantiate } from "./load.js";

let core;

export const QiscusClient = clientOver(() => (core ??= instantiate(decode(text, alphabet, bytes))));
export { QiscusError, isQiscusError } from "#error";
