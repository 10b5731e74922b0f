// The examples of the READMEs, by heading (and number, if a heading has several): what each needs, and what it must do.
//
// page        whether to compile it with the types of the DOM instead of those of Node.js
// given       the types of the names that it doesn't define itself; `q` is the package
// gives       the names that it defines and `run` checks
// typescript  what the README changes in it for TypeScript: [from, to]
// run         calls `load(values)`, which runs the example with these values of `given`, once or more, and asserts what it did;
//             `load.file` is the example's file
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { promisify } from "node:util";
import express from "express";
import { QiscusClient, proxyHandler, webhookHandler } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";

const appId = "domino-prod";
const secretKey = "a-secret-key";
const webhookKey = "a-webhook-key";
const deadline = 30_000;

export const examples = {
  "Five minutes in Node.js": {
    given: { process: "{ env: { QISCUS_SECRET_KEY?: string } }", console: "Pick<Console, 'log'>" },
    async run(load, t) {
      const sandbox = createSandbox({ appId, secretKey });
      t.mock.method(globalThis, "fetch", sandbox.fetch);
      const { console, printed } = printer();
      await load({ process: { env: { QISCUS_SECRET_KEY: secretKey } }, console });
      assert.deepEqual(printed, ["abc Hello"]);
      const posted = ["login_or_register", "login_or_register", "get_or_create_room_with_target", "post_comment"];
      assert.deepEqual(endpoints(sandbox), [...posted, "load_comments", "load_comments"]);
    },
  },

  "Five minutes in a page": {
    page: true,
    given: {},
    async run(load, t) {
      const { sandbox, fetch } = roomSixteen({ appId, secretKey });
      const proxy = proxyHandler({ appId, secretKey, allow: ["post_comment"], authorize: () => true, fetch });
      // As in a browser, the path is one of the page's own server.
      const location = new URL("https://app.example.com/chat");
      Object.defineProperty(globalThis, "location", { value: location, configurable: true });
      t.after(() => delete globalThis.location);
      const headers = { "sec-fetch-site": "same-origin" };
      t.mock.method(globalThis, "fetch", (path, init) => {
        const request = new Request(new URL(path, location), init);
        for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
        return proxy(request);
      });
      await load({});
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello"]);
    },
  },

  "Five minutes in a page, 2": {
    given: {
      process: "{ env: { QISCUS_SECRET_KEY: string } }",
      userOf: "(request: Request) => Promise<{ email: string; rooms: number[] } | undefined>",
      app: "import('express').Express",
    },
    async run(load, t) {
      const sandbox = createSandbox({ appId, secretKey });
      const { rooms } = sandbox.seed({ rooms: [{ name: "Mine", participants: ["abc@outlook.com", "kotak@outlook.com"] }] });
      const [{ room_id }] = rooms;
      const app = express();
      const server = app.listen(0, "127.0.0.1");
      await once(server, "listening");
      t.after(() => server.close().closeAllConnections());
      const users = { "session=1": { email: "abc@outlook.com", rooms: [room_id] } };
      const userOf = async (request) => users[request.headers.get("cookie")];
      await load({ process: { env: { QISCUS_SECRET_KEY: secretKey } }, userOf, app });

      const fetch = globalThis.fetch;
      t.mock.method(globalThis, "fetch", sandbox.fetch);
      const baseUrl = `http://127.0.0.1:${server.address().port}/api/qiscus`;
      const client = (cookie) =>
        new QiscusClient({ baseUrl, headers: { cookie, "sec-fetch-site": "same-origin" }, fetch, timeout: deadline });
      const comment = { sender_email: "kotak@outlook.com", room_id, message: "Hello" };
      await client("session=1").postComment(comment);
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello"], "users post as themselves");
      assert.equal((await client("session=1").loadComments({ room_id })).comments.length, 1);
      const forbidden = { status: 403, outcome: "rejected" };
      await assert.rejects(client("session=1").postComment({ ...comment, room_id: room_id + 1 }), forbidden);
      await assert.rejects(client("session=2").postComment(comment), forbidden);
      assert.deepEqual(endpoints(sandbox), ["post_comment", "load_comments"], "what is forbidden is not forwarded");
    },
  },

  "Other endpoints": {
    given: { qiscus: "q.QiscusClient" },
    gives: ["results"],
    async run(load) {
      const sandbox = createSandbox({ getUserRooms: true });
      sandbox.seed({ rooms: [{ name: "gege", participants: ["abc@outlook.com"] }] });
      const { results } = await load({ qiscus: new QiscusClient(sandbox.clientOptions) });
      assert.equal(results.rooms_info[0].room_name, "gege");
      assert.deepEqual(endpoints(sandbox), ["get_user_rooms"]);
    },
  },

  Errors: {
    given: { qiscus: "q.QiscusClient", console: "Pick<Console, 'log'>" },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      const { console, printed } = printer();
      const failures = [{ name: "garbage", value: "text" }, { name: "reset-after" }, { name: "status", value: 400 }];
      for (const failure of failures) {
        sandbox.clearFaults();
        sandbox.fault("post_comment", failure);
        await load({ qiscus, console });
      }
      assert.equal(printed.length, failures.length);
      assert.match(printed[0], /^it was posted, but the response can't be used: ./);
      assert.match(printed[1], /^it may have been posted: ./);
      assert.match(printed[2], /^it was not posted: .*400/);
      const bug = new RangeError("not the package's");
      const broken = { postComment: () => Promise.reject(bug) };
      await assert.rejects(load({ qiscus: broken, console }), bug, "other errors are not taken for its own");
    },
  },

  Networks: {
    given: { QiscusClient: "typeof q.QiscusClient", appId: "string", secretKey: "string" },
    gives: ["qiscus"],
    // In a .ts file: (init as RequestInit). The types that Node.js has of undici are never exactly undici's own.
    typescript: ["...init", ".../** @type {import('undici').RequestInit} */ (init)"],
    async run(load, t) {
      // A proxy that connects nobody, but remembers who asked.
      const connects = [];
      const server = createServer().on("connect", (request, socket) => {
        connects.push(request.url);
        socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      t.after(() => server.close().closeAllConnections());
      environment(t, { HTTPS_PROXY: `http://127.0.0.1:${server.address().port}` });
      const { qiscus } = await load({ QiscusClient, appId, secretKey });
      const options = { maxRetries: 0, timeout: deadline };
      await assert.rejects(qiscus.loadComments({ room_id: 16 }, options), { code: "network" });
      assert.deepEqual(connects, [`${appId}.qiscus.com:443`]);
    },
  },

  "Posting once": {
    given: { qiscus: "q.QiscusClient" },
    gives: ["comment"],
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      sandbox.fault("post_comment", { name: "reset-after", times: 1 });
      const { comment } = await load({ qiscus });
      assert.equal(comment.id, sandbox.rooms[0].comments[0].id);
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello"]);
      assert.deepEqual(endpoints(sandbox), ["post_comment", "load_comments"]);
    },
  },

  Webhooks: {
    given: { process: "{ env: { QISCUS_WEBHOOK_KEY: string } }", console: "Pick<Console, 'log'>" },
    gives: ["handler"],
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      const { console, printed } = printer();
      const { handler } = await load({ process: { env: { QISCUS_WEBHOOK_KEY: webhookKey } }, console });
      sandbox.deliver(handler, { key: webhookKey });
      await qiscus.postComment(hello);
      await sandbox.idle();
      sandbox.deliver(handler, { key: "another key" });
      await qiscus.postComment(hello);
      await sandbox.idle();
      assert.deepEqual(statuses(sandbox), [200, 401]);
      assert.deepEqual(printed, ["abc@outlook.com Hello"]);
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
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello", "bot: Hello"], "it answers, but not itself");
      assert.deepEqual(statuses(sandbox), [200, 200]);
    },
  },

  "Options of the handler": {
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
      validateWebhook: "typeof q.validateWebhook",
      body: "string | Uint8Array",
      console: "Pick<Console, 'log'>",
    },
    async run(load) {
      const { validateWebhook } = await import("qiscus-wasm");
      const { console, printed } = printer();
      const from = { id: 1, email: "abc@outlook.com", name: "abc" };
      const room = { id: 16, topic_id: 16, type: "group", name: "gege" };
      const payload = { name: "Domino", address: "Jl. Kaliurang", latitude: -7.75, longitude: 110.4 };
      for (const type of ["location", "text"]) {
        const message = { type, text: "Hello", id: 985, payload };
        const body = JSON.stringify({ type: "post_comment_mobile", payload: { from, room, message } });
        await load({ validateWebhook, body, console });
      }
      assert.deepEqual(printed, ["-7.75"]);
    },
  },

  Testing: {
    given: {},
    async run(load) {
      // Apart from this test, which would otherwise take it for a part of its own.
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const flags = ["--test", "--test-reporter=tap", load.file];
      const child = await promisify(execFile)(process.execPath, flags, { env, timeout: deadline }).catch((error) => error);
      assert.match(child.stdout, /^ *ok 1 - the bot answers$/m);
      assert.match(child.stdout, /^# pass 1$/m);
      assert.match(child.stdout, /^# fail 0$/m);
    },
  },

  Faults: {
    given: {
      sandbox: "import('qiscus-wasm/testing').Sandbox",
      assert: "typeof import('node:assert/strict')",
      qiscus: "q.QiscusClient",
      comment: "q.PostCommentParams",
    },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      await load({ sandbox, assert, qiscus, comment: hello });
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello"]);
      assert.deepEqual(sandbox.faults.map(({ applied }) => applied), [1, 0]);
      // A tenth of 200 calls, which the client repeats a second later.
      const calls = Array.from({ length: 200 }, () => qiscus.loadComments({ room_id: 16 }, { maxRetries: 0 }));
      const failed = (await Promise.allSettled(calls)).filter(({ status }) => status === "rejected");
      assert.ok(failed.length >= 5 && failed.length <= 50, `${failed.length} of 200 failed`);
      assert.ok(failed.every(({ reason }) => reason.status === 503 && reason.retryAfter === 1000));
    },
  },

  "Testing your handler": {
    given: { handler: "q.WebhookHandler" },
    gives: ["response"],
    async run(load) {
      const events = [];
      const handler = webhookHandler({ signatureKey: "test-key", onEvent: (event) => events.push(event) });
      const { response } = await load({ handler });
      assert.deepEqual([response.status, await response.json()], [200, { ok: true }]);
      assert.deepEqual(events.map(({ type, payload }) => [type, payload.message.text]), [["post_comment_mobile", "Hello"]]);
    },
  },
};

