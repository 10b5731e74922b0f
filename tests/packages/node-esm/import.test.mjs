// An ES module project.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import * as full from "qiscus-wasm";
import * as slim from "qiscus-wasm/slim";
import { createSandbox } from "qiscus-wasm/testing";
import { appId, secretKey, startSandbox } from "../../sandbox.mjs";
import { eightCalls } from "../eight-calls.mjs";
import { timeout } from "../../deadline.mjs";

// Over the platform's own fetch.
test("the eight calls", { timeout }, async () => {
  const sandbox = await startSandbox();
  try {
    await eightCalls(new full.QiscusClient({ appId, baseUrl: sandbox.url, secretKey }));
    assert.deepEqual(await sandbox.unknownRoutes(), []);
  } finally {
    await sandbox.stop();
  }
});

test("an error is a QiscusError", { timeout }, async () => {
  const qiscus = new full.QiscusClient({ ...createSandbox().clientOptions, secretKey: "a wrong key" });
  const error = await qiscus.loadComments({ room_id: 1 }).then(assert.fail, (error) => error);
  assert.ok(error instanceof Error);
  assert.ok(error instanceof full.QiscusError);
  assert.ok(full.isQiscusError(error));
  // The service answers a wrong key with 400, not with 401.
  assert.deepEqual([error.code, error.status, error.outcome], ["rejected", 400, "rejected"]);
  assert.ok(!JSON.stringify([error, error.message, error.stack]).includes("a wrong key"));
});

test("slim, with bytes that the caller read", { timeout }, async () => {
  await slim.load(await readFile(fileURLToPath(import.meta.resolve("qiscus-wasm/qiscus.wasm"))));
  const sandbox = createSandbox();
  await eightCalls(new slim.QiscusClient(sandbox.clientOptions));
  assert.deepEqual(sandbox.unknownRoutes, []);
});
