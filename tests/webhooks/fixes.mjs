// The sentences of nodeHandler and lambdaHandler when the raw bytes are gone, for each framework.

const nest = "in NestJS, `NestFactory.create(AppModule, { rawBody: true })`";
const koa = "in Koa, use `nodeHandler(handler)` itself as middleware, before what parses bodies";

export const fixes = {
  express: `in Express, mount this route before \`express.json()\` and \`express.urlencoded()\`, or give it \`express.raw({ type: "*/*" })\` instead of them; ${nest}`,
  fastify: `in Fastify, register \`fastify-raw-body\`, or give a plugin around this route \`addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => done(null, body))\`; ${nest}`,
  koa: `${koa}, or let koa-bodyparser keep the raw body`,
  koaWithoutContext: koa,
  hapi: 'in hapi, give this route `options: { payload: { parse: false, output: "data" } }`',
  functions:
    "Cloud Functions and Firebase keep them in `req.rawBody`: leave that as it is, and pass on their own `req` and `res`",
  next: "in Next.js and on Vercel, `export const config = { api: { bodyParser: false } }` beside the handler",
  h3: "in h3 and Nitro, use `defineEventHandler((event) => handler(toWebRequest(event)))` instead of `nodeHandler`",
  unknown:
    "mount this route before what parses bodies, let that keep the bytes in `req.rawBody`, or pass on the framework's own request and response",
  lambda:
    "pass the event on as the platform made it, before what replaces `event.body`, such as middy's `httpJsonBodyParser`; API Gateway needs a proxy integration",
};

const needed = (what, fix) => `${what}, and its raw bytes are needed: ${fix}`;
export const gone = (fix) => needed("the body was read before", fix);
export const changed = (from, to, fix) => needed(`the body was changed before, from ${from} bytes to ${to}`, fix);
export const ascii = (fix) => needed("the body was decoded as ASCII before", fix);
export const failed = (fix) => needed("the body could not be read", fix);

/** The answer of webhookHandler: the host's mistake. */
export const mistake = (message) => [500, { ok: false, code: "invalid_request", message }];
