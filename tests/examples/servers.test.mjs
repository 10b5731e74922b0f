// The examples that are servers in Node.js: each is run as it stands.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { converse, freePort, run, sandboxFor, send, until } from "./support.mjs";
import { PATIENCE, timeout } from "../deadline.mjs";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

/** Starts an example, and gives what `converse` needs. */
async function start(t, file, path) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${path}`;
  const { sandbox, env } = await sandboxFor(t, url);
  const { output } = run(t, process.execPath, [join(examples, file)], { env: { ...env, PORT: port } });
  const greeting = `listening on http://localhost:${port}\n`;
  await until(
    () => `${greeting}${output()}`,
    () => output().includes(greeting),
  );
  return [sandbox, url, output];
}

/** Sends a body to its end, although the answer comes before: `fetch` would stop. */
async function sendAll(url, body, headers) {
  const sending = request(url, { method: "POST", headers, signal: AbortSignal.timeout(PATIENCE) });
  const sent = once(sending, "finish");
  const answered = once(sending, "response");
  sending.write(body);
  sending.end();
  const [[reply]] = await Promise.all([answered, sent]);
  reply.resume();
  await once(reply, "end");
  return reply.statusCode;
}

for (const [file, path] of Object.entries({ "node-http.mjs": "/", "express.mjs": "/qiscus", "hono.mjs": "/qiscus" })) {
  test(`${file} answers people, but not itself`, { timeout }, async (t) => {
    await converse(...(await start(t, file, path)));
  });
}

test("node-http.mjs survives requests that aren't webhooks", { timeout }, async (t) => {
  const started = await start(t, "node-http.mjs", "/");
  const [, url] = started;
  // The second doesn't say beforehand how much it is.
  const large = Buffer.alloc(2 ** 24, "x");
  for (const headers of [{ "content-length": large.length }, {}]) assert.equal(await sendAll(url, large, headers), 413);
  // No address of another host.
  for (const target of [`${url}/`, `${url}/someone:secret@example.com/`]) assert.equal((await send(target, "{}")).status, 401);
  await converse(...started);
});
