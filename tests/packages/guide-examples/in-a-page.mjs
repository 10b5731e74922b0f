// The examples of in-a-page.md.
import assert from "node:assert/strict";
import express from "express";
import { QiscusClient, webhookHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";
import { createSandbox } from "qiscus-wasm/testing";
import { endpoints, hello, listens, roomSixteen, statuses, webhookKey } from "../example-support.mjs";
import { PATIENCE } from "../../deadline.mjs";

const element = "{ textContent: string | null }";

export const examples = {
  "Your server": {
    given: { qiscus: "q.QiscusClient", user: "{ email: string; name: string }" },
    async run(load) {
      const sandbox = createSandbox();
      await load({ qiscus: new QiscusClient(sandbox.clientOptions), user: { email: "abc@outlook.com", name: "abc" } });
      assert.deepEqual(endpoints(sandbox), ["login_or_register"]);
    },
  },

  "Show comments": {
    page: true,
    given: { qiscus: "q.QiscusClient", list: "HTMLOListElement", document: "Document" },
    async run(load) {
      const { qiscus } = roomSixteen();
      for (const message of ["<b>1</b>", "2"]) await qiscus.postComment({ ...hello, message });
      const { document, list, shown } = page();
      await load({ qiscus, list, document });
      assert.deepEqual(shown(), ["abc@outlook.com: <b>1</b>", "abc@outlook.com: 2"]);
    },
  },

  "Show errors": {
    page: true,
    given: { qiscus: "q.QiscusClient", me: "string", status: element },
    gives: ["send"],
    typescript: ["async function send(message)", "async function send(/** @type {string} */ message)"],
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      const status = {};
      const { send } = await load({ qiscus, me: "abc@outlook.com", status });
      const outcome = async (fault) => {
        sandbox.clearFaults();
        status.textContent = undefined;
        if (fault) sandbox.fault("*", fault);
        return [await send("Hello"), status.textContent];
      };
      assert.deepEqual(await outcome(), [true, undefined]);
      assert.deepEqual(await outcome({ name: "reset-after", times: 1 }), [true, undefined], "it was looked up");
      assert.deepEqual(await outcome({ name: "status", value: 400 }), [false, "Not sent. Try again."]);
      const { send: hasty } = await load({ qiscus: impatient(qiscus), me: "abc@outlook.com", status });
      sandbox.clearFaults();
      sandbox.fault("*", { name: "reset-after" });
      assert.deepEqual([await hasty("Hello"), status.textContent], [false, "This message may have been delivered."]);
    },
  },

  "New comments": {
    given: {
      app: "import('express').Express",
      userOf: "(request: import('express').Request) => Promise<{ rooms: number[] } | undefined>",
      webhookHandler: "typeof q.webhookHandler",
      nodeHandler: "typeof import('qiscus-wasm/node').nodeHandler",
      process: "{ env: { QISCUS_WEBHOOK_KEY: string } }",
    },
    async run(load, t) {
      const { sandbox, qiscus } = roomSixteen();
      const app = express();
      const origin = await listens(t, app);
      const users = { "session=1": { rooms: [201] }, "session=2": { rooms: [1201, 20] } };
      const userOf = async (request) => users[request.headers.cookie];
      await load({ app, userOf, webhookHandler, nodeHandler, process: { env: { QISCUS_WEBHOOK_KEY: webhookKey } } });
      const events = (cookie) => fetch(`${origin}/events`, { headers: { cookie }, signal: AbortSignal.timeout(PATIENCE) });
      assert.equal((await events("session=3")).status, 401);
      const [mine, others] = (await Promise.all([events("session=1"), events("session=2")])).map(({ body }) => body.getReader());
      sandbox.deliver(
        async (request) =>
          fetch(`${origin}/qiscus`, { method: "POST", headers: request.headers, body: await request.arrayBuffer() }),
        { key: webhookKey },
      );
      await qiscus.postComment(hello);
      await sandbox.idle();
      assert.deepEqual(statuses(sandbox), [200]);
      const expected = { room_id: 201, username: "abc@outlook.com", message: "Hello" };
      assert.equal(new TextDecoder().decode((await mine.read()).value), `data: ${JSON.stringify(expected)}\n\n`);
      // Not for the pages of other rooms.
      const nothing = new Promise((resolve) => setTimeout(resolve, 100, "nothing"));
      assert.equal(await Promise.race([others.read(), nothing]), "nothing");
      await Promise.all([mine.cancel(), others.cancel()]);
    },
  },

  "New comments, 2": {
    page: true,
    given: {
      EventSource: "new (url: string) => { onmessage?: (event: { data: string }) => void }",
      list: "HTMLOListElement",
      document: "Document",
    },
    gives: ["events"],
    async run(load) {
      const { document, list, shown } = page();
      const urls = [];
      class EventSource {
        constructor(url) {
          urls.push(url);
        }
      }
      const { events } = await load({ EventSource, list, document });
      events.onmessage({ data: JSON.stringify({ room_id: 201, username: "abc", message: "<b>Hello</b>" }) });
      assert.deepEqual([urls, shown()], [["/events"], ["abc: <b>Hello</b>"]]);
    },
  },
};

/** As much of a page as the examples need. */
function page() {
  let items = [];
  const list = { replaceChildren: (...all) => (items = all), append: (item) => items.push(item) };
  return { document: { createElement: () => ({}) }, list, shown: () => items.map(({ textContent }) => textContent) };
}

/** A client whose posts have a deadline that leaves no time to look them up. */
const impatient = (qiscus) => ({ postComment: (params, options) => qiscus.postComment(params, { ...options, timeout: 300 }) });
