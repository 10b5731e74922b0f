// The platform of a call: what has to catch whatever other people's code throws, or to wait for several things at once.

/** The calls that wait for a signal: one listener for all of them, since Node.js warns of more than ten. */
const waiting = new WeakMap();

function listen(signal, end) {
  let calls = waiting.get(signal);
  if (calls === undefined) {
    calls = new Set();
    calls.abort = () => calls.forEach((end) => end());
    signal.addEventListener("abort", calls.abort);
    waiting.set(signal, calls);
  }
  calls.add(end);
}

function ignore(signal, end) {
  const calls = waiting.get(signal);
  if (calls?.delete(end) && calls.size === 0) {
    waiting.delete(signal);
    signal.removeEventListener("abort", calls.abort);
  }
}

// What timers count to; they fire at once for longer times.
const longest = (milliseconds) => Math.min(milliseconds, 2 ** 31 - 1);

/**
 * The end of a call that comes from outside: the caller's signal, or the deadline; and that of each request, whose time may
 * be less. The module can't catch what its imports throw, so only the constructor throws.
 */
export class Deadline {
  #timer;
  #limit;
  #signal;
  #controller;
  #reject;
  #at = Infinity;
  #onAbort = () => this.#stop(1, this.#signal.reason);

  /** Why the call has to end: 0 it hasn't, 1 the signal, 2 the deadline. */
  why = 0;
  /** Whether the last request took longer than it may. */
  late = false;

  /** `signal` may be of another realm, or undefined; throws if it is something else. */
  constructor(signal, timeout) {
    if (signal !== undefined) {
      if (typeof signal.removeEventListener !== "function") throw new TypeError("no AbortSignal");
      listen(signal, this.#onAbort);
      this.#signal = signal;
      if (signal.aborted) this.#onAbort();
    }
    if (timeout > 0 && this.why === 0) {
      timeout = longest(timeout);
      this.#at = Date.now() + timeout;
      this.#timer = setTimeout(() => this.#stop(2), timeout);
    }
  }

  /** Milliseconds to the deadline, or Infinity. */
  get remaining() {
    return this.why === 0 ? this.#at - Date.now() : 0;
  }

  /** Begins a request that may take so many milliseconds; returns its signal, for `fetch`. */
  begin(limit) {
    clearTimeout(this.#limit);
    this.late = false;
    this.#controller = typeof AbortController === "undefined" ? undefined : new AbortController();
    // Who is told of events may abort the call there and then.
    if (this.why !== 0) this.#controller?.abort(this.#signal?.reason);
    if (limit < Infinity) this.#limit = setTimeout(() => this.#end((this.late = true)), longest(limit));
    return this.#controller?.signal;
  }

  #stop(why, reason) {
    if (this.why !== 0) return;
    this.why = why;
    this.#end(reason);
  }

  #end(reason) {
    this.#reject?.(reason);
    this.#controller?.abort(reason);
  }

  /** Leaves no timer and no listener behind. */
  close() {
    try {
      clearTimeout(this.#timer);
      clearTimeout(this.#limit);
      if (this.#signal !== undefined) ignore(this.#signal, this.#onAbort);
    } catch {}
  }

  /** Waits for a response, and reads it. `fetched` is what fetch returned: a promise, one of another realm, or none. */
  receive(fetched) {
    return this.#unlessEnded(read(fetched), () => clearTimeout(this.#limit));
  }

  sleep(milliseconds) {
    let timer;
    const end = new Promise((resolve) => (timer = setTimeout(resolve, longest(milliseconds))));
    return this.#unlessEnded(end, () => clearTimeout(timer));
  }

  async #unlessEnded(promise, clear) {
    try {
      return await new Promise((resolve, reject) => {
        this.#reject = reject;
        promise.then(resolve, reject);
        if (this.why !== 0) reject(this.#signal?.reason);
      });
    } finally {
      clear();
    }
  }
}

/**
 * A response's status, its text, the JSON in that, or else why there is none, and its headers. It is taken as it is: mocks
 * have no more than a status and text().
 */
async function read(fetched) {
  const response = await fetched;
  if (typeof response?.text !== "function") return [0, "", undefined, response];
  const text = await response.text();
  const { status, headers } = response;
  try {
    return [status, text, JSON.parse(text), undefined, headers];
  } catch (cause) {
    return [status, text, undefined, cause, headers];
  }
}

/** A header of a response, if there is one, or headers at all. */
export function header(headers, name) {
  try {
    return headers.get(name);
  } catch {}
}

/** The results of a post whose comment was looked up. */
export function found(comment) {
  return [{ comment }];
}

export function requestInit(method, headers, body, signal) {
  // A redirect would take the secret along, to whatever host it names.
  return { method, headers, body, signal, redirect: "manual" };
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
    // Nor is what an asynchronous one rejects with.
    listener(JSON.parse(event))?.then?.(undefined, () => {});
  } catch {}
}

export function globalFetch() {
  try {
    return globalThis.fetch;
  } catch {}
}

export function hasHeaders() {
  return typeof Headers === "function";
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
