// The examples of testing.md.
import assert from "node:assert/strict";
import { QiscusClient, webhookHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";
import { createSandbox } from "qiscus-wasm/testing";
import { endpoints, hello, listens, messages, roomSixteen, statuses } from "../example-support.mjs";

const assertType = "typeof import('node:assert/strict')";
const sandboxType = "import('qiscus-wasm/testing').Sandbox";
const given = { sandbox: sandboxType, qiscus: "q.QiscusClient", assert: assertType };

export const examples = {
  Seed: {
    given,
    async run(load) {
      const sandbox = createSandbox();
      await load({ sandbox, qiscus: new QiscusClient(sandbox.clientOptions), assert });
      assert.equal(sandbox.rooms[0].comments[0].timestamp, "2026-01-31T12:00:00Z");
      assert.deepEqual(endpoints(sandbox), ["load_comments"], "seed sends no requests");
    },
  },

  "What was sent": {
    given,
    async run(load) {
      const sandbox = createSandbox();
      sandbox.seed({ users: [{ email: "ann@example.com" }], rooms: [{ name: "Support", participants: ["bot"] }] });
      await load({ sandbox, qiscus: new QiscusClient(sandbox.clientOptions), assert });
      assert.deepEqual(sandbox.rooms[0].participants, ["bot", "ann@example.com"]);
    },
  },

  Faults: {
    given: { ...given, comment: "q.PostCommentParams" },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      await load({ sandbox, assert, qiscus, comment: hello });
      assert.deepEqual(messages(sandbox), ["abc@outlook.com: Hello"]);
      assert.deepEqual(
        sandbox.faults.map(({ applied }) => applied),
        [1, 0],
      );
      const calls = Array.from({ length: 200 }, () => qiscus.loadComments({ room_id: 16 }, { maxRetries: 0 }));
      const failed = (await Promise.allSettled(calls)).filter(({ status }) => status === "rejected");
      assert.ok(failed.length >= 5 && failed.length <= 50, `${failed.length} of 200 failed`);
      assert.ok(failed.every(({ reason }) => reason.status === 503 && reason.retryAfter === 1000));
    },
  },

  Webhooks: {
    given: { sandbox: sandboxType, url: "string" },
    async run(load, t) {
      const { sandbox, qiscus } = roomSixteen();
      const texts = [];
      const onEvent = ({ payload }) => texts.push(payload.message.text);
      const url = await listens(t, nodeHandler(webhookHandler({ signatureKey: "test-key", onEvent })));
      await load({ sandbox, url });
      await qiscus.postComment({ ...hello, message: "Grüß Gott" });
      await sandbox.idle();
      assert.deepEqual([statuses(sandbox), texts], [[200], ["Grüß Gott"]]);
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
      assert.deepEqual(
        events.map(({ type, payload }) => [type, payload.message.text]),
        [["post_comment_mobile", "Hello"]],
      );
    },
  },

  Time: {
    given: { ...given, t: "import('node:test').TestContext" },
    async run(load, t) {
      const sandbox = createSandbox();
      sandbox.seed({ rooms: [{ name: "Support", participants: ["bot"] }] });
      const started = performance.now();
      await load({ sandbox, qiscus: new QiscusClient(sandbox.clientOptions), assert, t });
      t.mock.timers.reset();
      assert.ok(performance.now() - started < 4_000, "nobody waited for it");
    },
  },

  "In your tools": {
    given: {
      createSandbox: "typeof import('qiscus-wasm/testing').createSandbox",
      QiscusClient: "typeof q.QiscusClient",
      assert: assertType,
      t: "import('node:test').TestContext",
    },
    async run(load, t) {
      await load({ createSandbox, QiscusClient, assert, t });
    },
  },
};
