// Records the calls of a client: their requests, the waits between them, and how they ended. The inspector shows them.
import { messageOf } from "./error.js";

/** The header that names the call of a request. It is removed before the request is sent. */
const TAG = "X-Recorded-Call";

/** The calls that are kept. */
const KEPT = 200;

/** The characters of a body that are kept. */
const SHOWN = 64 * 1024;

const MASK = "••••••";
const SECRET = /password|token|secret|rtkey/i;
const SECRET_FIELD = /("[\w-]*(?:password|token|secret|rtkey)[\w-]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
const SECRET_IN_CODE = /(\b\w*(?:password|token|secret)\w*:\s*)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/gi;

/**
 * `clientOptions` belong to the client, and every call goes through `call(code, method, run)`. `run` is given call options whose
 * header relates requests to the call, however many run at once: `(options) => client.loadComments(params, options)`. Without
 * them, the order of events and the bytes of the requests decide.
 *
 * `entries` holds the calls, oldest first.
 */
export function createRecorder({ fetch, now = () => performance.now() }) {
  const entries = [];
  const listeners = new Set();
  const running = new Map();
  /** The bytes of each attempt's request: a retry has the same. Kept apart, since they may hold secrets. */
  const bytes = new WeakMap();
  /** First requests that the client has announced, in the order in which it sends them. */
  const announced = [];
  /** How many requests each endpoint has got. */
  const sent = new Map();
  let lastId = 0;
  /** The call whose `run` is on the stack. */
  let calling;
  /** Whether the next request is announced outside of `run`: a retry, or a look-up. */
  let isRepeat = false;
  /** The request whose response the client reads: it asks for a header, and emits its events before anything else runs. */
  let reading;

  const changed = (entry) => {
    for (const listener of listeners) listener(entry);
  };

  function open(details) {
    const id = ++lastId;
    const entry = { id, at: Date.now(), began: now(), state: "running", attempts: [], lookups: [], ignored: [], ...details };
    entries.push(entry);
    if (entries.length > KEPT) entries.shift();
    return entry;
  }

  function call(code, method, run) {
    const entry = open({ code: code.replace(SECRET_IN_CODE, `$1"${MASK}"`), method, endpoint: snakeCase(method) });
    running.set(String(entry.id), entry);
    changed(entry);
    const outer = calling;
    calling = entry;
    let promise;
    try {
      promise = Promise.resolve(run({ headers: { [TAG]: String(entry.id) } }));
    } catch (error) {
      promise = Promise.reject(error);
    } finally {
      calling = outer;
    }
    promise.then(
      (results) => end(entry, "done", { results: masked(results), isFound: entry.attempts.at(-1)?.isLookup === true }),
      (error) => end(entry, "failed", { error: described(error) }),
    );
    return promise;
  }

  function end(entry, state, details) {
    running.delete(String(entry.id));
    for (let at = announced.length - 1; at >= 0; at--) if (announced[at].entry === entry) announced.splice(at, 1);
    // A request that the client gave up may never settle.
    for (const attempt of entry.attempts) if (attempt.duration === undefined) ended(entry, attempt, { error: "no response" });
    const own = entry.attempts.findLast(({ isLookup }) => !isLookup);
    Object.assign(entry, { state, duration: now() - entry.began, status: own?.status, body: own?.body, ...details });
    changed(entry);
  }

  function ended(entry, attempt, details) {
    Object.assign(attempt, { duration: now() - entry.began - attempt.at, ...details });
    if (attempt.row) {
      const { status, body, error } = attempt;
      const problem = error && { message: error };
      Object.assign(attempt.row, { state: error ? "failed" : "done", duration: attempt.duration, status, body, error: problem });
    }
    changed(attempt.row ?? entry);
  }

  /** The call of a request. */
  function owner(tag, request) {
    const repeats = isRepeat;
    isRepeat = false;
    const at = announced.findIndex(({ entry, path }) => (tag ? String(entry.id) === tag : path === request.path));
    const first = at >= 0 && (tag || !repeats) ? announced.splice(at, 1)[0].entry : undefined;
    if (tag) return running.get(tag);
    const calls = [...running.values()];
    const pauses = ({ attempts }) => attempts.length > 0 && attempts.at(-1).duration !== undefined;
    return (
      first ??
      calls.find((entry) => pauses(entry) && entry.attempts.some((attempt) => bytes.get(attempt) === request.key)) ??
      calls.find((entry) => pauses(entry) && isLookupOf(entry, request))
    );
  }

  function begin(url, init) {
    const headers = new Headers(init?.headers);
    const tag = headers.get(TAG);
    headers.delete(TAG);
    const request = read(url, init);
    const { method, path, key, endpoint, params } = request;
    sent.set(endpoint, (sent.get(endpoint) ?? 0) + 1);
    const entry = owner(tag, request) ?? open({ code: "", method: "", isAlone: true, endpoint });
    const isLookup = isLookupOf(entry, request);
    const last = entry.attempts.at(-1);
    const at = now() - entry.began;
    const wait = last ? Math.max(0, at - last.at - (last.duration ?? 0)) : 0;
    const attempt = { endpoint, method, path, isLookup, at, wait };
    bytes.set(attempt, key);
    entry.attempts.push(attempt);
    if (isLookup) {
      const details = { code: "", method: "", endpoint, confirms: entry.id, httpMethod: method, path, params };
      attempt.row = open({ ...details, attempts: [{ ...attempt, at: 0, wait: 0, isLookup: false }] });
      entry.lookups.push(attempt.row.id);
    } else {
      Object.assign(entry, { endpoint, httpMethod: method, path, params });
    }
    changed(entry);
    return { entry, attempt, init: { ...init, headers } };
  }

  async function recordedFetch(url, given) {
    const { entry, attempt, init } = begin(url, given);
    const finish = (details) => {
      ended(entry, attempt, details);
      if (attempt.row) Object.assign(attempt.row.attempts[0], { ...details, status: attempt.status, duration: attempt.duration });
      if (entry.isAlone) end(entry, attempt.error || attempt.status >= 400 ? "failed" : "done", {});
    };
    let response;
    try {
      const delay = recorder.delay(attempt.endpoint);
      if (delay > 0) await sleep(delay, init.signal);
      response = await fetch(url, init);
    } catch (error) {
      finish({ error: messageOf(error) });
      throw error;
    }
    const headers = response?.headers;
    attempt.status = response?.status;
    attempt.retryAfter = headers?.get("retry-after") ?? undefined;
    if (typeof response?.text !== "function") {
      finish({});
      return response;
    }
    return {
      status: response.status,
      headers: {
        get(name) {
          reading = { entry, attempt };
          return headers?.get(name) ?? null;
        },
      },
      async text() {
        try {
          const text = await response.text();
          finish({ body: text.slice(0, SHOWN).replace(SECRET_FIELD, `$1"${MASK}"`), bytes: new Blob([text]).size });
          return text;
        } catch (error) {
          finish({ error: messageOf(error) });
          throw error;
        }
      },
    };
  }

  /** @param {import("qiscus-wasm").ClientEvent} event */
  function onEvent({ type, path, endpoint, issues = [] }) {
    if (type === "request") {
      if (calling) announced.push({ entry: calling, path });
      else isRepeat = true;
    } else if (type === "ignored" && reading?.attempt.endpoint === endpoint) {
      const entry = reading.attempt.row ?? reading.entry;
      entry.ignored.push(...issues);
      changed(entry);
    }
  }

  const recorder = {
    clientOptions: { fetch: recordedFetch, onEvent },
    call,
    entries,
    sent,
    /** Milliseconds by which a request to an endpoint is held back. */
    delay: (_endpoint) => 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      entries.length = 0;
      changed();
    },
  };
  return recorder;
}

