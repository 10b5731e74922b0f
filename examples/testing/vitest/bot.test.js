// Tests the bot against a sandbox, with Vitest.
// npx vitest run
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBot } from "../bot.js";

let sandbox, qiscus, room_id;

beforeEach(() => {
  sandbox = createSandbox();
  qiscus = new QiscusClient(sandbox.clientOptions);
  room_id = sandbox.seed({ rooms: [{ participants: ["abc@example.com", "bot@example.com"] }] }).rooms[0].room_id;
  sandbox.deliver(createBot(qiscus, "webhook-key"), { key: "webhook-key", people: ["abc@example.com"] });
});

afterEach(() => vi.useRealTimers());

const say = (message) => qiscus.postComment({ sender_email: "abc@example.com", room_id, message });
const messages = async () => (await qiscus.loadComments({ room_id })).comments.map(({ message }) => message);

test("the bot answers", async () => {
  await say("Hello");
  await sandbox.idle();
  expect(await messages()).toEqual(["You said: Hello", "Hello"]);
  expect(sandbox.unknownRoutes).toEqual([]);
});

test("a comment whose response is lost was posted", async () => {
  sandbox.fault("post_comment", { name: "reset-after", times: 1 });
  await expect(say("Hello")).rejects.toMatchObject({ code: "network", outcome: "unknown" });
  await sandbox.idle();
  expect(await messages()).toContain("Hello");
});

test("a call waits for a slow response", async () => {
  vi.useFakeTimers();
  sandbox.fault("load_comments", { name: "latency", value: 5000 });
  const loaded = messages();
  await vi.advanceTimersByTimeAsync(5000);
  expect(await loaded).toEqual([]);
});
