export * from "./index.js";

/**
 * The WebAssembly module: its URL, its bytes, a `Response` with the bytes, or a compiled `WebAssembly.Module`. The last
 * is typed as `object`, because not every TypeScript `lib` declares `WebAssembly`.
 */
export type ModuleSource = string | URL | ArrayBuffer | ArrayBufferView | Response | object;

/**
 * Loads and starts the WebAssembly module, `qiscus-wasm/qiscus.wasm`. Await it before you create a client or call any
 * other function. Further calls do nothing.
 * @throws {@link QiscusError} with the code `network` if the module can't be loaded, or `internal` if it can't be
 *   started
 */
export function load(source: ModuleSource | PromiseLike<ModuleSource>): Promise<void>;
