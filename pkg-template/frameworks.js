// What nodeHandler knows of frameworks: how they call it, what they keep of a body, how they are answered, and what to do
// where the raw bytes are gone. The first that matches counts.

/** @typedef {import("./adapter.js").Answer} Answer */

/**
 * The requests of Node.js, with what frameworks add to them. The public typings ask for less, so that others match too.
 * @typedef {import("node:http").IncomingMessage & { method: string, url: string, originalUrl?: string }} Incoming
 */

/**
 * @typedef {object} Call
 * @property {Incoming} req
 * @property {Partial<Incoming>} kept what may have the raw body: the framework's own request
 * @property {(answer: Answer) => unknown} send
 * @property {string} fix
 */

/**
 * @typedef {object} Framework
 * @property {(request: any, response: any) => unknown} is
 * @property {(request: any, response: any) => Omit<Call, "fix">} [call] where it isn't called with Node's own two
 * @property {string} fix
 */

const NEST = "in NestJS, `NestFactory.create(AppModule, { rawBody: true })`";
const KOA = "in Koa, use `nodeHandler(handler)` itself as middleware, before what parses bodies";

/** @param {any} value */
const isRequest = (value) => typeof value?.on === "function" && value.headers;

/** @param {Answer} answer */
const headersOf = ({ headers, cookies }) => Object.entries(cookies.length > 0 ? { ...headers, "set-cookie": cookies } : headers);

/** @type {Framework} */
const fastify = {
  is: (request, reply) => isRequest(request?.raw) && typeof reply?.code === "function",
  call: (request, reply) => ({
    req: request.raw,
    kept: request,
    send(answer) {
      // What was hijacked isn't sent by Fastify.
      if (reply.sent) return direct(request.raw, reply.raw).send(answer);
      for (const [name, value] of headersOf(answer)) reply.header(name, value);
      return reply.code(answer.status).send(answer.body);
    },
  }),
  fix:
    "in Fastify, register `fastify-raw-body`, or give a plugin around this route " +
    '`addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => done(null, body))`; ' +
    NEST,
};

/** @type {Framework} */
const koa = {
  is: (context) => isRequest(context?.req) && context.request && typeof context.set === "function",
  call: (context) => ({
    req: context.req,
    kept: context.request,
    send(answer) {
      if (context.respond === false) return direct(context.req, context.res).send(answer);
      for (const [name, value] of headersOf(answer)) context.set(name, value);
      context.status = answer.status;
      context.body = answer.body;
    },
  }),
  fix: `${KOA}, or let koa-bodyparser keep the raw body`,
};

/** @type {Framework} */
const hapi = {
  is: (request) => isRequest(request?.raw?.req),
  call: (request, toolkit) => ({
    req: request.raw.req,
    kept: /** @type {any} */ ({ rawBody: request.payload }),
    send(answer) {
      const response = toolkit.response(answer.body).code(answer.status);
      for (const [name, value] of headersOf(answer)) response.header(name, value);
      return response;
    },
  }),
  fix: 'in hapi, give this route `options: { payload: { parse: false, output: "data" } }`',
};

/** Those that pass the request and the response of Node.js. */
const functions = {
  is: (/** @type {any} */ _, /** @type {any} */ res) =>
    globalThis.process?.env.FUNCTION_TARGET || "functionExecutionFinished" in (res?.locals ?? {}),
  fix: "Cloud Functions and Firebase keep them in `req.rawBody`: leave that as it is, and pass on their own `req` and `res`",
};
const express = {
  is: (/** @type {any} */ req) => typeof req?.app === "function",
  fix:
    "in Express, mount this route before `express.json()` and `express.urlencoded()`, or give it " +
    `\`express.raw({ type: "*/*" })\` instead of them; ${NEST}`,
};
const next = {
  is: (/** @type {any} */ req) => req?.query !== undefined && req.cookies !== undefined,
  fix: "in Next.js and on Vercel, `export const config = { api: { bodyParser: false } }` beside the handler",
};
const h3 = {
  is: (/** @type {any} */ req) => req?.__unenv__ !== undefined,
  fix: "in h3 and Nitro, use `defineEventHandler((event) => handler(toWebRequest(event)))` instead of `nodeHandler`",
};
/** Koa answers 404 until somebody sets another status, and waits for the end. */
const koasOwn = {
  is: (/** @type {any} */ _, /** @type {any} */ res) => res?.statusCode === 404 && res.__onFinished,
  fix: KOA,
};
/** @type {Framework} */
const any = {
  is: () => true,
  fix:
    "mount this route before what parses bodies, let that keep the bytes in `req.rawBody`, or pass on the framework's own " +
    "request and response",
};

/** @type {readonly Framework[]} */
const frameworks = [fastify, koa, hapi, functions, express, next, h3, koasOwn, any];

/**
 * @param {any} request what the handler was called with
 * @param {any} response
 * @returns {Call}
 */
export function callOf(request, response) {
  const { call = direct, fix } = frameworks.find(({ is }) => is(request, response)) ?? any;
  return { ...call(request, response), fix };
}

/** @type {NonNullable<Framework["call"]>} */
function direct(req, res) {
  if (!req?.headers || typeof res?.setHeader !== "function") {
    throw new TypeError("nodeHandler got no request and response of Node.js; a Request is for the handler itself");
  }
  const send = (/** @type {Answer} */ answer) => {
    if (res.headersSent || res.destroyed) return;
    res.statusCode = answer.status;
    for (const [name, value] of headersOf(answer)) res.setHeader(name, value);
    res.end(answer.body);
  };
  return { req, kept: req, send };
}
