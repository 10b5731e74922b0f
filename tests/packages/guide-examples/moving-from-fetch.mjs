// The examples of moving-from-fetch.md: the client to move from has the faults that the guide describes, and the package doesn't.
import assert from "node:assert/strict";
import { QiscusClient, webhookHandler } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import {
  appId,
  endpoints,
  environment,
  hello,
  messages,
  printer,
  roomSixteen,
  secretKey,
  statuses,
  webhookKey,
} from "../example-support.mjs";

const logs = "Pick<Console, 'log'>";
const callType = "(endpoint: string, params: Record<string, string | number | readonly string[]>) => Promise<any>";

/** The client that the guide's first example exports. The examples after it call it. */
let call;

/** A sandbox behind the global fetch, whose first room is also number 16. */
function furnished(t) {
  const { sandbox, fetch, qiscus } = roomSixteen({ appId, secretKey });
  t.mock.method(globalThis, "fetch", (url, init) =>
    fetch(url, { ...init, body: init.body && String(init.body), headers: formed(init) }),
  );
  environment(t, { QISCUS_SECRET_KEY: secretKey });
  return { sandbox, qiscus };
}

/** The headers that fetch sends with a body of URLSearchParams. */
function formed({ body, headers }) {
  const all = new Headers(headers);
  if (body instanceof URLSearchParams) all.set("content-type", "application/x-www-form-urlencoded;charset=UTF-8");
  return all;
}

export const examples = {
  "The client you may have": {
    given: { console: logs },
    async run(load, t) {
      const { sandbox } = furnished(t);
      const { console, printed } = printer();
      ({ call } = await load({ console }));
      assert.deepEqual([printed, messages(sandbox)], [["Hello"], ["abc@outlook.com: Hello"]]);
    },
  },

  "The same with this package": {
    given: { console: logs },
    async run(load, t) {
      const { sandbox } = furnished(t);
      const { console, printed } = printer();
      await load({ console });
      assert.deepEqual([printed, messages(sandbox)], [["Hello"], ["abc@outlook.com: Hello"]]);
    },
  },

  Encoding: {
    given: { console: logs },
    async run(load) {
      const { console, printed } = printer();
      await load({ console });
      assert.deepEqual(printed, ["emails=abc%2Ckotak", "emails%5B%5D=abc&emails%5B%5D=kotak"]);
    },
  },

  "Encoding, 2": {
    given: { qiscus: "q.QiscusClient" },
    async run(load) {
      const sandbox = createSandbox();
      sandbox.seed({ users: [{ email: "abc" }, { email: "kotak" }] });
      await load({ qiscus: new QiscusClient(sandbox.clientOptions) });
      const { participants, options } = sandbox.requests[0].params;
      assert.deepEqual([participants, options], [["abc", "kotak"], '{"color":"red"}']);
    },
  },

  "Ids beyond 2^53": {
    given: { console: logs },
    async run(load) {
      const { console, printed } = printer();
      await load({ console });
      assert.deepEqual(printed, ["9007199254740992"]);
      const { sandbox } = roomSixteen();
      const fetch = async (url, init) => {
        const text = await (await sandbox.fetch(url, init)).text();
        return new Response(text.replace(/"id":\d+/, '"id":9007199254740993'));
      };
      const qiscus = new QiscusClient({ ...sandbox.clientOptions, fetch });
      const post = qiscus.postComment({ ...hello, room_id: 201 });
      await assert.rejects(post, { code: "invalid_response", outcome: "accepted" });
      // An empty list that is null.
      const empty = async () => Response.json({ results: { comments: null }, status: 200 });
      const nothing = new QiscusClient({ ...sandbox.clientOptions, fetch: empty });
      assert.deepEqual(await nothing.loadComments({ room_id: 201 }), { comments: [] });
    },
  },

  Errors: {
    given: { call: callType, console: logs },
    gives: ["results"],
    async run(load, t) {
      const { sandbox } = furnished(t);
      const { console, printed } = printer();
      await load({ call, console });
      assert.deepEqual(printed, [""]);
      sandbox.fault("*", { name: "html" });
      await assert.rejects(call("load_comments", { room_id: 16 }), SyntaxError);
    },
  },

  "Errors, 2": {
    given: { qiscus: "q.QiscusClient", console: logs },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      const { console, printed } = printer();
      await load({ qiscus, console });
      assert.match(printed[0], /^rejected 400 ./);
      sandbox.fault("*", { name: "html" });
      await assert.rejects(qiscus.loadComments({ room_id: 16 }, { maxRetries: 0 }), { code: "server_error", status: 502 });
    },
  },

  "Retries and unknown outcomes": {
    given: { call: callType },
    gives: ["postWithRetry"],
    // The guide has no types here, to be short.
    typescript: ["postWithRetry(params)", "postWithRetry(/** @type {Record<string, string | number>} */ params)"],
    async run(load, t) {
      const { sandbox } = furnished(t);
      const { postWithRetry } = await load({ call });
      sandbox.fault("post_comment", { name: "reset-after", times: 1 });
      await postWithRetry(hello);
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello", "abc@outlook.com: Hello"], "twice");
    },
  },

  "Retries and unknown outcomes, 2": {
    given: { qiscus: "q.QiscusClient" },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      sandbox.fault("post_comment", { name: "reset-after", times: 1 });
      await load({ qiscus });
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello"], "once");
    },
  },

  Deadlines: {
    given: { qiscus: "q.QiscusClient" },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      sandbox.fault("load_comments", { name: "stall" });
      const started = performance.now();
      await assert.rejects(load({ qiscus }), { code: "timeout" });
      const took = performance.now() - started;
      assert.ok(took > 4_900 && took < 20_000, `${took} ms`);
    },
  },

  Webhooks: {
    given: { webhookHandler: "typeof q.webhookHandler", signatureKey: "string", console: logs },
    gives: ["handler"],
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      const { console, printed } = printer();
      const { handler } = await load({ webhookHandler, signatureKey: webhookKey, console });
      sandbox.deliver(handler, { key: webhookKey });
      await qiscus.postComment(hello);
      await sandbox.idle();
      assert.deepEqual([statuses(sandbox), printed], [[200], ["Hello"]]);
    },
  },

  "Check the move": {
    given: {
      createSandbox: "typeof import('qiscus-wasm/testing').createSandbox",
      QiscusClient: "typeof q.QiscusClient",
      assert: "typeof import('node:assert/strict')",
      t: "import('node:test').TestContext",
      secretKey: "string",
      call: callType,
    },
    async run(load, t) {
      environment(t, { QISCUS_SECRET_KEY: secretKey });
      let made;
      const create = (options) => (made = createSandbox(options));
      await load({ createSandbox: create, QiscusClient, assert, t, secretKey, call });
      assert.deepEqual(endpoints(made), ["post_comment", "post_comment"]);
    },
  },
};