const hello = { sender_email: "abc@outlook.com", room_id: 16, message: "Hello" };

/** A sandbox whose first room has the id 16, as in the examples. Its own ids begin with 201. */
function roomSixteen(options) {
  const sandbox = createSandbox(options);
  sandbox.seed({ rooms: [{ name: "gege", participants: ["abc@outlook.com", "bot"] }] });
  const fetch = (url, init) => sandbox.fetch(url, { ...init, body: init.body.replace(/\broom_id=16\b/, "room_id=201") });
  return { sandbox, fetch, qiscus: new QiscusClient({ ...sandbox.clientOptions, fetch }) };
}

const endpoints = (sandbox) => sandbox.requests.map(({ endpoint }) => endpoint);
const messages = (sandbox) => sandbox.rooms[0].comments.map(({ email, message }) => `${email}: ${message}`);
const statuses = (sandbox) => sandbox.webhooks.map(({ status }) => status);

/** A console that keeps its lines. */
function printer() {
  const printed = [];
  return { printed, console: { log: (...values) => printed.push(values.join(" ")) } };
}

/** Sets the variables of a proxy, and no others of its kind, until the test ends. */
function environment(t, values) {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (/_proxy$/i.test(name)) delete process.env[name];
  Object.assign(process.env, values);
  t.after(() => {
    for (const name of Object.keys(values)) delete process.env[name];
    Object.assign(process.env, before);
  });
}
