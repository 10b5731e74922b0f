// The examples of webhooks.md. Each platform's file runs as it stands, where the platform is at hand, and gets signed deliveries.
import assert from "node:assert/strict";
import express from "express";
import Fastify from "fastify";
import {
  isQiscusError,
  safeValidateWebhook,
  signWebhook,
  validateWebhook,
  verifyWebhookSignature,
  webhookHandler,
} from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";
import { freePort, listening, run, until } from "../../examples/support.mjs";
import { compatibilityDates, startWorker } from "../../worker.mjs";
import { environment, hello, listens, messages, printer, roomSixteen, statuses, webhookKey } from "../example-support.mjs";

const keys = { QISCUS_WEBHOOK_KEY: webhookKey };
const line = "abc@outlook.com Hello";

export const examples = {
  "The handler": {
    given: { process: "{ env: { QISCUS_WEBHOOK_KEY?: string } }", console: "Pick<Console, 'log'>" },
    gives: ["handler"],
    async run(load) {
      const { console, printed } = printer();
      const { handler } = await load({ process: { env: keys }, console });
      await receives(handler);
      assert.deepEqual(printed, [line]);
      await assert.rejects(load({ process: { env: {} }, console }), { code: "invalid_options" }, "the variable is not set");
    },
  },

  Express: { given: {}, run: serves },
  Fastify: { given: {}, run: serves },
  NestJS: { given: {}, run: serves },
  Hono: { given: {}, run: serves },

  "Fastify, 2": {
    given: {
      app: "import('fastify').FastifyInstance",
      handler: "q.WebhookHandler",
      nodeHandler: "typeof import('qiscus-wasm/node').nodeHandler",
    },
    async run(load, t) {
      const app = Fastify();
      t.after(() => app.close());
      await load({ app, handler: quietHandler(), nodeHandler });
      await receives(over(`${await app.listen({ port: 0, host: "127.0.0.1" })}/qiscus`));
    },
  },

  "Next.js": {
    given: {},
    async run(load, t) {
      const { mock } = t.mock.method(console, "log", () => {});
      environment(t, keys);
      const { POST } = await load({});
      await receives(POST);
      assert.deepEqual(
        mock.calls.map(({ arguments: values }) => values.join(" ")),
        [line],
      );
    },
  },

  "Next.js, 2": {
    given: {},
    async run(load, t) {
      t.mock.method(console, "log", () => {});
      environment(t, keys);
      const { default: hook, config } = await load({});
      assert.deepEqual(config, { api: { bodyParser: false } });
      await receives(over(`${await listens(t, hook)}/qiscus`));
    },
  },

  "Cloudflare Workers": {
    given: {},
    async run(load, t) {
      for (const date of compatibilityDates) {
        const port = await freePort();
        await startWorker(t, load.file, port, keys, date);
        await receives(over(`http://127.0.0.1:${port}/`));
      }
    },
  },

  "AWS Lambda": {
    given: {},
    async run(load, t) {
      const { mock } = t.mock.method(console, "log", () => {});
      environment(t, keys);
      const { handler } = await load({});
      for (const base64 of [false, true]) {
        await receives(async (request) => {
          const bytes = Buffer.from(await request.arrayBuffer());
          const { statusCode, headers, body } = await handler({
            version: "2.0",
            rawPath: "/qiscus",
            headers: Object.fromEntries(request.headers),
            requestContext: { http: { method: request.method } },
            body: bytes.toString(base64 ? "base64" : "utf8"),
            isBase64Encoded: base64,
          });
          return new Response(body, { status: statusCode, headers });
        });
      }
      assert.equal(mock.callCount(), 2);
    },
  },

  Firebase: {
    // What firebase-functions declares of it, which is not installed here.
    given: {
      onRequest: `(
        options: { secrets: string[] },
        handler: (
          request: import('express').Request & { rawBody: Buffer },
          response: import('express').Response,
        ) => void | Promise<void>,
      ) => unknown`,
    },
    typescript: ['import { onRequest } from "firebase-functions/https";\n', ""],
    async run(load, t) {
      const { mock } = t.mock.method(console, "log", () => {});
      const onRequest = (options, handler) => (assert.deepEqual(options, { secrets: Object.keys(keys) }), handler);
      // It loads without the secret.
      const { qiscus } = await load({ onRequest });
      environment(t, keys);
      // Google's functions framework parses bodies with Express, and keeps the bytes.
      const app = express().use(express.json({ verify: (request, _, bytes) => (request.rawBody = bytes) }));
      await receives(over(`${await listens(t, app.use(qiscus))}/qiscus`));
      assert.equal(mock.callCount(), 1);
    },
  },

  Bots: {
    given: { qiscus: "q.QiscusClient", signatureKey: "string" },
    gives: ["handler"],
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      const { handler } = await load({ qiscus, signatureKey: webhookKey });
      sandbox.deliver(handler, { key: webhookKey, people: ["abc@outlook.com"] });
      await qiscus.postComment(hello);
      await sandbox.idle();
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello", "bot: You said: Hello"], "it answers, but not itself");
      assert.deepEqual(statuses(sandbox), [200, 200]);
    },
  },

  "The event": {
    given: { validateWebhook: "typeof q.validateWebhook", body: "string | Uint8Array", console: "Pick<Console, 'log'>" },
    async run(load) {
      const { console, printed } = printer();
      for (const type of ["location", "text"]) await load({ validateWebhook, body: written(type), console });
      assert.deepEqual(printed, ["-7.75"]);
    },
  },

  Duplicates: {
    given: {
      webhookHandler: "typeof q.webhookHandler",
      signatureKey: "string",
      onEvent: "(event: q.WebhookEvent) => void",
      redis: "ReturnType<typeof import('redis').createClient>",
    },
    gives: ["handler"],
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      // tests/examples/redis.test.mjs has a real one.
      const stored = new Map();
      const redis = {
        async set(key, value, { condition, expiration }) {
          assert.deepEqual([condition, expiration], ["NX", { type: "EX", value: 86_400 }]);
          return stored.has(key) ? null : (stored.set(key, value), "OK");
        },
        del: async (key) => Number(stored.delete(key)),
      };
      let calls = 0;
      const onEvent = () => {
        calls += 1;
        if (calls === 1) throw new Error("the first one fails");
      };
      // The first delivery of three fails, the second one is handled, the third one is a duplicate.
      const quiet = (options) => webhookHandler({ ...options, onError: () => {} });
      const { handler } = await load({ webhookHandler: quiet, signatureKey: webhookKey, onEvent, redis });
      sandbox.deliver(handler, { key: webhookKey, times: 3 });
      await qiscus.postComment(hello);
      await sandbox.idle();
      assert.deepEqual(statuses(sandbox), [500, 200, 200]);
      assert.equal(calls, 2);
    },
  },

  "The parts by themselves": {
    given: {
      verifyWebhookSignature: "typeof q.verifyWebhookSignature",
      safeValidateWebhook: "typeof q.safeValidateWebhook",
      rawBody: "Uint8Array",
      request: "Request",
      signatureKey: "string",
      console: "Pick<Console, 'log'>",
    },
    async run(load) {
      const { console, printed } = printer();
      const given = { verifyWebhookSignature, safeValidateWebhook, signatureKey: webhookKey, console };
      const signed = (rawBody, key) =>
        load({ ...given, rawBody, request: { headers: new Headers({ "qiscus-sdk-signature": signWebhook(rawBody, key) }) } });
      await signed(Buffer.from(written("text")), webhookKey);
      await signed(Buffer.from("{}"), webhookKey);
      assert.deepEqual(printed.slice(0, 1), ["Hello 0"]);
      assert.ok(
        printed.slice(1).some((line) => line.startsWith("payload ")),
        printed.join("\n"),
      );
      await assert.rejects(signed(Buffer.from(written("text")), "another key"), (error) => isQiscusError(error));
    },
  },
};

