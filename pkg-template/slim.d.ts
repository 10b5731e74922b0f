export * from "./index.js";

/**
 * The WebAssembly module: its URL, its bytes, a `Response` with the bytes, or a compiled `WebAssembly.Module`. The last
 * is typed as `object`, because not every TypeScript `lib` declares `WebAssembly`.
 *
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { load, type ModuleSource } from "qiscus-wasm/slim";
 *
 * const source: ModuleSource = await readFile(new URL(import.meta.resolve("qiscus-wasm/qiscus.wasm")));
 * await load(source);
 * ```
 */
export type ModuleSource = string | URL | ArrayBuffer | ArrayBufferView | Response | object;

/**
 * Loads and starts the WebAssembly module, `qiscus-wasm/qiscus.wasm`. Await it before you create a client or call any
 * other function. Further calls do nothing.
 * @throws {@link QiscusError} with the code `network` if the module can't be loaded, or `internal` if it can't be
 *   started
 *
 * @example
 * ```ts
 * import { load, QiscusClient } from "qiscus-wasm/slim";
 *
 * await load(fetch("https://app.example.com/qiscus.wasm"));
 * const qiscus = new QiscusClient({ baseUrl: "https://app.example.com/api/qiscus" });
 * ```
 */
export function load(source: ModuleSource | PromiseLike<ModuleSource>): Promise<void>;
