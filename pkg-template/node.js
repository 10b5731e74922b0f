// A fetch-style handler for Node.js: http, Express, Vercel and whatever else hands over (req, res).

/** Milliseconds for which a client may go on sending what nobody reads, so that it gets to read the answer. */
const LINGER = 2000;

export function nodeHandler(handler) {
  return async (req, res) => {
    const response = await respond(handler, req);
    const body = new Uint8Array(await response.arrayBuffer());
    if (res.headersSent || res.destroyed) return;
    res.statusCode = response.status;
    response.headers.forEach((value, name) => res.setHeader(name, value));
    res.end(body);
    if (!req.complete) linger(req);
  };
}

async function respond(handler, req) {
  try {
    const body = bodyOf(req);
    return body === undefined ? problem(fix(req)) : await handler(requestOf(req, body));
  } catch (error) {
    console.error(error);
    return problem("the handler failed");
  }
}

const problem = (message) => Response.json({ ok: false, code: "internal", message }, { status: 500 });

/** The raw body: bytes or text that somebody kept, or else the stream, if nobody has read it. */
function bodyOf(req) {
  if (isRaw(req.rawBody)) return req.rawBody;
  if (!req.readableDidRead && !req.readableEnded) return streamOf(req);
  if (isRaw(req.body)) return req.body;
}

const isRaw = (body) => typeof body === "string" || ArrayBuffer.isView(body);

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
  const url = new URL(req.originalUrl ?? req.url, "http://localhost");
  return new Request(url, { method, headers, ...(!bare && { body, duplex: "half" }) });
}

/** The body as it comes, no faster than it is read; not by Readable.toWeb, which would end the connection with the stream. */
function streamOf(req) {
  return new ReadableStream({
    start(controller) {
      req.pause();
      req.on("data", (chunk) => {
        controller.enqueue(chunk);
        req.pause();
      });
      req.on("end", () => controller.close());
      req.on("error", (error) => controller.error(error));
      req.on("close", () => controller.error(new Error("the connection was lost")));
    },
    pull() {
      req.resume();
    },
    cancel() {
      req.removeAllListeners("data").resume();
    },
  });
}

function linger(req) {
  req.resume();
  const timer = setTimeout(() => req.destroy(), LINGER);
  req.once("close", () => clearTimeout(timer));
}
