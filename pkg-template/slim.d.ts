export * from "./index.js";

/**
 * Where the module comes from: its address, its bytes, a response that has them, or a compiled `WebAssembly.Module` (an
 * `object`, since not every set of typings knows that name).
 */
export type ModuleSource = string | URL | ArrayBuffer | ArrayBufferView | Response | object;

/**
 * Starts the WebAssembly module; to be awaited before the first client. The module itself is `qiscus-wasm/qiscus.wasm`.
 *
 * Further calls do nothing.
 * @throws {@link QiscusError} with the code `network` if it can't be loaded, `internal` if it can't be started
 */
export function load(source: ModuleSource | PromiseLike<ModuleSource>): Promise<void>;
