// The example for Cloudflare Workers, bundled as wrangler does it, in the runtime of Cloudflare.
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compatibilityDates, startWorker } from "../worker.mjs";
import { converse, freePort, sandboxFor } from "./support.mjs";

const example = fileURLToPath(new URL("../../examples/cloudflare-worker.mjs", import.meta.url));

for (const date of compatibilityDates) {
  test(`cloudflare-worker.mjs answers people, but not itself, as of ${date}`, { timeout: 60_000 }, async (t) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const { sandbox, env } = await sandboxFor(t, url);
    await startWorker(t, example, port, env, date);
    await converse(sandbox, url);
  });
}
