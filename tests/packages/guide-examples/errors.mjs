// The examples of errors.md.
import assert from "node:assert/strict";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { endpoints, printer, roomSixteen, secretKey } from "../example-support.mjs";

export const examples = {
  Fields: {
    given: { qiscus: "q.QiscusClient", console: "Pick<Console, 'log'>" },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      const { console, printed } = printer();
      await load({ qiscus, console });
      assert.equal(printed.length, 2, "every issue");
      assert.match(printed[0], /^emails \| .*exactly 2 items/);
      assert.match(printed[1], /^emails\[1\] \| .*string/);
      assert.deepEqual(endpoints(sandbox), [], "nothing was sent");
    },
  },

  Deadlines: {
    given: { qiscus: "q.QiscusClient", console: "Pick<Console, 'log'>" },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      sandbox.fault("*", { name: "stall" });
      const { console, printed } = printer();
      await load({ qiscus, console });
      assert.deepEqual(printed, ["aborted"]);
      await assert.rejects(qiscus.loadComments({ room_id: 16 }, { timeout: 50 }), { code: "timeout" });
      const post = { sender_email: "abc@outlook.com", room_id: 16, message: "Hello" };
      await assert.rejects(qiscus.postComment(post, { timeout: 50 }), { code: "timeout", outcome: "unknown" });
      const signal = AbortSignal.timeout(50);
      await assert.rejects(qiscus.postComment(post, { signal }), { code: "aborted", outcome: "unknown" });
    },
  },

  "Unexpected fields": {
    given: { QiscusClient: "typeof q.QiscusClient", secretKey: "string", console: "Pick<Console, 'warn'>" },
    gives: ["qiscus"],
    async run(load, t) {
      const sandbox = createSandbox({ appId: "domino-prod", secretKey });
      const comments = [{ sender_email: "abc@outlook.com", message: "Hello" }];
      const [{ room_id }] = sandbox.seed({ rooms: [{ participants: ["abc@outlook.com", "bot"], comments }] }).rooms;
      // A server that gives an optional field another type.
      t.mock.method(globalThis, "fetch", async (url, init) => {
        const text = await (await sandbox.fetch(url, init)).text();
        return new Response(text.replace('"is_deleted":false', '"is_deleted":"no"'));
      });
      const warned = [];
      const console = { warn: (...values) => warned.push(values.join(" ")) };
      const { qiscus } = await load({ QiscusClient, secretKey, console });
      const loaded = await qiscus.loadComments({ room_id });
      assert.deepEqual([loaded.comments[0].message, "is_deleted" in loaded.comments[0]], ["Hello", false]);
      assert.equal(warned.length, 1);
      assert.match(warned[0], /^load_comments .*comments\[0\]\.is_deleted.*boolean/);
    },
  },
};
