// The platform of a call: what has to catch whatever other people's code throws, or to wait for several things at once.

import { offFault, onFault } from "./life.js";
import { read } from "./response.js";
import { conform } from "./standard_schema.js";

/** @typedef {() => void} Listener */

/**
 * The calls that wait for a signal: one listener for all of them, since Node.js warns of more than ten.
 * @type {WeakMap<AbortSignal, { calls: Set<Listener>, onAbort: Listener }>}
 */
const waiting = new WeakMap();

/**
 * @param {AbortSignal} signal
 * @param {Listener} call
 */
function listen(signal, call) {
  let entry = waiting.get(signal);
  if (entry === undefined) {
    const calls = new Set();
    const onAbort = () => {
      for (const call of calls) call();
    };
    entry = { calls, onAbort };
    signal.addEventListener("abort", entry.onAbort);
    waiting.set(signal, entry);
  }
  entry.calls.add(call);
}

/**
 * @param {AbortSignal} signal
 * @param {Listener} call
 */
function unlisten(signal, call) {
  const entry = waiting.get(signal);
  if (entry?.calls.delete(call) && entry.calls.size === 0) {
    waiting.delete(signal);
    signal.removeEventListener("abort", entry.onAbort);
  }
}

/**
 * Timers fire at once for longer times.
 * @param {number} milliseconds
 */
const longest = (milliseconds) => Math.min(milliseconds, 2 ** 31 - 1);

/** Milliseconds of a clock that nobody sets. */
export const clock = () => globalThis.performance?.now?.() ?? Date.now();

/**
 * The end of a call that comes from outside: the caller's signal, or the deadline; that of each request, whose time may be
 * less; and what has to know of them. Nothing of it throws, since the module can't catch that.
 */
