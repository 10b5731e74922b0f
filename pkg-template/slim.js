// Without the module inside: the caller supplies it.

export * from "./index.js";
export { load } from "#start";
