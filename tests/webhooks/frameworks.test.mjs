// The frameworks themselves: how nodeHandler is mounted in each, and what is reported where it has lost the raw body.
import assert from "node:assert/strict";
import http from "node:http";
import { describe, test } from "node:test";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import Hapi from "@hapi/hapi";
import express from "express";
import Fastify from "fastify";
import rawBody from "fastify-raw-body";
import { createApp, defineEventHandler, fromNodeMiddleware, readBody, toNodeListener, toWebHandler, toWebRequest } from "h3";
import Koa from "koa";
import bodyParser from "koa-bodyparser";
import { nodeHandler } from "qiscus-wasm/node";
import { fixes, gone, mistake } from "./fixes.mjs";
import { behind, body, consumed, deliver, genuine, made, ok } from "./hosts.mjs";
import { failure, hmac, recorded } from "./webhooks.mjs";
import { json, serving, watched } from "./servers.mjs";
import { timeout, within } from "../deadline.mjs";

describe("each framework has its own fix", () => {
  const { FUNCTION_TARGET } = process.env;
  for (const [name, before, fix] of [
    ["Express and NestJS", consumed({ app: () => {}, body: {} }), fixes.express],
    ["Express with cookies", consumed({ app: () => {}, query: {}, cookies: {}, body: {} }), fixes.express],
    ["Next.js and Vercel", consumed({ query: {}, cookies: {}, body: recorded() }), fixes.next],
    [
      "Vercel, whose getter throws",
      async (req) => {
        await buffer(req);
        Object.defineProperties(req, {
          query: { get: () => ({}) },
          cookies: { get: () => ({}) },
          body: {
            get() {
              throw new Error("Invalid JSON");
            },
          },
        });
      },
      fixes.next,
    ],
    [
      "Google's functions framework",
      async (req, res) => {
        await buffer(req);
        req.app = () => {};
        res.locals = { functionExecutionFinished: false };
      },
      fixes.functions,
    ],
    [
      "Firebase",
      async (req) => {
        await buffer(req);
        process.env.FUNCTION_TARGET = "hook";
      },
      fixes.functions,
    ],
    ["polka, restify, connect and others", consumed({ query: {}, body: {} }), fixes.unknown],
  ]) {
    test(
      name,
      { timeout },
      watched(async () => {
        const hook = made();
        try {
          await serving(http.createServer(behind(before, hook)), (place) => deliver(place, genuine, mistake(gone(fix)), hook));
        } finally {
          if (FUNCTION_TARGET === undefined) delete process.env.FUNCTION_TARGET;
        }
      }),
    );
  }

  test(
    "Google's functions keep the bytes",
    { timeout },
    watched(async () => {
      const hook = made();
      const app = express()
        .use(express.json({ verify: (req, _, bytes) => (req.rawBody = bytes) }))
        .all("/{*path}", hook.node);
      await serving(http.createServer(app), (place) => deliver(place, genuine, ok, hook));
    }),
  );

  test("Azure Functions 3 keep a string, and have requests of their own", { timeout }, async () => {
    for (const [rawBody, status] of [
      [String(body), 200],
      ["", 500],
      [String(body).slice(1), 500],
    ]) {
      const req = {
        method: "POST",
        url: "https://x.azurewebsites.net/api/hook",
        originalUrl: "https://x.azurewebsites.net/api/hook",
        headers: { ...genuine.headers, "content-length": String(body.length) },
        query: {},
        params: {},
        body: recorded(),
        rawBody,
      };
      const res = {
        headers: {},
        setHeader(name, value) {
          this.headers[name] = value;
        },
        end(body) {
          this.body = body;
        },
      };
      await within(made().node(req, res));
      assert.deepEqual(
        [res.statusCode, JSON.parse(res.body).ok, res.headers],
        [status, status === 200, { "content-type": "application/json" }],
      );
    }
  });

  test("something that isn't a request of Node.js rejects", { timeout }, async () => {
    const message = "nodeHandler got no request and response of Node.js; a Request is for the handler itself";
    const request = new Request("http://localhost", { method: "POST", body: "{}" });
    for (const call of [
      [],
      [undefined, null],
      [request],
      [request, {}],
      [{ request }, {}],
      [{ httpMethod: "POST" }, { awsRequestId: "1" }],
    ]) {
      const error = await failure(made().node(...call));
      assert.deepEqual([error instanceof TypeError, error.message], [true, message]);
    }
  });
});

