// Where a client takes a secret key: not in a page, unless it is told to.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { QiscusClient } from "qiscus-wasm";
import { launch } from "../browser.mjs";
import { startSandbox } from "../sandbox.mjs";
import { timeout } from "../deadline.mjs";

const options = { appId: "domino-prod", secretKey: "the-key" };

/** What a client that is given a secret key says here. */
function verdict() {
  try {
    new QiscusClient(options).free();
    return "takes it";
  } catch (error) {
    return error.code;
  }
}

// By what these platforms have in their global scope.
for (const [platform, globals, expected] of [
  ["Node.js", {}, "takes it"],
  ["Bun", { Bun: { version: "1.3.0" } }, "takes it"],
  ["Deno 2", { Deno: { version: {} } }, "takes it"],
  ["Deno 1, which has a window without a document", { Deno: { version: {} }, window: globalThis }, "takes it"],
  ["React Native", { window: globalThis, navigator: { product: "ReactNative" } }, "takes it"],
  ["a worker", { self: globalThis, WorkerGlobalScope: class {}, importScripts() {} }, "takes it"],
  ["Electron's main process", { process: Object.create(process, { type: { value: "browser" } }) }, "takes it"],
  [
    "Electron's renderer",
    { window: { document: {} }, process: Object.create(process, { type: { value: "renderer" } }) },
    "invalid_options",
  ],
  ["jsdom", { window: { document: {} }, document: {} }, "invalid_options"],
  ["a page", { window: { document: {} } }, "invalid_options"],
]) {
  test(`${platform}: ${expected}`, () => {
    const before = Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
    for (const [name, value] of Object.entries(globals))
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    try {
      assert.equal(verdict(), expected);
    } finally {
      for (const [name, property] of before) {
        if (property) Object.defineProperty(globalThis, name, property);
        else delete globalThis[name];
      }
    }
  });
}

const worker = `
import { QiscusClient } from "/pkg/index.js";
const verdict = () => {
  try {
    new QiscusClient(${JSON.stringify(options)}).free();
    return "takes it";
  } catch (error) {
    return error.code;
  }
};
self.addEventListener("message", ({ ports }) => ports[0].postMessage(verdict()));
`;

test("Chromium: a page doesn't take it, its workers do", { timeout }, async () => {
  const site = await mkdtemp(join(tmpdir(), "places-"));
  await writeFile(join(site, "index.html"), "<!doctype html><title>places</title>");
  await writeFile(join(site, "worker.js"), worker);
  const sandbox = await startSandbox({ args: ["--www", site, "--pkg", process.env.QISCUS_PKG] });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(sandbox.url);
    const found = await page.evaluate(async (options) => {
      const { QiscusClient } = await import("/pkg/index.js");
      const ask = (worker) =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => resolve(data);
          worker.postMessage(null, [port2]);
        });
      const here = () => {
        try {
          new QiscusClient(options).free();
          return "takes it";
        } catch (error) {
          return error.code;
        }
      };
      await navigator.serviceWorker.register("/worker.js", { type: "module" });
      const { active } = await navigator.serviceWorker.ready;
      const worker = new Worker("/worker.js", { type: "module" });
      return { page: here(), worker: await ask(worker), serviceWorker: await ask(active) };
    }, options);
    assert.deepEqual(found, { page: "invalid_options", worker: "takes it", serviceWorker: "takes it" });
  } finally {
    await browser.close();
    await sandbox.stop();
    await rm(site, { recursive: true });
  }
});
