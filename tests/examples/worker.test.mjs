// The example for Cloudflare Workers, bundled as wrangler does it, in the runtime of Cloudflare.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compatibilityDates, startWorker } from "../worker.mjs";
import { converse, freePort, sandboxFor } from "./support.mjs";
import { PATIENCE, timeout } from "../deadline.mjs";

const example = fileURLToPath(new URL("../../examples/cloudflare-worker.mjs", import.meta.url));

for (const date of compatibilityDates) {
  test(`cloudflare-worker.mjs answers people, but not itself, as of ${date}`, { timeout }, async (t) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const { sandbox, env } = await sandboxFor(t, url);
    await startWorker(t, example, port, env, date);
    await converse(sandbox, url);
  });
}

test("a Worker that was bundled without its condition says what to do", { timeout }, async (t) => {
  const port = await freePort();
  const worker = fileURLToPath(new URL("constructing.worker.mjs", import.meta.url));
  await startWorker(t, worker, port, {}, compatibilityDates[0], []);
  const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(PATIENCE) });
  assert.equal(
    await response.text(),
    "the WebAssembly module can't be started: this runtime compiles no WebAssembly at run time, so the bundler has to take the " +
      'export condition workerd or edge-light (Next.js on Cloudflare: serverExternalPackages: ["qiscus-wasm"]) ' +
      "(WebAssembly.Module(): Wasm code generation disallowed by embedder)",
  );
});