describe("Fastify", () => {
  const parsed = (parseAs) => (app) =>
    app.addContentTypeParser("application/json", { parseAs }, (_, body, done) => done(null, body));
  for (const [name, before, expected] of [
    ["as it comes", () => {}, mistake(gone(fixes.fastify))],
    ["with fastify-raw-body", (app) => app.register(rawBody), ok],
    ["with fastify-raw-body that keeps bytes", (app) => app.register(rawBody, { encoding: false, runFirst: true }), ok],
    ["with fastify-raw-body for other routes", (app) => app.register(rawBody, { global: false }), mistake(gone(fixes.fastify))],
    ["with a parser that keeps bytes", parsed("buffer"), ok],
    ["with a parser that keeps text", parsed("string"), ok],
    [
      "with a parser that reads nothing",
      (app) => app.addContentTypeParser("application/json", (_, stream, done) => done(null, stream)),
      ok,
    ],
    [
      "without parsers",
      (app) => (app.removeAllContentTypeParsers(), app.addContentTypeParser("*", (_, stream, done) => done(null))),
      ok,
    ],
  ]) {
    test(
      name,
      { timeout },
      watched(async () => {
        const hook = made();
        const app = Fastify();
        await before(app);
        const seen = [];
        app.addHook("onRequest", async (_, reply) => void reply.header("x-before", "1"));
        app.addHook("onSend", async (_, reply, payload) => void seen.push([reply.statusCode, JSON.parse(payload)]));
        app.post("/hook", hook.node);
        await app.ready();
        await serving(app.server, async (place) => {
          await deliver(place, genuine, expected, hook);
          assert.deepEqual(seen[0], expected);
        });
        const { headers, statusCode } = await app.inject({
          method: "POST",
          url: "/hook",
          payload: body,
          headers: { ...json, "qiscus-sdk-signature": hmac(body) },
        });
        assert.deepEqual([statusCode, headers["content-type"], headers["x-before"]], [expected[0], "application/json", "1"]);
        await app.close();
      }),
    );
  }

  test(
    "hijacked",
    { timeout },
    watched(async () => {
      const hook = made();
      const app = Fastify();
      await app.register(rawBody);
      app.post("/hook", async (request, reply) => {
        reply.hijack();
        await hook.node(request, reply);
      });
      await app.ready();
      await serving(app.server, (place) => deliver(place, genuine, ok, hook));
      await app.close();
    }),
  );

  test(
    "cookies, a status without a body, and an answer that was sent",
    { timeout },
    watched(async () => {
      const app = Fastify();
      app.post(
        "/cookies",
        nodeHandler(
          () =>
            new Response(null, {
              status: 204,
              headers: [
                ["set-cookie", "a=1"],
                ["set-cookie", "b=2"],
              ],
            }),
        ),
      );
      app.post("/sent", async (request, reply) => {
        reply.send("mine");
        await nodeHandler(() => new Response("yours"))(request, reply);
        return reply;
      });
      const cookies = await app.inject({ method: "POST", url: "/cookies" });
      assert.deepEqual([cookies.statusCode, cookies.headers["set-cookie"], cookies.body], [204, ["a=1", "b=2"], ""]);
      assert.equal((await app.inject({ method: "POST", url: "/sent" })).body, "mine");
      await app.close();
    }),
  );
});

describe("NestJS", async () => {
  await import("reflect-metadata");
  const { Controller, Module, Post, Req, Res } = await import("@nestjs/common");
  const { NestFactory } = await import("@nestjs/core");

  /** An application with one controller; the decorators are called, since JavaScript has none. */
  function appWith(node) {
    class Hook {
      post(req, res) {
        return node(req, res);
      }
    }
    Controller("hook")(Hook);
    Post()(Hook.prototype, "post", Object.getOwnPropertyDescriptor(Hook.prototype, "post"));
    Req()(Hook.prototype, "post", 0);
    Res()(Hook.prototype, "post", 1);
    class App {}
    Module({ controllers: [Hook] })(App);
    return App;
  }

  for (const [options, expected] of [
    [{ rawBody: true }, ok],
    [{ bodyParser: false }, ok],
    [{}, mistake(gone(fixes.express))],
  ]) {
    test(
      JSON.stringify(options),
      { timeout },
      watched(async () => {
        const hook = made();
        const app = await NestFactory.create(appWith(hook.node), { logger: false, ...options });
        await app.init();
        await serving(app.getHttpServer(), (place) => deliver(place, genuine, expected, hook));
      }),
    );
  }
});

