// A test suite makes thousands of sandboxes and calls: neither the module's memory, nor the heap, nor timers may pile up.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { timeout } from "../deadline.mjs";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

// Before the package is loaded: all modules that are instantiated are kept, to read the size of their memory.
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    memories.push(this.exports.memory);
  }
};
const { QiscusClient } = await import("qiscus-wasm");
const { createSandbox } = await import("qiscus-wasm/testing");

const MEBIBYTE = 1024 * 1024;

/** Asserts that nothing is left over. Closing may take some turns of the event loop. */
async function assertIdle(before) {
  for (let count = 0; count < 10; count++) await new Promise((resolve) => setImmediate(resolve));
  const now = process.getActiveResourcesInfo();
  assert.ok(now.length <= before, String(now));
}

/** Bytes in use: by the modules, and by everything else. */
async function used() {
  // Finalizers, which free what stands behind an object, run only between tasks.
  for (let count = 0; count < 4; count++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { module: memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0), heap: process.memoryUsage().heapUsed };
}

/** Asserts that work doesn't keep memory: it is done so often before the first measurement, and then so often again. */
async function assertKeepsNothing(warmUp, count, work, limit) {
  for (let done = 0; done < warmUp; done++) {
    await work();
    if (done % 50 === 0) await used();
  }
  const before = await used();
  for (let done = 0; done < count; done++) {
    await work();
    // Else the module's memory would show how late the engine collects garbage.
    if (done % 50 === 0) await used();
  }
  const after = await used();
  const grown = Object.fromEntries(Object.entries(after).map(([name, bytes]) => [name, (bytes - before[name]) / MEBIBYTE]));
  const shown = Object.entries(grown).map(([name, mebibytes]) => `${name} ${mebibytes.toFixed(2)} MiB`);
  console.log(`${count} times: ${shown.join(", ")}; the modules have ${after.module / MEBIBYTE} MiB`);
  assert.ok(grown.module <= limit.module, `the modules' memory grew by ${grown.module} MiB`);
  assert.ok(grown.heap <= limit.heap, `the heap grew by ${grown.heap} MiB`);
}

const abc = "abc@outlook.com";

/** A sandbox as a test uses it. */
async function useSandbox() {
  const sandbox = createSandbox({ webhook: { handler: () => new Response(), key: "key" } });
  const { rooms } = sandbox.seed({ users: [{ email: abc }], rooms: [{ name: "gege", participants: [abc, "xyz@outlook.com"] }] });
  const room_id = rooms[0].room_id;
  const client = new QiscusClient({ ...sandbox.clientOptions, maxRetries: 0 });
  sandbox.fault("load_comments", { name: "status", value: 503, times: 1 });
  for (let count = 0; count < 3; count++) await client.postComment({ sender_email: abc, room_id, message: "x".repeat(1000) });
  await assert.rejects(client.loadComments({ room_id }), { code: "server_error" });
  assert.equal((await client.loadComments({ room_id })).comments.length, 3);
  await sandbox.idle();
  assert.equal(sandbox.webhooks.length, 3);
}

test("a sandbox that is dropped leaves nothing behind", { timeout }, async () => {
  await assertKeepsNothing(100, 1000, useSandbox, { module: 2, heap: 8 });
});

test("a sandbox keeps no more than its journal", { timeout }, async () => {
  const sandbox = createSandbox();
  const { rooms } = sandbox.seed({ rooms: [{ name: "gege", participants: [abc] }] });
  const client = new QiscusClient(sandbox.clientOptions);
  const call = () => client.loadComments({ room_id: rooms[0].room_id });
  await assertKeepsNothing(1100, 1000, call, { module: 1, heap: 8 });
  assert.equal(sandbox.requests.length, 1000);
});

test("no timer and no listener is left behind", { timeout }, async () => {
  const sandbox = createSandbox();
  const { signal } = new AbortController();
  const idle = process.getActiveResourcesInfo().length;
  const faults = ["none", "latency", "reset", "redirect", "drip", "gzip", "length"];
  const values = { latency: 0, drip: 0 };
  for (let count = 0; count < 1000; count++) {
    const name = faults[count % faults.length];
    sandbox.clearFaults();
    sandbox.fault("*", { name, times: 1, ...(name in values && { value: values[name] }) });
    const { baseUrl, secretKey } = sandbox.clientOptions;
    const headers = { qiscus_sdk_secret: secretKey };
    const url = `${baseUrl}/api/v2/rest/load_comments?room_id=1`;
    await sandbox
      .fetch(url, { headers, signal })
      .then((response) => response.text())
      .catch(() => {});
  }
  assert.equal(getEventListeners(signal, "abort").length, 0);
  await assertIdle(idle);
});

test("an aborted call leaves no timer and no listener", { timeout }, async () => {
  const sandbox = createSandbox();
  const { baseUrl } = sandbox.clientOptions;
  const idle = process.getActiveResourcesInfo().length;
  for (const fault of [{ name: "latency", value: 600_000 }, { name: "stall" }, { name: "drip", value: 600_000 }]) {
    sandbox.clearFaults();
    sandbox.fault("*", fault);
    for (let count = 0; count < 100; count++) {
      const controller = new AbortController();
      const { signal } = controller;
      const reading = sandbox.fetch(`${baseUrl}/api/v2/rest/load_comments`, { signal }).then((response) => response.text());
      setImmediate(() => controller.abort());
      await assert.rejects(reading, { name: "AbortError" });
      assert.equal(getEventListeners(signal, "abort").length, 0);
    }
  }
  await sandbox.idle();
  await assertIdle(idle);
});
