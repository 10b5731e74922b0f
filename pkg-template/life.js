// The life of the module: how its functions are called, and what happens to the calls under way if it fails.

import { QiscusError, isQiscusError } from "./error.js";

/**
 * Called with the error if the module fails: what waits for it would wait for ever.
 * @type {Set<(fault: QiscusError) => void>}
 */
const listeners = new Set();

/** @type {QiscusError | undefined} */
let fault;

/** @param {(fault: QiscusError) => void} listener */
export const onFault = (listener) => void listeners.add(listener);

/** @param {(fault: QiscusError) => void} listener */
export const offFault = (listener) => void listeners.delete(listener);

/**
 * Called once the module has panicked or trapped. Its memory can't be trusted then: no destructor runs, no future goes on.
 * @param {string} reason
 */
export function failed(reason) {
  fault ??= new QiscusError(`a fault of qiscus-wasm: ${reason}`, { code: "internal" });
  for (const listener of listeners) listener(fault);
  listeners.clear();
}

/** Whether the module has not failed. */
export const isAlive = () => fault === undefined;

/** Throws if the module has failed. */
export function assertAlive() {
  if (fault !== undefined) throw fault;
}

/**
 * Throws if the stack is nearly full, too: where it ends inside the module, it leaves that in the middle of something. The
 * arguments fill it faster than frames do.
 */
export function assertReady() {
  assertAlive();
  deeper(170, () => {});
}

/**
 * Runs a task many frames further down the stack. Throws if the stack has no room for them.
 * @type {<T>(frames: number, task: () => T, ...filling: number[]) => T}
 */
export const deeper = (frames, task) =>
  frames > 0 ? deeper(frames - 1, task, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) : task();

/**
 * The error to throw to a caller for what the module threw, with a stack that starts at the caller.
 * @param {unknown} thrown
 * @param {Function} [caller]
 */
export function toThrow(thrown, caller) {
  if (isQiscusError(thrown)) {
    Error.captureStackTrace?.(thrown, caller);
    return thrown;
  }
  // A trap: that of a panic, which has given its reason before, or one of something worse.
  if (thrown instanceof WebAssembly.RuntimeError) failed(thrown.message);
  const reason = /** @type {any} */ (thrown)?.message;
  return fault ?? new QiscusError(`a fault of qiscus-wasm: ${reason}`, { code: "internal" }, thrown);
}

/**
 * Calls the module on behalf of a caller, who sees what it throws.
 * @template T
 * @param {Function} caller
 * @param {() => T} task
 * @returns {T}
 */
export function enter(caller, task) {
  try {
    return task();
  } catch (thrown) {
    throw toThrow(thrown, caller);
  }
}

/**
 * A task that the platform runs for the module by itself: nobody else would catch a trap.
 * @template {unknown[]} A
 * @param {(...given: A) => unknown} task
 * @returns {(...given: A) => void}
 */
export const guarded =
  (task) =>
  (...given) => {
    try {
      if (fault === undefined) task(...given);
    } catch (thrown) {
      toThrow(thrown);
    }
  };