/** Waits, and rejects as `fetch` does where the signal ends it. */
function sleep(milliseconds, signal) {
  return new Promise((/** @type {(value?: undefined) => void} */ resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}

const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What a request asks for. Its parameters are in the query or the body. */
function read(url, init) {
  const { pathname: path, search } = new URL(url, "http://localhost");
  const method = init?.method ?? "GET";
  const form = typeof init?.body === "string" ? init.body : search.slice(1);
  const params = [...new URLSearchParams(form)].map(([name, value]) => [name, SECRET.test(name) ? MASK : value]);
  const endpoint = path.split("/").findLast((part) => part !== "") ?? path;
  return { method, path, endpoint, params, key: `${method} ${path} ${form}` };
}

/** Whether a call that posts a comment looks for it with this request. */
function isLookupOf(entry, { endpoint, params }) {
  if (entry.endpoint !== "post_comment" || endpoint !== "load_comments") return false;
  const room = (pairs) => pairs?.find(([name]) => name === "room_id")?.[1];
  return room(entry.params) === room(params);
}

/** A copy without secrets. */
function masked(results) {
  const text = JSON.stringify(results, (name, value) => (SECRET.test(name) && typeof value === "string" ? MASK : value));
  return text === undefined ? undefined : JSON.parse(text);
}

function described(error) {
  const { code, outcome, message, status, retryAfter, issues, uniqueTempId } = Object(error);
  return { code, outcome, message: message ?? String(error), status, retryAfter, issues, uniqueTempId };
}
