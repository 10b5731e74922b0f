// The module is inside as text, and compiled on first use. No fs, no fetch, no import.meta, no top-level await: it loads
// the same everywhere.

import { alphabet, bytes, text } from "#wasm";
import { decode } from "../decode.js";
import { run } from "../load.js";

export const start = () => run(() => decode(text, alphabet, bytes));
