// The documentation in a real browser: its search, its links to the demo page and back, and its example.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { base, root } from "./site.mjs";
import { client, demo, withPage } from "./window.mjs";
import { PATIENCE, timeout } from "../deadline.mjs";

withPage("the search finds a method", "", {}, async (page) => {
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Search").fill("postComment");
  const first = page.getByRole("option").first();
  await first.filter({ hasText: "postComment()" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "QiscusClient" }).waitFor();
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).hash, `${base}${client}#postcomment`);
});

withPage("pages follow each other without loading anew", "reference/", {}, async (page) => {
  await page.evaluate(() => (globalThis.isSame = true));
  await page.getByRole("main").getByRole("link", { name: "qiscus-wasm/testing" }).click();
  await page.getByRole("heading", { level: 1, name: "qiscus-wasm/testing" }).waitFor();
  await page.getByRole("main").getByRole("link", { name: "createSandbox" }).first().click();
  await page.getByRole("heading", { level: 1, name: "createSandbox()" }).waitFor();
  await page.getByRole("navigation", { name: "Main Navigation" }).getByRole("link", { name: "Guides" }).click();
  await page.waitForURL(/\/guides\/first-call\.html$/);
  assert.equal(await page.evaluate(() => globalThis.isSame), true);
});

withPage("the demo page and the documentation lead to each other", "", {}, async (page, context) => {
  await page.getByRole("link", { name: "Open the demo" }).click();
  await page.getByRole("heading", { name: "You are Alice" }).waitFor();
  const [docs] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "Docs" }).click()]);
  await docs.getByRole("heading", { level: 1, name: /^qiscus-wasm/ }).waitFor({ timeout: PATIENCE });
  assert.equal(docs.url(), `${demo.url}${base}`);
});

test("a folder needs no slash, and an unknown page says so", { timeout }, async () => {
  const signal = AbortSignal.timeout(PATIENCE);
  const folder = await fetch(`${demo.url}/docs`, { redirect: "manual", signal });
  assert.deepEqual([folder.status, folder.headers.get("location")], [301, base]);
  const missing = await fetch(`${demo.url}${base}no-such.html`, { signal });
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /qiscus-wasm/);
  for (const path of ["/docs/..%2f..%2fapp.js", "//docs", "/docs/.hidden.html", "/docs/sources.sha256", "/no-such.html"]) {
    const response = await fetch(`${demo.url}${path}`, { redirect: "manual", signal });
    assert.equal(response.status, 404, path);
  }
});

test("the example of the home page compiles, and prints what it says", { timeout }, async () => {
  const markdown = await readFile(join(root, "www", "docs", "index.md"), "utf8");
  const [, code] = /```js\n([\s\S]*?)```/.exec(markdown);
  const here = dirname(fileURLToPath(import.meta.url));
  const file = join(here, "home-example.mjs");
  await writeFile(file, code);
  const run = (...args) => promisify(execFile)(process.execPath, args, { cwd: here, timeout: 60_000 });
  const tsc = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin", "tsc");
  const flags = "--allowJs --checkJs --strict --noEmit --skipLibCheck --module nodenext --target es2022 --types node";
  await run(tsc, ...flags.split(" "), file).catch((error) => assert.fail(error.stdout || error.message));
  const { stdout } = await run(file);
  const [, printed] = /\/\/ (.+)$/m.exec(code);
  assert.equal(stdout, `${printed}\n`);
});
