// What xtask/js/bundle.mjs puts in for `#start`, `#wasm` and the module itself.

/** Starts the module, if it doesn't run; throws if it can't. */
export function start(): void;

/** Starts the module of `qiscus-wasm/slim`. */
export function load(source: unknown): Promise<void>;

/** The module as text, and what decode.js needs to read it. */
export const text: string;
export const alphabet: string;
export const bytes: number[];
