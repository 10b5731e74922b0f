import { PATIENCE } from "../deadline.mjs";
// The examples of the READMEs, by heading (and number, if a heading has several): what each needs, and what it must do. Those of
// the guides are in guide-examples/.
//
// page        whether to compile it with the types of the DOM instead of those of Node.js
// given       the types of the names that it doesn't define itself; `q` is the package
// gives       the names that it defines and `run` checks, apart from those that it exports itself
// typescript  what the README changes in it for TypeScript: [from, to]
// run         calls `load(values)`, which runs the example with these values of `given`, once or more, and asserts what it did;
//             `load.file` is the example's file
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import express from "express";
import { QiscusClient, proxyHandler } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { appId, endpoints, hello, messages, printer, roomSixteen, secretKey, statuses, webhookKey } from "./example-support.mjs";

export const examples = {
  "One call": {
    given: { process: "{ env: { QISCUS_SECRET_KEY?: string } }", console: "Pick<Console, 'log'>" },
    async run(load, t) {
      const sandbox = createSandbox({ appId, secretKey });
      t.mock.method(globalThis, "fetch", sandbox.fetch);
      const { console, printed } = printer();
      await load({ process: { env: { QISCUS_SECRET_KEY: secretKey } }, console });
      assert.deepEqual(printed, ["abc@outlook.com abc"]);
      assert.deepEqual(endpoints(sandbox), ["login_or_register"]);
    },
  },

  "First call without an account": {
    given: { console: "Pick<Console, 'log'>" },
    async run(load) {
      const { console, printed } = printer();
      await load({ console });
      assert.deepEqual(printed, ["abc Hello"]);
    },
  },

  "In a page": {
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

  "In a page, 2": {
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
        new QiscusClient({ baseUrl, headers: { cookie, "sec-fetch-site": "same-origin" }, fetch, timeout: PATIENCE });
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

  "The eight calls": {
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

  "Errors, 2": {
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
    given: { qiscus: "q.QiscusClient", process: "{ env: { QISCUS_WEBHOOK_KEY: string } }" },
    gives: ["handler"],
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      const { handler } = await load({ qiscus, process: { env: { QISCUS_WEBHOOK_KEY: webhookKey } } });
      sandbox.deliver(handler, { key: webhookKey });
      await qiscus.postComment(hello);
      await sandbox.idle();
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello", "bot: You said: Hello"], "it answers, but not itself");
      sandbox.deliver(handler, { key: "another key" });
      await qiscus.postComment(hello);
      await sandbox.idle();
      assert.deepEqual(statuses(sandbox), [200, 200, 401]);
    },
  },

  "Buttons and cards": {
    given: { qiscus: "q.QiscusClient" },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      await load({ qiscus });
      const [{ type, payload }] = sandbox.rooms[0].comments;
      assert.equal(type, "buttons");
      assert.deepEqual(
        payload.buttons.map((button) => [button.type, button.label]),
        [
          ["postback", "Yes"],
          ["link", "Menu"],
        ],
      );
    },
  },

  TypeScript: {
    given: {
      body: "string | Uint8Array",
      console: "Pick<Console, 'log'>",
    },
    async run(load) {
      const { console, printed } = printer();
      const from = { id: 1, email: "abc@outlook.com", name: "abc" };
      const room = { id: 16, topic_id: 16, type: "group", name: "gege" };
      const payload = { name: "Domino", address: "Jl. Kaliurang", latitude: -7.75, longitude: 110.4 };
      for (const type of ["location", "text"]) {
        const message = { type, text: "Hello", id: 985, payload };
        const body = JSON.stringify({ type: "post_comment_mobile", payload: { from, room, message } });
        await load({ body, console });
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
      const child = await promisify(execFile)(process.execPath, flags, { env, timeout: PATIENCE }).catch((error) => error);
      assert.match(child.stdout, /^ *ok 1 - the bot answers$/m);
      assert.match(child.stdout, /^# pass 1$/m);
      assert.match(child.stdout, /^# fail 0$/m);
    },
  },
};
