// The examples of proxy.md: pages call a sandbox through each of them.
import assert from "node:assert/strict";
import { once } from "node:events";
import { serve } from "@hono/node-server";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { QiscusClient, proxyHandler } from "qiscus-wasm";
import { lambdaHandler } from "qiscus-wasm/lambda";
import { nodeHandler } from "qiscus-wasm/node";
import { createSandbox } from "qiscus-wasm/testing";
import { appId, endpoints, environment, listens, messages, secretKey } from "../example-support.mjs";
import { PATIENCE } from "../../deadline.mjs";

const [abc, kotak] = ["abc@outlook.com", "kotak@outlook.com"];
const keys = { QISCUS_SECRET_KEY: secretKey };
const forbidden = { status: 403, outcome: "rejected" };
const realFetch = globalThis.fetch;

const given = {
  process: "{ env: { QISCUS_SECRET_KEY: string } }",
  userOf: "(request: Request) => Promise<{ email: string; rooms: number[] } | undefined>",
};
const mounts = { nodeHandler: "typeof import('qiscus-wasm/node').nodeHandler", proxy: "q.ProxyHandler" };

export const examples = {
  "The proxy": {
    given,
    gives: ["proxy"],
    async run(load, t) {
      const { sandbox, room_id, users } = furnished(t);
      const { proxy } = await load({ process: { env: keys }, userOf: users });
      const page = (cookie) => pageOf(proxy, cookie);
      await page("session=1").postComment({ sender_email: kotak, room_id, message: "Hello" });
      assert.deepEqual(messages(sandbox), [`${abc}: Hello`], "users post as themselves");
      assert.equal((await page("session=1").loadComments({ room_id })).comments.length, 1);
      await assert.rejects(page("session=1").loadComments({ room_id: room_id + 1 }), forbidden);
      await assert.rejects(page("session=2").loadComments({ room_id }), forbidden);
      assert.deepEqual(endpoints(sandbox), ["post_comment", "load_comments"], "what is forbidden is not forwarded");
    },
  },

  Authorise: {
    given,
    gives: ["proxy"],
    async run(load, t) {
      const { sandbox, room_id, users } = furnished(t);
      const { proxy } = await load({ process: { env: keys }, userOf: users });
      const page = pageOf(proxy, "session=1");
      await page.postComment({ sender_email: kotak, room_id, message: "Hello" });
      assert.deepEqual(messages(sandbox), [`${abc}: Hello`]);
      assert.equal((await page.getRoomsInfo({ room_id: [room_id], user_email: kotak })).rooms_info.length, 1);
      assert.equal(sandbox.requests.at(-1).params.user_email, abc);
      await page.getOrCreateRoomWithTarget({ emails: [abc, kotak] });
      const forwarded = sandbox.requests.length;
      await assert.rejects(page.getOrCreateRoomWithTarget({ emails: [kotak, "bot"] }), forbidden);
      await assert.rejects(page.getRoomsInfo({ room_id: [room_id, room_id + 1], user_email: abc }), forbidden);
      await assert.rejects(page.loadComments({ room_id: room_id + 1 }), forbidden);
      await assert.rejects(page.createRoom({ name: "x", creator: abc, participants: [abc] }), forbidden);
      await assert.rejects(pageOf(proxy, "session=2").loadComments({ room_id }), { status: 401, code: "unauthorized" });
      // A request without a room.
      const bare = new Request("https://app.example.com/api/qiscus/api/v2/rest/load_comments?page=1", {
        headers: { cookie: "session=1" },
      });
      assert.equal((await proxy(bare)).status, 403);
      assert.equal(sandbox.requests.length, forwarded);
    },
  },

  "Sessions of a framework": {
    given: {
      // With the types of express-session.
      app: "{ use(path: string, handler: (req: any, res: any) => void): void }",
      nodeHandler: "typeof import('qiscus-wasm/node').nodeHandler",
      proxyHandler: "typeof q.proxyHandler",
      secretKey: "string",
    },
    async run(load, t) {
      const { sandbox, room_id } = furnished(t);
      const app = express();
      app.use((req, _, next) => {
        req.session = { user: req.headers.cookie === "session=1" ? { email: abc } : undefined };
        next();
      });
      await load({ app, nodeHandler, proxyHandler, secretKey });
      const origin = await listens(t, app);
      const page = (cookie) => {
        const options = { headers: { cookie, "sec-fetch-site": "same-origin" }, fetch: realFetch, timeout: PATIENCE };
        return new QiscusClient({ baseUrl: `${origin}/api/qiscus`, ...options });
      };
      const comment = { sender_email: kotak, room_id, message: "Hello" };
      await page("session=1").postComment(comment);
      assert.deepEqual(messages(sandbox), [`${abc}: Hello`]);
      await assert.rejects(page("session=2").postComment(comment), forbidden);
    },
  },

  Express: {
    given: { app: "import('express').Express", ...mounts },
    async run(load, t) {
      const { proxy, passes } = open(t);
      const app = express();
      await load({ app, nodeHandler, proxy });
      app.use(express.urlencoded());
      await passes(await listens(t, app));
    },
  },

  Fastify: {
    given: { app: "import('fastify').FastifyInstance", ...mounts },
    async run(load, t) {
      const { proxy, passes } = open(t);
      const app = Fastify();
      t.after(() => app.close());
      await load({ app, nodeHandler, proxy });
      await passes(await app.listen({ port: 0, host: "127.0.0.1" }));
    },
  },

  NestJS: {
    given: mounts,
    async run(load, t) {
      await import("reflect-metadata");
      const { Module } = await import("@nestjs/common");
      const { NestFactory } = await import("@nestjs/core");
      const { proxy, passes } = open(t);
      const { QiscusController } = await load({ nodeHandler, proxy });
      class AppModule {}
      Module({ controllers: [QiscusController] })(AppModule);
      const app = await NestFactory.create(AppModule, { rawBody: true, logger: false });
      t.after(() => app.close());
      await app.listen(0, "127.0.0.1");
      await passes(await app.getUrl());
    },
  },

  "Next.js": {
    given: { authorize: "q.ProxyHandlerOptions['authorize']" },
    async run(load, t) {
      const { room_id } = furnished(t);
      environment(t, keys);
      const { GET, POST } = await load({ authorize: () => true });
      assert.equal(GET, POST);
      assert.deepEqual(await pageOf(POST).loadComments({ room_id }), { comments: [] });
    },
  },

  Hono: {
    given: { app: "import('hono').Hono", proxy: "q.ProxyHandler" },
    async run(load, t) {
      const { proxy, passes } = open(t);
      const app = new Hono();
      await load({ app, proxy });
      const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
      await once(server, "listening");
      t.after(() => server.close().closeAllConnections());
      await passes(`http://127.0.0.1:${server.address().port}`);
    },
  },

  "Cloudflare Workers": {
    given: { authorize: "q.ProxyHandlerOptions['authorize']" },
    async run(load, t) {
      // tests/proxy/platforms.test.mjs has the runtime of Cloudflare.
      const { room_id } = furnished(t);
      const { default: worker } = await load({ authorize: () => true });
      assert.deepEqual(await pageOf((request) => worker.fetch(request, keys)).loadComments({ room_id }), { comments: [] });
    },
  },

  "AWS Lambda and Firebase": {
    given: { ...mounts, lambdaHandler: "typeof import('qiscus-wasm/lambda').lambdaHandler" },
    async run(load, t) {
      const { proxy, passes, room_id } = open(t);
      const { handler, listener } = await load({ nodeHandler, lambdaHandler, proxy });
      const onLambda = async (request) => {
        const url = new URL(request.url);
        const { statusCode, headers, body } = await handler({
          version: "2.0",
          rawPath: url.pathname,
          rawQueryString: url.search.slice(1),
          headers: { ...Object.fromEntries(request.headers), host: url.host },
          requestContext: { http: { method: request.method } },
          body: await request.text(),
          isBase64Encoded: false,
        });
        return new Response(body, { status: statusCode, headers });
      };
      assert.deepEqual(await pageOf(onLambda).loadComments({ room_id }), { comments: [] });
      // As Google's functions framework: Express, which parses forms and keeps the bytes.
      const verify = (request, _, bytes) => (request.rawBody = bytes);
      await passes(
        await listens(
          t,
          express()
            .use(express.urlencoded({ extended: true, verify }))
            .use(listener),
        ),
      );
    },
  },
};

