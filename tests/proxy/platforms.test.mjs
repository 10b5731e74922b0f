// The proxy on other servers than Node's own: Cloudflare's runtime, and Hono, whose requests are no usual ones.
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { QiscusClient } from "qiscus-wasm";
import { freePort } from "../examples/support.mjs";
import { compatibilityDates, startWorker } from "../worker.mjs";
import { abc, appId, failure, form, served, kotak, problems, proxied, rest, secretKey } from "./proxies.mjs";
import { PATIENCE, timeout } from "../deadline.mjs";

const signal = () => AbortSignal.timeout(PATIENCE);

/** A page's client, calling a real server. */
const pageAt = (url) => new QiscusClient({ baseUrl: `${url}/api/qiscus`, maxRetries: 0 });

async function passes(sandbox, url) {
  const page = pageAt(url);
  const { room_id } = sandbox;
  const message = "Grüß Gott & 100 % 😀";
  const { comment } = await page.postComment({ sender_email: kotak, room_id, message });
  assert.deepEqual([comment.email, comment.message], [abc, message]);
  const { room } = await page.getOrCreateRoomWithTarget({ emails: [abc, kotak] });
  assert.deepEqual(
    room.participants.map(({ email }) => email),
    [abc, kotak],
  );

  for (const [fault, outcome, status] of [
    ["redirect;to=other", "unknown", 502],
    ["reset;when=after", "unknown", 502],
    ["stall", "unknown", 504],
    ["stall=body", "unknown", 504],
    ["huge=11", "unknown", 502],
    ["status=503;retry-after=1", "rejected", 503],
  ]) {
    const { length } = await sandbox.requests();
    await sandbox.faults([`${fault};endpoint=post_comment`]);
    const error = await failure(page.postComment({ sender_email: abc, room_id, message: fault }));
    await sandbox.faults([]);
    assert.deepEqual(
      [fault, error.outcome, error.status, (await sandbox.requests()).length - length],
      [fault, outcome, status, 1],
    );
  }
  for (const [init, expected] of [
    [{ body: new URLSearchParams({ room_id }), headers: { "sec-fetch-site": "cross-site" } }, problems.foreign],
    [{ body: new URLSearchParams({ room_id }), headers: { origin: "https://evil.example" } }, problems.foreign],
    [{ body: new URLSearchParams({ room_id }), headers: { origin: url } }, [200]],
    [{ body: "{}", headers: { "content-type": "application/json" } }, problems.type],
    [{ body: "room_id=1&room_id=2", headers: { "content-type": form } }, problems.odd("room_id")],
    // Last, since Hono ends the connection of a body that was not read, a while later.
    [{ body: "x".repeat(200_000), headers: { "content-type": form } }, problems.large(2 ** 17)],
  ]) {
    const reply = await fetch(`${url}${rest}/load_comments`, { method: "POST", signal: signal(), ...init });
    const body = await reply.json();
    assert.deepEqual(expected.length === 1 ? [reply.status] : [reply.status, body], expected);
    assert.deepEqual([reply.headers.get("content-type"), reply.headers.get("cache-control")], ["application/json", "no-store"]);
  }
  assert.deepEqual(await sandbox.unknownRoutes(), []);
}

for (const date of compatibilityDates) {
  test(`workerd as of ${date}`, { timeout }, async (t) => {
    const sandbox = await served();
    t.after(() => sandbox.stop());
    const port = await freePort();
    const env = { QISCUS_APP_ID: appId, QISCUS_SECRET_KEY: secretKey, QISCUS_BASE_URL: sandbox.url };
    await startWorker(t, fileURLToPath(new URL("worker.mjs", import.meta.url)), port, env, date);
    await passes(sandbox, `http://127.0.0.1:${port}`);
  });
}

test("Hono on Node.js", { timeout }, async (t) => {
  const sandbox = await served();
  t.after(() => sandbox.stop());
  const { handler } = proxied(sandbox, {
    allow: ["post_comment", "load_comments", "get_or_create_room_with_target"],
    authorize: (_, { endpoint }) => (endpoint === "post_comment" ? { params: { sender_email: abc } } : true),
    timeout: 4000,
  });
  const app = new Hono();
  app.all("/api/qiscus/*", (context) => handler(context.req.raw));
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await once(server, "listening");
  t.after(() => server.close().closeAllConnections());
  await passes(sandbox, `http://127.0.0.1:${server.address().port}`);
});
