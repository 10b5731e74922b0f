// The example for Next.js: built without the keys, as in a pipeline, then started with them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { QiscusClient } from "qiscus-wasm";
import { converse, freePort, listening, run, sandboxFor } from "./support.mjs";
import { PATIENCE } from "../deadline.mjs";

const app = fileURLToPath(new URL("../../examples/next", import.meta.url));
const next = fileURLToPath(import.meta.resolve("next/dist/bin/next"));
const quiet = { NEXT_TELEMETRY_DISABLED: "1" };

test("next answers people, but not itself, and lets a page read one room", { timeout: 150_000 }, async (t) => {
  const builder = run(t, process.execPath, [next, "build"], { cwd: app, env: quiet });
  const [code] = await builder.ended;
  assert.equal(code, 0, builder.output());

  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/qiscus`;
  const { sandbox, env } = await sandboxFor(t, url);
  const qiscus = new QiscusClient({ appId: env.QISCUS_APP_ID, baseUrl: sandbox.url, secretKey: env.QISCUS_SECRET_KEY });
  const { user } = await qiscus.loginOrRegister({ email: "reader@example.com", username: "Reader" });
  const { room_id } = await qiscus.createRoom({ name: "Public", creator: user.email, participants: [user.email] });

  const flags = ["start", "--hostname", "127.0.0.1", "--port", String(port)];
  const keys = { ...env, QISCUS_PUBLIC_ROOM: String(room_id) };
  const server = run(t, process.execPath, [next, ...flags], { cwd: app, env: { ...keys, ...quiet } });
  await listening(url, server);
  await converse(sandbox, url, server.output);

  const page = new QiscusClient({ baseUrl: url });
  const message = "Grüß Gott & 100 % 😀";
  await qiscus.postComment({ sender_email: user.email, room_id, message });
  assert.deepEqual(
    (await page.loadComments({ room_id })).comments.map((comment) => comment.message),
    [message],
  );
  const query = await fetch(`${url}/api/v2/rest/load_comments?room_id=${room_id}`, { signal: AbortSignal.timeout(PATIENCE) });
  assert.equal((await query.json()).results.comments.length, 1);
  for (const [call, apiMessage] of [
    [() => page.loadComments({ room_id: room_id + 1 }), "`authorize` did not allow this request"],
    [() => page.postComment({ sender_email: user.email, room_id, message }), "the proxy does not allow `post_comment`"],
  ]) {
    await assert.rejects(call, { code: "unauthorized", outcome: "rejected", apiMessage });
  }
});