export class Deadline {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** That of the present request or sleep. @type {ReturnType<typeof setTimeout> | undefined} */
  #stepTimer;
  /** @type {AbortSignal | undefined} */
  #signal;
  /** @type {AbortController | undefined} */
  #controller;
  /** @type {((reason: unknown) => void) | undefined} */
  #reject;
  #at = Infinity;
  #isOpen = true;
  #onAbort = () => this.#stop("aborted", this.#signal?.reason);
  /** The module has failed: nothing of it may be woken. */
  #onFault = () => {
    this.close();
    this.#controller?.abort();
  };

  /**
   * Why the call has to end, if it has to.
   * @type {"open" | "aborted" | "timed_out" | "not_a_signal"}
   */
  state = "open";
  /** The signal's reason, or what was thrown instead. @type {unknown} */
  reason;
  /** Whether the last request took longer than it may. */
  late = false;

  /**
   * @param {any} signal may be of another realm, or undefined
   * @param {number} timeout
   */
  constructor(signal, timeout) {
    try {
      if (signal !== undefined) {
        if (typeof signal.removeEventListener !== "function") throw new TypeError("no AbortSignal");
        listen(signal, this.#onAbort);
        this.#signal = signal;
        if (signal.aborted) this.#onAbort();
      }
    } catch (thrown) {
      this.#stop("not_a_signal", thrown);
    }
    if (timeout > 0 && this.state === "open") {
      this.#at = clock() + longest(timeout);
      this.#timer = setTimeout(() => this.#stop("timed_out"), longest(timeout));
    }
    onFault(this.#onFault);
  }

  /** Milliseconds to the deadline, or Infinity. */
  get remaining() {
    return this.state === "open" ? this.#at - clock() : 0;
  }

  /**
   * @param {Deadline["state"]} state
   * @param {unknown} [reason]
   */
  #stop(state, reason) {
    if (this.state !== "open") return;
    this.state = state;
    this.reason = reason;
    this.#end(reason);
  }

  /** @param {unknown} reason */
  #end(reason) {
    this.#reject?.(reason);
    this.#controller?.abort(reason);
  }

  /** Leaves no timer and no listener behind. */
  close() {
    this.#isOpen = false;
    offFault(this.#onFault);
    try {
      clearTimeout(this.#timer);
      clearTimeout(this.#stepTimer);
      if (this.#signal !== undefined) unlisten(this.#signal, this.#onAbort);
    } catch {}
  }

  /**
   * Begins a request, which this controller ends.
   * @param {AbortController} [controller]
   */
  begin(controller) {
    this.late = false;
    this.#controller = controller;
    // A listener of events may abort the call there and then.
    if (this.state !== "open") controller?.abort(this.reason);
  }

  /**
   * Waits so many milliseconds for the result of fetch, and reads so many bytes of it: see `read`.
   * @param {unknown} fetched
   * @param {number} limit
   * @param {number} maxBytes
   */
  receive(fetched, limit, maxBytes) {
    return this.#step((resolve, reject) => {
      if (limit < Infinity) {
        const end = () => {
          this.late = true;
          this.#end(undefined);
        };
        this.#stepTimer = setTimeout(end, longest(limit));
      }
      read(fetched, maxBytes, this.#controller?.signal).then(resolve, reject);
    });
  }

  /**
   * What a Standard Schema makes of a value: see `conform`.
   * @param {any} schema
   * @param {unknown} value
   */
  conform(schema, value) {
    return this.#step((resolve, reject) => void conform(schema, value).then(resolve, reject));
  }

  /** @param {number} milliseconds */
  sleep(milliseconds) {
    return this.#step((resolve) => {
      this.#stepTimer = setTimeout(resolve, longest(milliseconds));
    });
  }

  /**
   * A promise that is rejected where the call ends before. It doesn't settle once the call is closed.
   * @param {(resolve: (value?: unknown) => void, reject: (reason: unknown) => void) => void} begin
   */
  #step(begin) {
    return new Promise((resolve, reject) => {
      clearTimeout(this.#stepTimer);
      this.#reject = (reason) => void (this.#isOpen && reject(reason));
      begin((value) => void (this.#isOpen && resolve(value)), this.#reject);
      if (this.state !== "open") this.#reject(this.reason);
    });
  }
}

// To ask for a few bytes takes as long as to ask for many.
const pool = new Uint8Array(1000);
let used = pool.length;

/**
 * Fills with secure random bytes. Only ancient platforms have nothing better than Math.random().
 * @param {Uint8Array} bytes
 */
export function randomBytes(bytes) {
  if (used + bytes.length > pool.length) {
    if (/** @type {Partial<Crypto> | undefined} */ (globalThis.crypto)?.getRandomValues) crypto.getRandomValues(pool);
    else pool.set(Array.from(pool, () => Math.random() * 256));
    used = 0;
  }
  bytes.set(pool.subarray(used, used + bytes.length));
  used += bytes.length;
}

/** Whether a request may say that caches are to be bypassed: older compatibility dates of workerd throw for the field. */
export const hasCache = () => typeof Request === "function" && "cache" in Request.prototype;

/** The global fetch, if there is one. */
export function globalFetch() {
  try {
    const { fetch } = globalThis;
    return typeof fetch === "function" ? fetch : undefined;
  } catch {}
}

/**
 * The message of whatever was thrown.
 * @param {any} thrown
 */
export function describeError(thrown) {
  try {
    const { cause } = Object(thrown);
    // Node.js has "fetch failed" here, and the reason in the cause.
    const text = String(thrown?.message ?? thrown ?? "") + (cause?.message ? `: ${cause.message}` : "");
    const code = systemCode(thrown);
    return text.includes(code) ? text : `${text} (${code})`;
  } catch {
    return "";
  }
}

/**
 * The code that the system gave to a failed connection.
 * @param {any} thrown
 */
export function systemCode(thrown) {
  try {
    const code = Object(thrown).cause?.code ?? thrown?.code;
    return typeof code === "string" ? code : "";
  } catch {
    return "";
  }
}

/**
 * Calls a listener. If it throws or its promise rejects, the call goes on.
 * @param {(event: unknown) => any} listener
 * @param {unknown} event
 */
export function emit(listener, event) {
  try {
    listener(event)?.then?.(undefined, () => {});
  } catch {}
}

/** Whether this is a browser page, whose source anyone can read. Workers have no better place for a secret, but no document. */
export const isPage = () => typeof window !== "undefined" && typeof window.document !== "undefined";

/** What fetch resolves a path against, if there is anything. */
function base() {
  try {
    return globalThis.document?.baseURI ?? globalThis.location?.href;
  } catch {} // Deno, where nobody has given it a location
}

/**
 * Whether fetch can resolve this, in a page or a worker also a path.
 * @param {string} text
 */
export function isUrl(text) {
  try {
    return new URL(text, base()).host !== "";
  } catch {
    return false;
  }
}
