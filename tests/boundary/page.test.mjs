// The same table in a page, without a bundler.
import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { startSandbox } from "../sandbox.mjs";
import { table } from "./table.mjs";
import { timeout } from "../deadline.mjs";

test("the boundary table in a page", { timeout: 170_000 }, async (t) => {
  const site = await mkdtemp(join(tmpdir(), "boundary-"));
  await cp(join(import.meta.dirname, "page"), site, { recursive: true });
  for (const file of ["table.mjs", "../deadline.mjs"]) await cp(join(import.meta.dirname, file), join(site, basename(file)));
  const sandbox = await startSandbox({ args: ["--www", site, "--pkg", process.env.QISCUS_PKG] });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const uncaught = [];
    page.on("pageerror", (error) => uncaught.push(String(error)));
    await page.goto(sandbox.url);
    await page.waitForFunction(() => window.results, undefined, { timeout: 120_000 });
    const results = await page.evaluate(() => window.results);
    for (const [name, failure] of results) await t.test(name, () => assert.equal(failure, ""));
    assert.equal(results.length, table.length);
    assert.deepEqual(uncaught, []);
    assert.deepEqual(await sandbox.unknownRoutes(), []);
  } finally {
    await browser.close();
    await sandbox.stop();
    await rm(site, { recursive: true });
  }
});

test("a secret key in a page throws and says why", { timeout }, async () => {
  const sandbox = await startSandbox({ args: ["--www", join(import.meta.dirname, "page"), "--pkg", process.env.QISCUS_PKG] });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${sandbox.url}/api`).catch(() => {});
    const error = await page.evaluate(async () => {
      const { QiscusClient } = await import("/pkg/index.js");
      new QiscusClient({ appId: "a", secretKey: "the-key", dangerouslyAllowBrowser: true }).free();
      try {
        new QiscusClient({ appId: "a", secretKey: "the-key" });
      } catch (error) {
        return { code: error.code, message: error.message };
      }
    });
    assert.equal(error.code, "invalid_options");
    assert.match(error.message, /no secret key in a page, where everybody can read it/);
    assert.doesNotMatch(error.message, /the-key/);
  } finally {
    await browser.close();
    await sandbox.stop();
  }
});
