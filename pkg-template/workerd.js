// Cloudflare Workers compile no bytes at run time; a static import is compiled when they are deployed.

import module from "./qiscus.wasm";
import { clientOver } from "./client.js";
import { instantiate } from "./load.js";

let core;

export const QiscusClient = clientOver(() => (core ??= instantiate(module)));
export { QiscusError, isQiscusError } from "#error";
