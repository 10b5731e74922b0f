// The connection of one request: what it waits for, and how it ends.

/**
 * The error of a `fetch` that gets no response.
 * @param {string} message
 * @param {object} [details]
 */
export const refused = (message, details) => new TypeError("fetch failed", { cause: Object.assign(new Error(message), details) });

/**
 * The error of a body that ends early.
 * @param {string} message
 * @param {object} details
 */
export const terminated = (message, details) =>
  new TypeError("terminated", { cause: Object.assign(new Error(message), details) });

export const CLOSED = { code: "UND_ERR_SOCKET" };

const RESET = { code: "ECONNRESET", syscall: "read" };

/** @param {AbortSignal} signal */
const reasonOf = ({ reason }) => reason ?? new DOMException("This operation was aborted", "AbortError");

/**
 * Throws what a signal was aborted with, if it was.
 * @param {AbortSignal | undefined} signal
 */
export function assertOpen(signal) {
  if (signal?.aborted) throw reasonOf(signal);
}

export class Connection {
  /** @type {AbortSignal | undefined} */
  #signal;
  /** @type {() => void} */
  #onEnd;
  /** Called when the connection ends. @type {Set<(reason: unknown) => void>} */
  #waiting = new Set();
  /** Why it has ended. @type {{ reason: unknown } | undefined} */
  #ended;
  #onAbort = () => this.#stop(this.#signal && reasonOf(this.#signal));
  /** @type {() => void} */
  #settle = () => {};

  /** Whether a response is still to come. */
  isPending = true;

  /** Resolves when no response is to come any more. @type {Promise<void>} */
  answered = new Promise((resolve) => {
    this.#settle = resolve;
  });

  /**
   * @param {AbortSignal | undefined} signal one that isn't aborted
   * @param {() => void} onEnd called when it has ended
   */
  constructor(signal, onEnd) {
    this.#signal = signal;
    this.#onEnd = onEnd;
    signal?.addEventListener("abort", this.#onAbort);
  }

  assertOpen() {
    if (this.#ended) throw this.#ended.reason;
  }

  /**
   * Waits for so long, or for ever; rejects when the connection ends.
   * @param {number} [milliseconds]
   * @returns {Promise<void>}
   */
  sleep(milliseconds) {
    return new Promise((resolve, reject) => {
      this.assertOpen();
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      const end = (/** @type {unknown} */ reason) => {
        clearTimeout(timer);
        reject(reason);
      };
      this.#waiting.add(end);
      if (milliseconds === undefined) return;
      timer = setTimeout(() => {
        this.#waiting.delete(end);
        resolve();
      }, milliseconds);
    });
  }

  /**
   * Waits for a promise; rejects when the connection ends.
   * @template T
   * @param {Promise<T>} promise
   * @returns {Promise<T>}
   */
  until(promise) {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      promise.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }

  /**
   * What a fault does in place of a response. Rejects, some day.
   * @param {"reset" | "close" | "silence"} end
   * @returns {Promise<void>}
   */
  end(end) {
    if (end === "reset") this.reset();
    if (end === "close") this.#stop(refused("other side closed", CLOSED));
    this.answer();
    return this.sleep();
  }

  /** No response is to come any more: there is one, or never will be. */
  answer() {
    this.isPending = false;
    this.#settle();
  }

  /** Ends it as a server does that goes away. */
  reset() {
    this.#stop(refused("read ECONNRESET", RESET));
  }

  /** Ends it when all is done. */
  close() {
    this.#stop(undefined);
  }

  /** @param {unknown} reason */
  #stop(reason) {
    if (this.#ended) return;
    this.#ended = { reason };
    this.#signal?.removeEventListener("abort", this.#onAbort);
    for (const end of this.#waiting) end(reason);
    this.#waiting.clear();
    this.answer();
    this.#onEnd();
  }
}
