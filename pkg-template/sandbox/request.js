// What `fetch` is called with, read without the platform's Request: jsdom has none, and undici refuses that of another copy.

/**
 * @typedef {object} Taken a request
 * @property {string} method
 * @property {URL} url
 * @property {string[]} headers names in lower case and values in turns
 * @property {Uint8Array} body
 * @property {AbortSignal | undefined} signal
 * @property {RequestRedirect} redirect
 * @property {boolean} [once] whether the body is a stream, which can't be sent again
 */

/**
 * @typedef {{ body: Uint8Array, headers: string[], once?: boolean }} Sent what a body makes of a request
 */

/**
 * A request, whose body is read later.
 * @param {any} input a URL, or a Request of any realm
 * @param {RequestInit} [init]
 * @returns {Omit<Taken, "body"> & { body: () => Promise<Sent> }}
 */
export function taken(input, init) {
  const given = typeof input === "object" && input !== null && "url" in input ? input : { url: input };
  const method = methodOf(String(init?.method ?? given.method ?? "GET"));
  const url = urlOf(given.url);
  const headers = pairsOf(init?.headers ?? given.headers);
  const bare = method === "GET" || method === "HEAD";
  if (bare && init?.body != null) throw new TypeError("a request with the method GET or HEAD can't have a body");
  // `null` takes the signal of a Request away.
  const signal = (init?.signal === undefined ? given.signal : init.signal) ?? undefined;
  const redirect = init?.redirect ?? given.redirect ?? "follow";
  if (!["follow", "manual", "error"].includes(redirect)) throw new TypeError(`unknown redirect mode ${redirect}`);
  const body = async () => {
    if (init?.body != null) return sent(init.body, headers);
    const bytes = !bare && typeof given.arrayBuffer === "function" ? await given.arrayBuffer() : 0;
    return { body: new Uint8Array(bytes), headers };
  };
  return { method, url, headers, body, signal, redirect };
}

/**
 * @param {any} given a body
 * @param {string[]} headers
 * @returns {Promise<Sent>}
 */
async function sent(given, headers) {
  const { bytes, type } = await read(given);
  const has = headers.some((name, at) => at % 2 === 0 && name === "content-type");
  return { body: bytes, headers: type && !has ? [...headers, "content-type", type] : headers, once: isStream(given) };
}

/**
 * The request that follows a redirect.
 * @param {Taken} request
 * @param {import("./response.js").Reply} reply
 * @returns {Taken}
 */
export function followed({ method, url, headers, body, ...others }, { status, headers: answered }) {
  const location = answered.find(([name]) => name === "location")?.[1] ?? "";
  const next = new URL(location, url);
  const isGet = (status === 303 && method !== "HEAD") || ((status === 301 || status === 302) && method === "POST");
  const dropped = [...(isGet ? BODY_HEADERS : []), ...(next.origin === url.origin ? [] : PRIVATE_HEADERS)];
  const kept = headers.filter((_, at) => !dropped.includes(headers[at - (at % 2)]));
  return { ...others, url: next, headers: kept, method: isGet ? "GET" : method, body: isGet ? new Uint8Array() : body };
}

/** What is left out with the body. */
const BODY_HEADERS = ["content-type", "content-length", "content-encoding", "content-language", "content-location"];

/** What another origin doesn't get. */
const PRIVATE_HEADERS = ["authorization", "proxy-authorization", "cookie"];

/** @param {any} body */
const isStream = (body) => typeof body.getReader === "function" || typeof body[Symbol.asyncIterator] === "function";

/** @param {string} method */
function methodOf(method) {
  if (/^(connect|trace|track)$/i.test(method)) throw new TypeError(`fetch doesn't send the method ${method}`);
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

/** @param {unknown} given */
function urlOf(given) {
  const url = new URL(String(given), globalThis.location?.href);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`a sandbox answers http and https, not ${url.protocol}`);
  if (url.username || url.password) throw new TypeError("the URL of a request can't have a user name or a password");
  return url;
}

/**
 * @param {any} headers in any form that `fetch` takes
 * @returns {string[]}
 */
function pairsOf(headers) {
  if (headers == null) return [];
  const pairs = typeof headers[Symbol.iterator] === "function" ? headers : Object.entries(headers);
  /** As `fetch` sends them: each name once. @type {Map<string, string>} */
  const values = new Map();
  for (const [given, value] of pairs) {
    const name = String(given).toLowerCase();
    const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
    if (/[^\0-\xff]/.test(text)) throw new TypeError(`the header ${name} has a character above U+00FF`);
    const before = values.get(name);
    values.set(name, before === undefined ? text : `${before}${name === "cookie" ? "; " : ", "}${text}`);
  }
  return [...values].flat();
}

/**
 * The bytes of a body, and the content type that it brings.
 * @param {any} body
 * @returns {Promise<{ bytes: Uint8Array, type?: string | null }>}
 */
async function read(body) {
  if (typeof body === "string") return { bytes: new TextEncoder().encode(body), type: "text/plain;charset=UTF-8" };
  if (ArrayBuffer.isView(body)) return { bytes: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) };
  const kind = Object.prototype.toString.call(body).slice(8, -1);
  if (kind === "ArrayBuffer") return { bytes: new Uint8Array(body) };
  if (kind === "URLSearchParams") {
    return { bytes: new TextEncoder().encode(String(body)), type: "application/x-www-form-urlencoded;charset=UTF-8" };
  }
  // A Blob, FormData or a stream: the platform knows.
  const response = new Response(body);
  return { type: response.headers.get("content-type"), bytes: new Uint8Array(await response.arrayBuffer()) };
}
