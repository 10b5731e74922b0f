// A CommonJS project.
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { test } = require("node:test");
const full = require("qiscus-wasm");
const slim = require("qiscus-wasm/slim");
const { createSandbox } = require("qiscus-wasm/testing");

const timeout = 60_000;

async function tryAll(QiscusClient) {
  const { eightCalls } = await import("../eight-calls.mjs");
  const sandbox = createSandbox();
  await eightCalls(new QiscusClient(sandbox.clientOptions));
  assert.deepEqual(sandbox.unknownRoutes, []);
}

// Over the platform's own fetch.
test("the eight calls", { timeout }, async () => {
  const { appId, secretKey, startSandbox } = await import("../../sandbox.mjs");
  const { eightCalls } = await import("../eight-calls.mjs");
  const sandbox = await startSandbox();
  try {
    await eightCalls(new full.QiscusClient({ appId, baseUrl: sandbox.url, secretKey }));
    assert.deepEqual(await sandbox.unknownRoutes(), []);
  } finally {
    await sandbox.stop();
  }
});

test("slim, with bytes that the caller read", { timeout }, async () => {
  await slim.load(readFileSync(require.resolve("qiscus-wasm/qiscus.wasm")));
  await tryAll(slim.QiscusClient);
});

test("the CommonJS twins, for runtimes that cannot require an ES module", { timeout }, async () => {
  await tryAll(require("../../../node_modules/qiscus-wasm/cjs/index.js").QiscusClient);
  const twin = require("../../../node_modules/qiscus-wasm/cjs/slim.js");
  await twin.load(readFileSync(require.resolve("qiscus-wasm/qiscus.wasm")));
  await tryAll(twin.QiscusClient);
});

test("require and import give one class", { timeout }, async (t) => {
  if (!process.features.require_module) return t.skip("this Node cannot require an ES module");
  const imported = await import("qiscus-wasm");
  assert.equal(full.QiscusClient, imported.QiscusClient);
  assert.equal(full.QiscusError, imported.QiscusError);
});

test("an error of the other module system's copy is a QiscusError, too", { timeout }, async () => {
  const imported = await import("qiscus-wasm");
  const twin = require("../../../node_modules/qiscus-wasm/cjs/index.js");
  assert.throws(
    () => new twin.QiscusClient({}),
    (error) => error instanceof imported.QiscusError && imported.isQiscusError(error) && error instanceof Error,
  );
});
