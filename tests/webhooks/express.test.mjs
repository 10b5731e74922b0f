// nodeHandler in Express, before and behind what parses bodies.
import assert from "node:assert/strict";
import http from "node:http";
import { test } from "node:test";
import express from "express";
import { webhookHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";
import { fixes, gone, mistake } from "./fixes.mjs";
import { hmac, key } from "./webhooks.mjs";
import { genuine, send, sent, serving, text, watched } from "./servers.mjs";
import { timeout, within } from "../deadline.mjs";

const ok = [200, { ok: true }];
const inExpress = mistake(gone(fixes.express));
const keepRaw = { verify: (req, _, bytes) => (req.rawBody = bytes) };

function made() {
  const [events, errors] = [[], []];
  const onEvent = (event, { request }) => void events.push([event, request.url]);
  const onError = (error) => void errors.push(error.message);
  return {
    events,
    errors,
    handler: nodeHandler(webhookHandler({ signatureKey: key, maxBytes: 2000, timeout: 5_000, onEvent, onError })),
  };
}

const unusual = text.replace("{", '{ "later" : 1.0, "ü": "\\u00fc",');
const unusually = { body: unusual, headers: { ...genuine, "qiscus-sdk-signature": hmac(unusual) } };
const forged = { body: text.replace("simulasi", "simulasI") };
const status = (code) => (answer) => assert.equal(answer[0], code);
const is = (expected) => (answer) => assert.deepEqual(answer, expected);

for (const [name, mount, request, expected] of [
  ["alone", (app, handler) => app.post("/hook", handler), {}, is(ok)],
  ["alone, with an unusual body", (app, handler) => app.post("/hook", handler), unusually, is(ok)],
  ["alone, with a body that somebody changed", (app, handler) => app.post("/hook", handler), forged, status(401)],
  ["alone, with a large body", (app, handler) => app.post("/hook", handler), { body: "x".repeat(500_000) }, status(413)],
  ["for every method", (app, handler) => app.all("/hook", handler), { method: "PUT" }, status(405)],
  ["before express.json()", (app, handler) => app.post("/hook", handler).use(express.json()), {}, is(ok)],
  ["behind express.json()", (app, handler) => app.use(express.json()).post("/hook", handler), {}, is(inExpress)],
  ["behind express.json(), forged", (app, handler) => app.use(express.json()).post("/hook", handler), forged, is(inExpress)],
  [
    "behind express.json() that leaves this path alone",
    (app, handler) => app.use("/api", express.json()).post("/hook", handler),
    {},
    is(ok),
  ],
  [
    "behind express.json() for another content type",
    (app, handler) => app.use(express.json()).post("/hook", handler),
    { headers: { ...genuine, "content-type": "text/json" } },
    is(ok),
  ],
  [
    "behind express.json() that keeps the bytes in rawBody",
    (app, handler) => app.use(express.json(keepRaw)).post("/hook", handler),
    unusually,
    is(ok),
  ],
  [
    "behind express.json() that keeps the bytes, forged",
    (app, handler) => app.use(express.json(keepRaw)).post("/hook", handler),
    forged,
    status(401),
  ],
  [
    "behind express.json() that keeps the text in rawBody",
    (app, handler) => app.use(express.json({ verify: (req, _, bytes) => (req.rawBody = String(bytes)) })).post("/hook", handler),
    unusually,
    is(ok),
  ],
  ["behind express.urlencoded()", (app, handler) => app.use(express.urlencoded()).post("/hook", handler), {}, is(ok)],
  [
    "behind express.raw() for its content type",
    (app, handler) => app.post("/hook", express.raw({ type: "application/json" }), handler),
    unusually,
    is(ok),
  ],
  [
    "behind express.raw(), forged",
    (app, handler) => app.post("/hook", express.raw({ type: "application/json" }), handler),
    forged,
    status(401),
  ],
  [
    "behind express.raw(), larger than may be",
    (app, handler) => app.post("/hook", express.raw({ type: "*/*" }), handler),
    { body: "x".repeat(2001) },
    status(413),
  ],
  ["behind express.raw() for another content type", (app, handler) => app.post("/hook", express.raw(), handler), {}, is(ok)],
  [
    "behind express.text()",
    (app, handler) => app.post("/hook", express.text({ type: "application/json" }), handler),
    unusually,
    is(ok),
  ],
  [
    "behind express.text(), without a content type of its own",
    (app, handler) =>
      app.post("/hook", (req, _, next) => (delete req.headers["content-type"], (req.rawBody = text), next()), handler),
    {},
    is(ok),
  ],
  ["mounted under a path", (app, handler) => app.use("/hook", handler), {}, is(ok)],
  [
    "in a router",
    (app, handler) => app.use("/bots", express.Router().post("/hook", handler)),
    { path: "/bots/hook?a=b" },
    is(ok),
  ],
]) {
  test(
    `Express, ${name}`,
    { timeout },
    watched(async () => {
      const { events, errors, handler } = made();
      const app = express();
      app.set("env", "test");
      mount(app, handler);
      await serving(http.createServer(app), async (place) => {
        const answer = await sent(place, request);
        expected(answer);
        assert.deepEqual(
          events.map(([, url]) => url),
          answer[0] === 200 ? [`http://localhost${request.path ?? "/hook"}`] : [],
        );
        assert.deepEqual(errors, answer[0] === 500 ? [answer[1].message] : []);
        // The connection is good for another request.
        const next = await send(place, request);
        assert.deepEqual([next.status, next.reused], [answer[0], true]);
      });
    }),
  );
}

test(
  "a request and a response that have no more than the types ask for",
  { timeout },
  watched(async () => {
    const { handler, events } = made();
    let answer;
    const res = { statusCode: 0, setHeader() {}, end: (body) => (answer = [res.statusCode, JSON.parse(Buffer.from(body))]) };
    await within(handler({ method: "POST", url: "/hook", headers: genuine, rawBody: text, on() {} }, res));
    assert.deepEqual(answer, ok);
    assert.equal(events.length, 1);
  }),
);
