// The platform of a call: what has to catch whatever other people's code throws, or to wait for several things at once.

import { record } from "./error.js";

/** The end of a call that comes from outside: the caller's signal, or the deadline. */
export class Deadline {
  #timer;
  #signal;
  #controller = typeof AbortController === "undefined" ? undefined : new AbortController();
  #end;
  #ended = new Promise((_, reject) => (this.#end = reject));
  #onAbort = () => this.#stop(1, this.#signal.reason);

  /** Why the call has to end: 0 it hasn't, 1 the signal, 2 the deadline. */
  why = 0;
  /** When the deadline passes, in milliseconds since 1970. */
  at = Infinity;

  /** `signal` may be of another realm, or undefined; throws if it is something else. */
  constructor(signal, timeout) {
    this.#ended.catch(() => {}); // nobody may be waiting
    if (signal !== undefined) {
      signal.addEventListener("abort", this.#onAbort);
      this.#signal = signal;
      if (signal.aborted) this.#onAbort();
    }
    if (timeout > 0 && this.why === 0) {
      timeout = Math.min(timeout, 2 ** 31 - 1); // timers fire at once for longer times
      this.at = Date.now() + timeout;
      this.#timer = setTimeout(() => this.#stop(2), timeout);
    }
  }

  /** For `fetch`. */
  get signal() {
    return this.#controller?.signal;
  }

  #stop(why, reason) {
    if (this.why !== 0) return;
    this.why = why;
    this.#end(reason);
    this.#controller?.abort(reason);
  }

  /** Leaves no timer and no listener behind. */
  close() {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#onAbort);
  }

  /**
   * Waits for a response and reads it. `fetched` is what fetch returned: a promise, one of another realm, or none. The
   * response is taken as it is: mocks have no more than a status and text().
   */
  async receive(fetched) {
    const response = await Promise.race([fetched, this.#ended]);
    if (typeof response?.text !== "function") return { cause: response };
    const text = await Promise.race([response.text(), this.#ended]);
    const received = { status: response.status, retryAfter: response.headers?.get?.("retry-after") ?? undefined, text };
    try {
      received.json = JSON.parse(text);
    } catch (cause) {
      received.cause = cause;
    }
    return received;
  }

  async sleep(milliseconds) {
    let timer;
    try {
      await Promise.race([new Promise((resolve) => (timer = setTimeout(resolve, milliseconds))), this.#ended]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What a thrown value says of itself, whatever it is; and the code that Node.js gives to a failed connection. */
export function explain(thrown) {
  try {
    const { cause } = Object(thrown);
    const given = cause?.code ?? thrown?.code;
    const code = typeof given === "string" ? given : "";
    // Node.js says "fetch failed", and why only in the cause.
    const text = String(thrown?.message ?? thrown ?? "") + (cause?.message ? `: ${cause.message}` : "");
    return [text.includes(code) ? text : `${text} (${code})`, code];
  } catch {
    return ["", ""];
  }
}

/** What a listener throws is no reason to lose the call. */
export function tell(listener, event) {
  try {
    listener(record(event));
  } catch {}
}

export function globalFetch() {
  return globalThis.fetch;
}

export function hasHeaders() {
  return typeof Headers !== "undefined";
}

/** Whether this is a page, whose source everybody can read. Workers have no better place for a secret, but no document. */
export function isPage() {
  return typeof window !== "undefined" && typeof window.document !== "undefined";
}

export function isUrl(text) {
  try {
    return new URL(text).host !== "";
  } catch {
    return false;
  }
}
