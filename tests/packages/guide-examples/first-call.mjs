// The examples of first-call.md.
import assert from "node:assert/strict";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { appId, endpoints, printer, roomSixteen, secretKey } from "../example-support.mjs";

export const examples = {
  "Without an account": {
    given: { console: "Pick<Console, 'log'>" },
    async run(load) {
      const { console, printed } = printer();
      await load({ console });
      assert.deepEqual(printed, ["abc Hello"]);
    },
  },

  "With your account": {
    given: { process: "{ env: { QISCUS_SECRET_KEY?: string } }", console: "Pick<Console, 'log'>" },
    async run(load, t) {
      const sandbox = createSandbox({ appId, secretKey });
      const { mock } = t.mock.method(globalThis, "fetch", sandbox.fetch);
      const { console, printed } = printer();
      await load({ process: { env: { QISCUS_SECRET_KEY: secretKey } }, console });
      assert.match(printed[0], /^\d+$/);
      assert.equal(new URL(mock.calls[0].arguments[0]).host, "domino-prod.qiscus.com");
      // A wrong key fails with one of the two codes that the guide names.
      const wrong = load({ process: { env: { QISCUS_SECRET_KEY: "another-key" } }, console });
      await assert.rejects(wrong, ({ code }) => ["unauthorized", "rejected"].includes(code));
    },
  },

  "A group": {
    given: { qiscus: "q.QiscusClient", console: "Pick<Console, 'log'>" },
    async run(load) {
      const sandbox = createSandbox();
      sandbox.seed({ users: ["abc@outlook.com", "kotak@outlook.com"].map((email) => ({ email })) });
      const { console, printed } = printer();
      await load({ qiscus: new QiscusClient(sandbox.clientOptions), console });
      assert.deepEqual(printed, ["Support 0"]);
      assert.deepEqual(sandbox.rooms[0].participants, ["abc@outlook.com", "kotak@outlook.com", "bot@example.com"]);
    },
  },

  "All comments of a room": {
    given: { qiscus: "q.QiscusClient", console: "Pick<Console, 'log'>" },
    async run(load) {
      const { sandbox, qiscus } = roomSixteen();
      const numbers = Array.from({ length: 250 }, (_, number) => String(number));
      for (const message of numbers) await qiscus.postComment({ sender_email: "abc@outlook.com", room_id: 16, message });
      const { console, printed } = printer();
      await load({ qiscus, console });
      assert.deepEqual(
        printed.map((line) => line.split(" ").at(-1)),
        numbers.reverse(),
      );
      assert.ok(endpoints(sandbox).filter((name) => name === "load_comments").length >= 3, "by pages of 100");
    },
  },
};
