// `claim` and `release` with a real Redis, which several servers share.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { signWebhook, webhookHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";
import { createClient } from "redis";
import { freePort, run, send, until, webhookKey } from "./support.mjs";
import { timeout } from "../deadline.mjs";

const SERVERS = 4;
const EVENTS = 500;
const DAY = 86_400;

/** Starts a Redis that keeps nothing, and gives clients of it; all ends with the test. */
async function startRedis(t) {
  const program = process.env.QISCUS_REDIS;
  assert.ok(program, "QISCUS_REDIS names no program: run these tests by `cargo xtask test`");
  const port = await freePort();
  const flags = ["--port", String(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", tmpdir()];
  const { output } = run(t, program, flags);
  await until(
    () => `Redis accepts connections\n${output()}`,
    () => output().includes("eady to accept connections"),
  );
  return async () => {
    const socket = { connectTimeout: 5_000, reconnectStrategy: false };
    const client = createClient({ url: `redis://127.0.0.1:${port}`, socket });
    client.on("error", () => {});
    await client.connect();
    t.after(() => client.destroy());
    return client;
  };
}

/** A server with a Redis client of its own. */
async function startServer(t, redis, options) {
  const handler = webhookHandler({
    signatureKey: webhookKey,
    claim: (key) => redis.set(key, "1", { condition: "NX", expiration: { type: "EX", value: DAY } }),
    release: (key) => redis.del(key),
    ...options,
  });
  const server = createServer(nodeHandler(handler)).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${server.address().port}/`;
}

/** A signed delivery of the comment with this number. */
function delivery(id) {
  const from = { id: 1, email: "abc@example.com", name: "abc" };
  const room = { id: 16, topic_id: 16, type: "group", name: "Domino" };
  const message = { id, type: "text", text: `Comment ${id}`, payload: {} };
  const body = JSON.stringify({ type: "post_comment_mobile", payload: { from, room, message } });
  return [body, signWebhook(body, webhookKey)];
}

test("of two deliveries at once, to any server, one is handled", { timeout }, async (t) => {
  const connect = await startRedis(t);
  const handled = new Map();
  const onEvent = async ({ payload: { message } }) => {
    handled.set(message.id, (handled.get(message.id) ?? 0) + 1);
    await wait(5);
  };
  const urls = [];
  for (let i = 0; i < SERVERS; i++) urls.push(await startServer(t, await connect(), { onEvent }));

  const first = 4638469007;
  const deliveries = Array.from({ length: EVENTS }, (_, place) => delivery(first + place));
  // The second goes to another server: of every other event at the same moment, of the rest some time before or after.
  const twice = deliveries.flatMap((one, place) => [
    [urls[place % SERVERS], ...one],
    [urls[(place + 1) % SERVERS], ...(place % 2 ? deliveries[(place * 7) % EVENTS] : one)],
  ]);
  const replies = await Promise.all(twice.map(([url, body, signature]) => send(url, body, signature)));

  assert.equal(replies.length, 2 * EVENTS);
  assert.ok(replies.every(({ status, ok }) => status === 200 && ok));
  assert.equal(replies.filter(({ duplicate }) => duplicate).length, EVENTS);
  assert.deepEqual(
    [...handled.keys()].sort(),
    deliveries.map((_, place) => first + place),
  );
  assert.ok([...handled.values()].every((times) => times === 1));

  const redis = await connect();
  assert.equal(await redis.dbSize(), EVENTS);
  const left = await redis.ttl(`qiscus:comment:${first}`);
  assert.ok(left > DAY - 60 && left <= DAY, `${left} s`);
});

test("an event that was not handled is, when it is delivered again", { timeout }, async (t) => {
  const connect = await startRedis(t);
  const [tried, told] = [[], []];
  const options = {
    onEvent({ payload: { message } }) {
      tried.push(message.id);
      if (tried.length === 1) throw new Error("the database is away");
    },
    onError: (error) => told.push(error.message),
  };
  const urls = [await startServer(t, await connect(), options), await startServer(t, await connect(), options)];

  const one = delivery(4638469007);
  const refused = await send(urls[0], ...one);
  assert.deepEqual([refused.status, refused.ok, refused.code], [500, false, "internal"]);
  assert.deepEqual(told, ["the database is away"]);
  assert.deepEqual(await send(urls[1], ...one), { status: 200, ok: true });
  assert.deepEqual(await send(urls[0], ...one), { status: 200, ok: true, duplicate: true });
  assert.deepEqual(tried, [4638469007, 4638469007]);
});

test("while Redis is away, events are answered 500 and not handled", { timeout }, async (t) => {
  const redis = await (await startRedis(t))();
  const told = [];
  const onEvent = () => assert.fail("handled without a claim");
  const url = await startServer(t, redis, { onEvent, onError: (error) => told.push(error.message) });
  redis.destroy();
  const { status, code } = await send(url, ...delivery(4638469007));
  assert.deepEqual([status, code, told], [500, "internal", ["The client is closed"]]);
});
