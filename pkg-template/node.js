// A fetch-style handler for Node.js: http, and the frameworks of frameworks.js.

import { answering, requestOf } from "./adapter.js";
import { bodyOf, drain } from "./body.js";
import { callOf } from "./frameworks.js";

/** Milliseconds for which a client may go on sending what nobody reads, so that it gets to read the answer. */
const LINGER = 2000;

/** @typedef {import("./frameworks.js").Call} Call */

/** @typedef {ReturnType<typeof import("./node.d.ts").nodeHandler>} Listener */

/** @type {typeof import("./node.d.ts").nodeHandler} */
export function nodeHandler(handler) {
  const answer = answering(handler, (/** @type {Call} */ call) => {
    const { req, kept } = call;
    // Express cuts the path where it is mounted. The host is whatever the client says, and nothing to rely on.
    return requestOf(req.method, kept.originalUrl ?? req.originalUrl ?? req.url, req.headers, bodyOf(call));
  });
  return /** @type {Listener} */ (
    async (/** @type {unknown} */ request, /** @type {unknown} */ response) => {
      const call = callOf(request, response);
      const { req, send } = call;
      // Fastify and hapi wait for what is returned.
      const sent = send(await answer(call));
      drain(req);
      if (req.complete === false && !req.destroyed) linger(req);
      return sent;
    }
  );
}

/** @param {Call["req"]} req */
function linger(req) {
  const timer = setTimeout(() => req.destroy(), LINGER);
  timer.unref?.();
  req.once("close", () => clearTimeout(timer));
}
