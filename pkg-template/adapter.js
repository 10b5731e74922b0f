// What the handlers for Node.js and for AWS Lambda have in common: a Request made of what the platform has, and an answer
// in any case.

/** @typedef {(request: Request) => Response | PromiseLike<Response>} Handler */

/**
 * A response that was read: each cookie by itself, since no header may have them all.
 * @typedef {{ status: number, headers: Record<string, string>, cookies: string[], body: Buffer }} Answer
 */

/**
 * @template A
 * @param {Handler} handler
 * @param {(given: A) => Request} toRequest
 */
export function answering(handler, toRequest) {
  if (typeof handler !== "function") throw new TypeError("expected a handler, such as that of webhookHandler");
  return async (/** @type {A} */ given) => {
    try {
      return await read(await handler(toRequest(given)));
    } catch (error) {
      console.error(error);
      return read(Response.json({ ok: false, code: "internal", message: "the handler failed" }, { status: 500 }));
    }
  };
}

/**
 * @param {Response} response
 * @returns {Promise<Answer>}
 */
async function read(response) {
  const { status, headers } = response;
  // Response.error() has 0.
  if (status < 200) throw new TypeError(`the handler answered with the status ${status}`);
  const { "set-cookie": _, ...others } = Object.fromEntries(headers);
  return { status, headers: others, cookies: headers.getSetCookie(), body: Buffer.from(await response.arrayBuffer()) };
}

/**
 * A Request.
 * @param {string} method
 * @param {string} target its path, or an address
 * @param {Readonly<Record<string, string | readonly string[] | undefined>>} headers a value or several for each name
 * @param {BodyInit} body
 */
export function requestOf(method, target, headers, body) {
  const own = new Headers();
  for (const [name, values] of Object.entries(headers)) {
    for (const value of [values].flat()) {
      try {
        if (value != null) own.append(name, value);
      } catch {
        // HTTP/2 has ":path" among them, and gateways add the names of cities: no header of a Request, and none of ours.
      }
    }
  }
  // Not as a relative address: "//a" would be a host. What is no address at all is the sender's mistake, and no matter.
  const address = target.startsWith("/") ? `http://localhost${target}` : target;
  const url = new URL(URL.canParse(address) ? address : "http://localhost");
  url.username = url.password = "";
  // A Request can't have these methods, but the answer to them is the handler's.
  const strange = /^(connect|trace|track)$/i.test(method);
  const bare = strange || method === "GET" || method === "HEAD";
  const init = { method: strange ? "GET" : method, headers: own, ...(!bare && { body, duplex: "half" }) };
  const request = new Request(url, init);
  return strange ? Object.defineProperty(request, "method", { value: method }) : request;
}
