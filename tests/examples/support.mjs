// Runs a program that answers webhooks, and talks to it through a sandbox that delivers real ones.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { QiscusClient, signWebhook } from "qiscus-wasm";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { PATIENCE } from "../deadline.mjs";

export { freePort } from "../server.mjs";

export const webhookKey = "the-key-of-webhooks";

const [abc, bot] = ["abc@example.com", "bot@example.com"];

/** Asks again and again until there is an answer, and gives up in the end. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    assert.ok(Date.now() < end, `not within ${PATIENCE} ms: ${typeof what === "function" ? what() : what}`);
    await wait(20);
  }
}

/** A sandbox that delivers to `url`, and the environment of a program that answers there. */
export async function sandboxFor(t, url) {
  const sandbox = await startSandbox({ args: ["--webhook-url", url, "--webhook-key", webhookKey] });
  t.after(() => sandbox.stop());
  const env = {
    QISCUS_APP_ID: appId,
    QISCUS_SECRET_KEY: secretKey,
    QISCUS_WEBHOOK_KEY: webhookKey,
    QISCUS_BASE_URL: sandbox.url,
  };
  return { sandbox, env };
}

/** Starts a program, which ends with the test; returns a function that gives what it has printed. */
export function run(t, program, args, { env, ...options } = {}) {
  const child = spawn(program, args, { ...options, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const end = () => child.kill();
  const ended = once(child, "exit");
  // A program that can't be started says so here, too.
  ended.catch((error) => (output += error.message));
  process.once("exit", end);
  t.after(async () => {
    process.off("exit", end);
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    end();
    const stubborn = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(stubborn);
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  return { output: () => output, ended };
}

/** Waits until somebody answers at `url`, whatever the answer is. */
export function listening(url, { output }) {
  const ask = () =>
    fetch(url, { signal: AbortSignal.timeout(PATIENCE) }).then(
      (reply) => reply.arrayBuffer(),
      () => false,
    );
  return until(() => `an answer at ${url}\n${output()}`, ask);
}

export async function send(url, body, signature) {
  const headers = { "content-type": "application/json", ...(signature && { "qiscus-sdk-signature": signature }) };
  const reply = await fetch(url, { method: "POST", headers, body, duplex: "half", signal: AbortSignal.timeout(PATIENCE) });
  return { status: reply.status, ...(await reply.json()) };
}

/**
 * Checks that a program answers a person's comment, not its own, and nothing that isn't signed.
 *
 * @param output what the program has printed so far, where that can be seen
 */
export async function converse(sandbox, url, output) {
  const qiscus = new QiscusClient({ appId, baseUrl: sandbox.url, secretKey });
  for (const email of [abc, bot]) await qiscus.loginOrRegister({ email, username: email });
  const { room_id } = await qiscus.createRoom({ name: "Domino", creator: abc, participants: [abc, bot] });
  const texts = async () => (await qiscus.loadComments({ room_id })).comments.map((comment) => comment.message).reverse();
  const delivered = async (id) => {
    const known = async () => (await sandbox.webhooks()).find((webhook) => webhook.comment_id === id);
    const { body, ...delivery } = await until(`the delivery of ${id}`, known);
    assert.deepEqual(delivery, { url, comment_id: id, status: 200 });
    assert.equal(JSON.parse(body).payload.message.id, id);
  };

  // Signed and sent by the sandbox; posted by a program, so nobody answers.
  const { comment } = await qiscus.postComment({ sender_email: abc, room_id, message: "Grüß Gott & 100 % 😀" });
  await delivered(comment.id);
  assert.deepEqual(await texts(), ["Grüß Gott & 100 % 😀"]);

  const body = JSON.stringify(written(room_id, "How are you?"));
  assert.deepEqual(await send(url, body, signWebhook(body, webhookKey)), { status: 200, ok: true });
  const expected = ["Grüß Gott & 100 % 😀", "How are you?", "You said: How are you?"];
  assert.deepEqual(await texts(), [expected[0], expected[2]]);

  // The answer is delivered, too. A bot that answered it would have posted that before it answered the delivery.
  const [answer] = (await qiscus.loadComments({ room_id, limit: 1 })).comments;
  assert.equal(answer.email, bot);
  await delivered(answer.id);

  const other = JSON.stringify(written(room_id, "Give me your money"));
  for (const signature of [undefined, signWebhook(body, webhookKey), signWebhook(other, "another key")]) {
    const { status, ok, code } = await send(url, other, signature);
    assert.deepEqual([status, ok, code], [401, false, "invalid_signature"]);
  }
  assert.deepEqual(await texts(), [expected[0], expected[2]]);

  if (output) {
    const lines = () =>
      output()
        .split("\n")
        .filter((line) => line.includes("@example.com: "));
    await until(
      () => `what the program should print\n${output()}`,
      () => lines().length >= expected.length,
    );
    assert.deepEqual(lines(), [`${abc}: ${expected[0]}`, `${abc}: ${expected[1]}`, `${bot}: ${expected[2]}`]);
  }
  assert.deepEqual(await sandbox.unknownRoutes(), []);
}

/** The event of a comment that a person has written, with an app; the sandbox knows none such. */
function written(room_id, text) {
  const from = { id: 1, email: abc, name: "abc", avatar_url: null };
  const room = { id: room_id, topic_id: room_id, type: "group", name: "Domino", options: "{}" };
  const message = { id: 4638460000, type: "text", text, payload: {}, unique_temp_id: "android_1" };
  return { type: "post_comment_mobile", payload: { from, room, message } };
}
