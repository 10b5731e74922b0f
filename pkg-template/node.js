// A fetch-style handler for Node.js: http, Express, Vercel and whatever else hands over (req, res).

/** Milliseconds for which a client may go on sending what nobody reads, so that it gets to read the answer. */
const LINGER = 2000;

export function nodeHandler(handler) {
  return async (req, res) => {
    const { status, headers, body } = await respond(handler, req);
    if (!res.headersSent && !res.destroyed) {
      res.statusCode = status;
      headers.forEach((value, name) => res.setHeader(name, name === "set-cookie" ? headers.getSetCookie() : value));
      res.end(body);
    }
    drain(req);
    if (req.complete === false) linger(req);
  };
}

async function respond(handler, req) {
  try {
    const body = bodyOf(req);
    return await read(body === undefined ? problem(fix(req)) : await handler(requestOf(req, body)));
  } catch (error) {
    console.error(error);
    return read(problem("the handler failed"));
  }
}

async function read(response) {
  return { status: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
}

const problem = (message) => Response.json({ ok: false, code: "internal", message }, { status: 500 });

/** The raw body: bytes or text that somebody kept, or else the stream, if nobody has read it. */
function bodyOf(req) {
  if (isRaw(req.rawBody)) return bytes(req.rawBody);
  if (!req.readableDidRead && !req.readableEnded) return streamOf(req);
  if (isRaw(req.body)) return bytes(req.body);
}

const isRaw = (body) => typeof body === "string" || ArrayBuffer.isView(body);

/** Never as text: a Request would say of itself that it is `text/plain`. */
const bytes = (body) => (typeof body === "string" ? Buffer.from(body) : body);

/** What to do where a framework has parsed the body before. */
function fix(req) {
  const how =
    typeof req.app === "function"
      ? 'give this route express.raw({ type: "application/json" }), or mount it before express.json()'
      : "query" in req && "cookies" in req
        ? "export const config = { api: { bodyParser: false } } beside the handler"
        : "mount the handler before what parses bodies, or let that keep the raw bytes in req.rawBody";
  return `the body was parsed before, and its raw bytes are needed: ${how}`;
}

function requestOf(req, body) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    // HTTP/2 has ":path" and the like among them.
    if (!name.startsWith(":")) for (const one of [value].flat()) headers.append(name, one);
  }
  const { method } = req;
  const bare = method === "GET" || method === "HEAD";
  // Express cuts the path where it is mounted. The host is whatever the client says, and nothing to rely on.
  const target = req.originalUrl ?? req.url;
  // Not as a relative address: "//a" would be a host.
  const url = target.startsWith("/") ? new URL(`http://localhost${target}`) : new URL(target, "http://localhost");
  // A Request can't have these methods, but the answer to them is the handler's.
  const strange = /^(connect|trace|track)$/i.test(method);
  const init = bare || strange ? {} : { body, duplex: "half" };
  const request = new Request(url, { method: strange ? "GET" : method, headers, ...init });
  return strange ? Object.defineProperty(request, "method", { value: method }) : request;
}

/** The body as it comes, no faster than it is read; not by Readable.toWeb, which would end the connection with the stream. */
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

/** Throws away what nobody reads: otherwise it is in the way of the next request of this connection. */
function drain(req) {
  req.removeAllListeners?.("data").resume?.();
}

function linger(req) {
  const timer = setTimeout(() => req.destroy(), LINGER);
  req.once("close", () => clearTimeout(timer));
}
