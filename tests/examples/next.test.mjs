// The example for Next.js: built without the keys, as in a pipeline, then started with them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { converse, freePort, listening, run, sandboxFor } from "./support.mjs";

const app = fileURLToPath(new URL("../../examples/next", import.meta.url));
const next = fileURLToPath(import.meta.resolve("next/dist/bin/next"));
const quiet = { NEXT_TELEMETRY_DISABLED: "1" };

test("next answers people, but not itself", { timeout: 150_000 }, async (t) => {
  const builder = run(t, process.execPath, [next, "build"], { cwd: app, env: quiet });
  const [code] = await builder.ended;
  assert.equal(code, 0, builder.output());

  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/qiscus`;
  const { sandbox, env } = await sandboxFor(t, url);
  const flags = ["start", "--hostname", "127.0.0.1", "--port", String(port)];
  const server = run(t, process.execPath, [next, ...flags], { cwd: app, env: { ...env, ...quiet } });
  await listening(url, server);
  await converse(sandbox, url, server.output);
});
