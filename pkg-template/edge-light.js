// Vercel's edge runtime compiles no bytes at run time; it spells the static import of a module with a query.

import module from "./qiscus.wasm?module";
import { clientOver } from "./client.js";
import { instantiate } from "./load.js";

let core;

export const QiscusClient = clientOver(() => (core ??= instantiate(module)));
export { QiscusError, isQiscusError } from "#error";
