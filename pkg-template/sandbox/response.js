// The core's response as the platform's Response, and its body as a stream where it doesn't come at once.

import { CLOSED, terminated } from "./connection.js";
import { hasTurns, turn } from "./turn.js";

/** @import { Connection } from "./connection.js" */
/** @import { Taken } from "./request.js" */

/**
 * What the core answers: see JsStep in sandbox/wasm/src/exchange.rs.
 * @typedef {{ kind: "respond", status: number, statusText: string, headers: [string, string][], body: Uint8Array<ArrayBuffer>, sending: Sending }} Reply
 */

/**
 * How a body comes.
 * @typedef {{ kind: "whole" | "stalled" | "short" | "undecodable" }
 *   | { kind: "drip", milliseconds: number, bytes: number }
 *   | { kind: "padded", padding: number | undefined, tail: string }} Sending
 */

/** @typedef {{ kind: "deliver", id: number, url: string, body: string, signature: string | undefined }} Event */

/** @typedef {Reply | Event | { kind: "sleep", milliseconds: number } | { kind: "end", end: "reset" | "close" | "silence" }} Step */

/** @param {Reply} reply */
export const isRedirect = ({ status }) => [301, 302, 303, 307, 308].includes(status);

/**
 * @param {Reply} reply
 * @param {Taken} request
 * @param {boolean} redirected
 * @param {Connection} connection
 * @returns {Response}
 */
export function responseOf(reply, { method, url }, redirected, connection) {
  const { status, statusText, headers } = reply;
  const isBare = method === "HEAD" || status === 204 || status === 205 || status === 304;
  const source = isBare ? null : reply.sending.kind === "whole" ? reply.body : pieces(reply, connection);
  if (source === null || source === reply.body) connection.close();
  const init = { status, statusText, headers };
  const response = typeof Response === "function" ? platformResponse(source, init, connection) : new PlainResponse(source, init);
  return labelled(/** @type {Response} */ (response), url.href.replace(/#.*$/, ""), redirected);
}

/**
 * A response with what only `fetch` can give one; its clones have it too.
 * @param {Response} response
 * @param {string} url
 * @param {boolean} redirected
 * @returns {Response}
 */
function labelled(response, url, redirected) {
  const clone = response.clone;
  return Object.defineProperties(response, {
    url: { value: url },
    redirected: { value: redirected },
    ...(clone && { clone: { value: () => labelled(clone.call(response), url, redirected) } }),
  });
}

/** @typedef {AsyncGenerator<Uint8Array<ArrayBuffer>, void>} Pieces */

/** @typedef {{ status: number, statusText: string, headers: [string, string][] }} Init */

/**
 * @param {Uint8Array<ArrayBuffer> | Pieces | null} source
 * @param {Init} init
 * @param {Connection} connection
 */
function platformResponse(source, init, connection) {
  if (source === null || ArrayBuffer.isView(source)) return new Response(source, init);
  const stream = new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // The generator may wait, or not have begun.
      cancel: () => connection.close(),
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, init);
}

/** Bytes of padding that come at once. */
const CHUNK = 64 * 1024;

/**
 * A body as it comes.
 * @param {Reply} reply
 * @param {Connection} connection
 * @returns {Pieces}
 */
async function* pieces({ body, sending }, connection) {
  try {
    connection.assertOpen();
    if (sending.kind === "undecodable") throw terminated("incorrect header check", { code: "Z_DATA_ERROR" });
    if (sending.kind === "drip") return yield* dripping(body, sending, connection);
    yield body;
    if (sending.kind === "short") throw terminated("other side closed", CLOSED);
    if (sending.kind === "stalled") await connection.sleep();
    if (sending.kind === "padded") yield* padding(sending, connection);
  } finally {
    connection.close();
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {{ milliseconds: number, bytes: number }} sending
 * @param {Connection} connection
 * @returns {Pieces}
 */
async function* dripping(body, { milliseconds, bytes }, connection) {
  for (let at = 0; at < body.length; at += bytes) {
    if (at > 0) await connection.sleep(milliseconds);
    yield body.subarray(at, at + bytes);
  }
}

/**
 * @param {{ padding: number | undefined, tail: string }} sending
 * @param {Connection} connection
 * @returns {Pieces}
 */
async function* padding({ padding = Infinity, tail }, connection) {
  const chunk = new Uint8Array(CHUNK).fill("x".charCodeAt(0));
  for (let left = padding; left > 0; left -= CHUNK) {
    // Nothing else would run until its reader has enough: no timer, and no abort.
    await (hasTurns ? turn() : connection.sleep(0));
    connection.assertOpen();
    yield chunk.slice(0, Math.min(left, CHUNK));
  }
  yield new TextEncoder().encode(tail);
}

/** A response where the platform has none, as in Jest's jsdom: as much of one as clients read. */
class PlainResponse {
  #source;
  #headers;
  bodyUsed = false;
  body = undefined;
  type = "default";

  /**
   * @param {Uint8Array | Pieces | null} source
   * @param {Init} init
   */
  constructor(source, { status, statusText, headers }) {
    this.#source = source;
    this.#headers = new Map(headers);
    this.status = status;
    this.statusText = statusText;
    this.ok = status >= 200 && status < 300;
    const values = this.#headers;
    this.headers = {
      get: (/** @type {string} */ name) => values.get(String(name).toLowerCase()) ?? null,
      has: (/** @type {string} */ name) => values.has(String(name).toLowerCase()),
      entries: () => values.entries(),
      [Symbol.iterator]: () => values.entries(),
    };
  }

  async #bytes() {
    if (this.bodyUsed) throw new TypeError("the body has been read before");
    this.bodyUsed = true;
    if (this.#source === null) return new Uint8Array();
    if (ArrayBuffer.isView(this.#source)) return this.#source;
    /** @type {number[]} */
    const bytes = [];
    for await (const piece of this.#source) for (const byte of piece) bytes.push(byte);
    return Uint8Array.from(bytes);
  }

  async arrayBuffer() {
    return (await this.#bytes()).slice().buffer;
  }

  async text() {
    return new TextDecoder().decode(await this.#bytes());
  }

  async json() {
    return JSON.parse(await this.text());
  }
}
