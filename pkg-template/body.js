// The raw body of a request of Node.js, wherever a framework has left it.

import { announced, bytesOf, change, failing, isRaw, mistake } from "./raw.js";

/** Where frameworks keep a raw body; the symbols are those of h3's readRawBody, and of koa-body in an object that it parsed. */
const NAMES = ["rawBody", "body", Symbol.for("h3RawBody")];
const UNPARSED = Symbol.for("unparsedBody");

/** @typedef {import("./frameworks.js").Call} Call */

/** @typedef {Call["req"]} Incoming */

/**
 * The raw body: the stream if it is unread, otherwise the bytes that a framework kept, if they can be complete. The announced
 * length decides: kept bytes may be empty although the body isn't, and decoded text may have lost some.
 * @param {Call} call
 */
export function bodyOf({ req, kept, fix }) {
  const length = announced(req.headers);
  // Decoding as ASCII loses a bit of each byte, and no length shows it.
  const isLossy = req.readableEncoding === "ascii";
  // Where somebody waits for "readable", nothing flows until that one reads.
  const isStream = req.readable && !isLossy && !req.listenerCount?.("readable");
  if (isStream && !req.readableDidRead) return streamOf(req, length, fix);

  const values = [...keptBy(kept), ...keptBy(req)].filter((value) => !(isLossy && typeof value === "string"));
  const raw = values.filter(isRaw).map((value) => bytesOf(value, req.readableEncoding ?? undefined));
  // A host's text may have a character for each byte.
  const wide = values.filter((value) => typeof value === "string" && /^[\0-\xff]*$/.test(value));
  raw.push(...wide.map((value) => bytesOf(value, "latin1")));
  // Without a length, what is there while others still read may be a part.
  const isWhole = (/** @type {number} */ size) => (length === undefined ? size > 0 && !req.readable : size === length);
  const found = raw.find(({ byteLength }) => isWhole(byteLength));
  if (found) return found;
  if (length === 0) return new Uint8Array();
  if (req.destroyed && !req.readableDidRead && !req.readableEnded) return streamOf(req, length, fix);
  const later = values.find((value) =>
    [value, value?.then, value?.[Symbol.asyncIterator]].some((it) => typeof it === "function"),
  );
  if (later) return piecesOf(later, length, isWhole, fix);
  // Somebody may have looked at its beginning, and put that back.
  if (isStream && length !== undefined) return streamOf(req, length, fix);
  // In HTTP/1.1 a body is announced; elsewhere nothing says that there was none.
  const isAnnounced = "content-length" in req.headers || "transfer-encoding" in req.headers || req.httpVersionMajor !== 1;
  if (raw.length > 0 && !isAnnounced) return new Uint8Array();
  const size = raw.find(({ byteLength }) => byteLength > 0)?.byteLength;
  return failing(mistake(isLossy ? "the body was decoded as ASCII before" : change(length, size), fix));
}

/**
 * @param {any} holder
 * @returns {Generator<any>}
 */
function* keptBy(holder) {
  for (const name of NAMES) {
    try {
      const value = holder[name];
      yield typeof value === "function" ? value.bind(holder) : value;
      yield value?.[UNPARSED];
    } catch {
      // Vercel's `body` is a getter that parses, and throws.
    }
  }
}

/**
 * The body as it comes, no faster than it is read; not by Readable.toWeb, which would end the connection with the stream.
 * @param {Incoming} req
 * @param {number | undefined} length
 * @param {string} fix
 */
function streamOf(req, length, fix) {
  let cancelled = false;
  let size = 0;
  return new ReadableStream({
    start(controller) {
      const lost = () => controller.error(new Error("the connection was lost"));
      if (req.destroyed) return lost();
      req.pause();
      req.on("data", (chunk) => {
        const bytes = isRaw(chunk) ? bytesOf(chunk, req.readableEncoding ?? undefined) : chunk;
        size += bytes?.byteLength;
        controller.enqueue(bytes);
        req.pause();
      });
      req.on("end", () => {
        // Closing what was cancelled throws, and here that would end the process.
        if (cancelled) return;
        if (length === undefined || size === length) controller.close();
        else controller.error(mistake(change(length, size), fix));
      });
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
 * What a host has as a promise, a function or a stream of its own.
 * @param {any} kept
 * @param {number | undefined} length
 * @param {(size: number) => boolean} isWhole
 * @param {string} fix
 */
function piecesOf(kept, length, isWhole, fix) {
  const pieces = (async function* () {
    let size = 0;
    try {
      const value = await (typeof kept === "function" ? kept() : kept);
      for await (const piece of isRaw(value) ? [value] : value) {
        const bytes = isRaw(piece) ? bytesOf(piece) : piece;
        size += bytes?.byteLength;
        yield bytes;
      }
    } catch (error) {
      throw mistake("the body could not be read", fix, error);
    }
    if (!isWhole(size)) throw mistake(change(length, size), fix);
  })();
  const pull = async (/** @type {ReadableStreamDefaultController} */ controller) => {
    const { done, value } = await pieces.next();
    if (done) controller.close();
    else controller.enqueue(value);
  };
  return new ReadableStream({ pull, cancel: () => void pieces.return() }, { highWaterMark: 0 });
}

/**
 * Throws away what nobody reads: otherwise it is in the way of the next request of this connection.
 * @param {Incoming} req
 */
export function drain(req) {
  req.removeAllListeners?.("data").resume?.();
}
