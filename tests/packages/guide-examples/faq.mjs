// The examples of faq.md.
import assert from "node:assert/strict";
import { webhookHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";
import { listens, printer, webhookKey } from "../example-support.mjs";

export const examples = {
  "How do I receive webhooks on my own machine?": {
    given: {
      fetch: "typeof globalThis.fetch",
      process: "{ env: { QISCUS_WEBHOOK_KEY?: string } }",
      console: "Pick<Console, 'log'>",
    },
    typescript: ["async (request) =>", "async (/** @type {Request} */ request) =>"],
    async run(load, t) {
      const events = [];
      const handler = webhookHandler({
        signatureKey: webhookKey,
        onEvent: (event) => events.push([event.type, event.payload.message.text]),
      });
      const port = new URL(await listens(t, nodeHandler(handler))).port;
      const fetch = (url, init) => globalThis.fetch(url.replace("localhost:3000", `127.0.0.1:${port}`), init);
      const { console, printed } = printer();
      await load({ fetch, process: { env: { QISCUS_WEBHOOK_KEY: webhookKey } }, console });
      assert.deepEqual([printed, events], [["200"], [["post_comment_mobile", "Hello"]]]);
    },
  },
};
