// A fetch-style handler for Node.js: http, Express, Vercel and whatever else hands over (req, res).

import { answering, requestOf } from "./adapter.js";

/** Milliseconds for which a client may go on sending what nobody reads, so that it gets to read the answer. */
const LINGER = 2000;

/**
 * The requests of Node.js, with what frameworks add to them. The public typings ask for less, so that others match too.
 * @typedef {import("node:http").IncomingMessage & {
 *   method: string,
 *   url: string,
 *   originalUrl?: string,
 *   rawBody?: unknown,
 *   body?: unknown,
 *   app?: unknown,
 * }} Incoming
 */

/** @typedef {import("node:http").ServerResponse} Outgoing */

/** @typedef {ReturnType<typeof import("./node.d.ts").nodeHandler>} Listener */

/** @type {typeof import("./node.d.ts").nodeHandler} */
export function nodeHandler(handler) {
  const answer = answering(handler, (/** @type {Incoming} */ req) => {
    const body = bodyOf(req);
    // Express cuts the path where it is mounted. The host is whatever the client says, and nothing to rely on.
    return body === undefined ? fix(req) : requestOf(req.method, req.originalUrl ?? req.url, req.headers, body);
  });
  return /** @type {Listener} */ (async (/** @type {Incoming} */ req, /** @type {Outgoing} */ res) => {
    const { status, headers, body } = await answer(req);
    if (!res.headersSent && !res.destroyed) {
      res.statusCode = status;
      headers.forEach((value, name) => res.setHeader(name, name === "set-cookie" ? headers.getSetCookie() : value));
      res.end(body);
    }
    drain(req);
    if (req.complete === false && !req.destroyed) linger(req);
  });
}

/**
 * The raw body: bytes or text that somebody kept, or else the stream, if nobody has read it.
 * @param {Incoming} req
 */
function bodyOf(req) {
  if (isRaw(req.rawBody)) return bytes(req.rawBody);
  if (!req.readableDidRead && !req.readableEnded) return streamOf(req);
  if (isRaw(req.body)) return bytes(req.body);
}

/**
 * @param {unknown} body
 * @returns {body is string | ArrayBufferView<ArrayBuffer>}
 */
const isRaw = (body) => typeof body === "string" || ArrayBuffer.isView(body);

/**
 * Never as text: a Request would say of itself that it is `text/plain`.
 * @param {string | ArrayBufferView<ArrayBuffer>} body
 */
const bytes = (body) => (typeof body === "string" ? Buffer.from(body) : body);

/**
 * What to do where a framework has parsed the body before.
 * @param {Incoming} req
 */
function fix(req) {
  const [type, parser] = /urlencoded/.test(/** @type {string} */ (req.headers["content-type"]))
    ? ["application/x-www-form-urlencoded", "urlencoded"]
    : ["application/json", "json"];
  const how =
    typeof req.app === "function"
      ? `give this route express.raw({ type: "${type}" }), or mount it before express.${parser}()`
      : "query" in req && "cookies" in req
        ? "export const config = { api: { bodyParser: false } } beside the handler"
        : "mount the handler before what parses bodies, or let that keep the raw bytes in req.rawBody";
  return `the body was parsed before, and its raw bytes are needed: ${how}`;
}

/**
 * The body as it comes, no faster than it is read; not by Readable.toWeb, which would end the connection with the stream.
 * @param {Incoming} req
 */
function streamOf(req) {
  let cancelled = false;
  return new ReadableStream({
    start(controller) {
      const lost = () => controller.error(new Error("the connection was lost"));
      if (req.destroyed) return lost();
      req.pause();
      req.on("data", (chunk) => {
        controller.enqueue(chunk);
        req.pause();
      });
      // Closing what was cancelled throws, and here that would end the process.
      req.on("end", () => cancelled || controller.close());
      req.on("error", (error) => controller.error(error));
      req.on("close", lost);
    },
    pull() {
      req.resume();
    },
    cancel() {
      cancelled = true;
      drain(req);
    },
  });
}

/**
 * Throws away what nobody reads: otherwise it is in the way of the next request of this connection.
 * @param {Incoming} req
 */
function drain(req) {
  req.removeAllListeners?.("data").resume?.();
}

/** @param {Incoming} req */
function linger(req) {
  const timer = setTimeout(() => req.destroy(), LINGER);
  timer.unref?.();
  req.once("close", () => clearTimeout(timer));
}
