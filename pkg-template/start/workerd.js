// Cloudflare Workers compile no bytes at run time; a static import is compiled when they are deployed.

import module from "./qiscus.wasm";
import { run } from "../load.js";

export const start = () => run(() => module);