/** A sandbox behind the global fetch, with a room of two, one of whom is signed in by the cookie `session=1`. */
function furnished(t) {
  const sandbox = createSandbox({ appId, secretKey });
  const [{ room_id }] = sandbox.seed({ rooms: [{ name: "Mine", participants: [abc, kotak] }] }).rooms;
  t.mock.method(globalThis, "fetch", sandbox.fetch);
  const sessions = { "session=1": { email: abc, rooms: [room_id] } };
  return { sandbox, room_id, users: async (request) => sessions[request.headers.get("cookie")] };
}

/** A proxy that allows everything to one user, and a check that pages get through to it. */
function open(t) {
  const { sandbox, room_id } = furnished(t);
  const authorize = (_, { endpoint }) => (endpoint === "post_comment" ? { params: { sender_email: abc } } : true);
  const allow = ["post_comment", "get_or_create_room_with_target"];
  const proxy = proxyHandler({ appId, secretKey, allow: [...allow, "load_comments"], authorize });
  const passes = async (origin) => {
    const options = { headers: { "sec-fetch-site": "same-origin" }, fetch: realFetch, timeout: PATIENCE };
    const page = new QiscusClient({ baseUrl: `${origin}/api/qiscus`, ...options });
    await page.postComment({ sender_email: kotak, room_id, message: "Grüß Gott & 100 %" });
    await page.getOrCreateRoomWithTarget({ emails: [abc, kotak] });
    assert.deepEqual(messages(sandbox), [`${abc}: Grüß Gott & 100 %`]);
    assert.deepEqual(endpoints(sandbox).slice(-2), allow);
  };
  return { proxy, room_id, passes };
}

/** A page's client, whose requests go to a handler. */
function pageOf(handler, cookie = "") {
  const fetch = (path, init) => {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), cookie, "sec-fetch-site": "same-origin" };
    return handler(new Request(`https://app.example.com${path}`, { ...init, headers }));
  };
  return new QiscusClient({ baseUrl: "/api/qiscus", fetch, timeout: PATIENCE });
}