/** Posts comments in a sandbox that delivers them to a handler: it accepts the one signed with its key, not the other one. */
async function receives(handler) {
  const { sandbox, qiscus } = roomSixteen();
  for (const key of [webhookKey, "another key"]) {
    sandbox.deliver(handler, { key });
    await qiscus.postComment(hello);
    await sandbox.idle();
  }
  assert.deepEqual(statuses(sandbox), [200, 401], JSON.stringify(sandbox.webhooks));
}

/** Sends what a sandbox delivers to a server. */
const over = (url) => async (request) =>
  fetch(url, { method: request.method, headers: request.headers, body: await request.arrayBuffer() });

/** Runs the example as a program, which listens at PORT and has its webhooks at /qiscus. */
async function serves(load, t) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/qiscus`;
  const server = run(t, process.execPath, [load.file], { env: { ...keys, PORT: String(port) } });
  await listening(url, server);
  await receives(over(url));
  await until(server.output, () => server.output().includes(`${line}\n`));
}

const quietHandler = () => webhookHandler({ signatureKey: webhookKey, onEvent: () => {} });

/** The body of a comment that a person has written. */
function written(type) {
  const from = { id: 1, email: "abc@outlook.com", name: "abc" };
  const room = { id: 16, topic_id: 16, type: "group", name: "gege" };
  const payload = { name: "Domino", address: "Jl. Kaliurang", latitude: -7.75, longitude: 110.4 };
  const message = { type, text: "Hello", id: 985, payload };
  return JSON.stringify({ type: "post_comment_mobile", payload: { from, room, message } });
}