describe("Koa", () => {
  const raw = (node) => (context) => node(context.req, context.res);
  for (const [name, middleware, expected] of [
    ["alone", ({ node }) => [node], ok],
    ["before koa-bodyparser", ({ node }) => [node, bodyParser()], ok],
    ["behind koa-bodyparser", ({ node }) => [bodyParser(), node], ok],
    [
      "behind what keeps nothing",
      ({ node }) => [
        async (context, next) => {
          context.request.body = JSON.parse(await buffer(context.req));
          await next();
        },
        node,
      ],
      mistake(gone(fixes.koa)),
    ],
    ["with Node's own two", ({ node }) => [raw(node)], ok],
    ["told not to respond", ({ node }) => [(context) => ((context.respond = false), node(context))], ok],
    [
      "with Node's own two, behind koa-bodyparser",
      ({ node }) => [bodyParser(), raw(node)],
      mistake(gone(fixes.koaWithoutContext)),
    ],
  ]) {
    test(
      name,
      { timeout },
      watched(async () => {
        const hook = made();
        const app = new Koa();
        const seen = [];
        app.use(async (context, next) => {
          await next();
          seen.push(context.status);
        });
        for (const each of middleware(hook)) app.use(each);
        await serving(http.createServer(app.callback()), (place) => deliver(place, genuine, expected, hook));
        assert.equal(seen[0], expected[0]);
      }),
    );
  }
});

describe("hapi", () => {
  for (const [name, payload, expected] of [
    ["as it comes", undefined, mistake(gone(fixes.hapi))],
    ["with bytes", { parse: false, output: "data" }, ok],
    ["with a stream", { parse: false, output: "stream" }, ok],
  ]) {
    test(
      name,
      { timeout },
      watched(async () => {
        const hook = made();
        const server = Hapi.server({ autoListen: false });
        server.route({ method: "POST", path: "/hook", options: { payload }, handler: hook.node });
        await server.start();
        await serving(server.listener, (place) => deliver(place, genuine, expected, hook));
      }),
    );
  }
});

describe("h3", () => {
  /** What a platform without Node's requests does. */
  const onWeb = (app) => async (req, res) => {
    const request = new Request("http://localhost/hook", {
      method: "POST",
      headers: req.headers,
      body: Readable.toWeb(req),
      duplex: "half",
    });
    const { status, headers, body } = await toWebHandler(app)(request);
    res.writeHead(status, Object.fromEntries(headers)).end(await buffer(body));
  };
  for (const [name, listener, route, expected] of [
    ["fromNodeMiddleware in Node.js", toNodeListener, ({ node }) => fromNodeMiddleware(node), ok],
    [
      "fromNodeMiddleware behind readBody",
      toNodeListener,
      ({ node }) =>
        defineEventHandler(async (event) => {
          await readBody(event);
          return fromNodeMiddleware(node)(event);
        }),
      ok,
    ],
    ["fromNodeMiddleware in toWebHandler", onWeb, ({ node }) => fromNodeMiddleware(node), mistake(gone(fixes.h3))],
    ["toWebRequest in Node.js", toNodeListener, ({ handler }) => defineEventHandler((event) => handler(toWebRequest(event))), ok],
    ["toWebRequest in toWebHandler", onWeb, ({ handler }) => defineEventHandler((event) => handler(toWebRequest(event))), ok],
  ]) {
    test(
      name,
      { timeout },
      watched(async () => {
        const hook = made();
        const app = createApp().use("/hook", route(hook));
        await serving(http.createServer(listener(app)), (place) => deliver(place, genuine, expected, hook));
      }),
    );
  }
});
