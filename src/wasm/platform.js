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

/** The calls that are under way. */
const open = new Set();

/** Ends all calls: the module has trapped, and none of them can go on. */
export function endAll() {
  open.forEach((deadline) => deadline.end());
}

/**
 * The end of a call that comes from outside: the caller's signal, or the deadline; that of each request, whose time may be
 * less; and what has to know of them. Nothing of it throws, since the module can't catch that.
 */
export class Deadline {
  #timer;
  /** That of the present request or sleep. */
  #stepTimer;
  #signal;
  #controller;
  #reject;
  #at = Infinity;
  #onAbort = () => this.#stop(1, this.#signal.reason);

  /** Why the call has to end: 0 it hasn't, 1 the signal, 2 the deadline, 3 the signal is none. */
  why = 0;
  /** The signal's reason, or what was thrown instead. */
  reason;
  /** Whether the last request took longer than it may. */
  late = false;

  /** `signal` may be of another realm, or undefined. */
  constructor(signal, timeout) {
    try {
      if (signal !== undefined) {
        if (typeof signal.removeEventListener !== "function") throw new TypeError("no AbortSignal");
        listen(signal, this.#onAbort);
        this.#signal = signal;
        if (signal.aborted) this.#onAbort();
      }
    } catch (thrown) {
      this.#stop(3, thrown);
    }
    if (timeout > 0 && this.why === 0) {
      timeout = longest(timeout);
      this.#at = Date.now() + timeout;
      this.#timer = setTimeout(() => this.#stop(2), timeout);
    }
    open.add(this);
  }

  /** Milliseconds to the deadline, or Infinity. */
  get remaining() {
    return this.why === 0 ? this.#at - Date.now() : 0;
  }

  #stop(why, reason) {
    if (this.why !== 0) return;
    this.why = why;
    this.reason = reason;
    this.#end(reason);
  }

  #end(reason) {
    this.#reject?.(reason);
    this.#controller?.abort(reason);
  }

  end() {
    this.#stop(2);
    this.close();
  }

  /** Leaves no timer and no listener behind. */
  close() {
    open.delete(this);
    try {
      clearTimeout(this.#timer);
      clearTimeout(this.#stepTimer);
      if (this.#signal !== undefined) ignore(this.#signal, this.#onAbort);
    } catch {}
  }

  /**
   * Sends a request that may take so many milliseconds, waits for the response and reads it: see `read`. `request` is its
   * URL, method and headers as JSON. Resolves with nothing where there is no `fetch`; and where that throws, only with what it
   * threw.
   */
  send(fetch, request, body, limit) {
    this.late = false;
    return this.#step((resolve, reject) => {
      this.#controller = typeof AbortController === "undefined" ? undefined : new AbortController();
      // Who is told of events may abort the call there and then.
      if (this.why !== 0) this.#controller?.abort(this.reason);
      const { url, method, headers } = JSON.parse(request);
      const init = { method, headers, body, signal: this.#controller?.signal, redirect: "manual" };
      if (typeof Headers === "function") init.headers = new Headers(headers);
      let fetched;
      try {
        fetch ??= globalThis.fetch;
      } catch {}
      // Unless the call has ended meanwhile: that comes first.
      const fail = (reason) => (this.remaining > 0 ? resolve(reason) : this.#stop(2));
      if (typeof fetch !== "function") return fail([]);
      try {
        // (url, init), never a Request: undici refuses one of another copy of itself. A redirect would take the secret
        // along, to whatever host it names.
        fetched = fetch(url, init);
      } catch (thrown) {
        return fail([thrown]);
      }
      if (limit < Infinity) this.#stepTimer = setTimeout(() => this.#end((this.late = true)), longest(limit));
      read(fetched).then(resolve, reject);
    });
  }

  sleep(milliseconds) {
    return this.#step((resolve) => {
      this.#stepTimer = setTimeout(resolve, longest(milliseconds));
    });
  }

  /** A promise that is rejected where the call ends before. Nothing is thrown by this: what `begin` throws rejects, too. */
  #step(begin) {
    return new Promise((resolve, reject) => {
      clearTimeout(this.#stepTimer);
      this.#reject = reject;
      begin(resolve, reject);
      if (this.why !== 0) reject(this.reason);
    });
  }
}

/**
 * What a response comes to: its status, what was thrown when its text was read as JSON, the text, the JSON, and its headers; of
 * what is no response 0 and itself. `fetched` is a promise, one of another realm, or none; mocks have no more than a status and
 * text().
 */
async function read(fetched) {
  const response = await fetched;
  if (typeof response?.text !== "function") return [0, response];
  const text = await response.text();
  const { status, headers } = response;
  try {
    return [status, undefined, text, JSON.parse(text), headers];
  } catch (cause) {
    return [status, cause, text, undefined, headers];
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
