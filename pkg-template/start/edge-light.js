// Vercel's edge runtime compiles no bytes at run time; it spells the static import of a module with a query.

import module from "./qiscus.wasm?module";
import { run } from "../load.js";

export const start = () => run(() => module);
