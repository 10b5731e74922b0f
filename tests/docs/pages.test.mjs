// The documentation in a real browser, as `cargo xtask demo` serves it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { audit, bundle, deadline, serve } from "../browser/demo.mjs";
import { launch } from "../browser.mjs";
import { base, root } from "./site.mjs";

const timeout = 120_000;
const client = "reference/qiscus-wasm/classes/QiscusClient.html";

let browser;
let demo;
before(
  async () => {
    await bundle();
    [browser, demo] = await Promise.all([launch(), serve()]);
  },
  { timeout },
);
after(
  async () => {
    await browser?.close();
    await demo?.stop();
  },
  { timeout },
);

/** A test with a page of the site open, which ends well only if nothing complained and nobody else was asked for anything. */
function withPage(name, path, options, body) {
  test(name, { timeout }, async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(deadline);
      const complaints = [];
      const others = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
      context.on("request", (request) => new RegExp(`^(${demo.url}/|data:)`).test(request.url()) || others.push(request.url()));
      await page.goto(`${demo.url}${base}${path}`);
      await page.locator("h1").first().waitFor();
      await body(page, context);
      assert.deepEqual(complaints, []);
      assert.deepEqual(others, [], "another server");
    } finally {
      await context.close();
    }
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const path of ["", "guides/first-call.html", client, "reference/qiscus-wasm/interfaces/ClientOptions.html"]) {
    withPage(`axe-core finds nothing in ${path || "the home page"}, ${colorScheme}`, path, { colorScheme }, async (page) => {
      const isDark = await page.evaluate(() => document.documentElement.classList.contains("dark"));
      assert.equal(isDark, colorScheme === "dark");
      assert.deepEqual(await audit(page), []);
      if (colorScheme === "dark") return;
      await page.setViewportSize({ width: 390, height: 800 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, "fits a phone");
      assert.deepEqual(await audit(page), [], "on a phone");
    });
  }
}

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
  await docs.getByRole("heading", { level: 1, name: /^qiscus-wasm/ }).waitFor({ timeout: deadline });
  assert.equal(docs.url(), `${demo.url}${base}`);
});

test("a folder needs no slash, and an unknown page says so", { timeout }, async () => {
  const signal = AbortSignal.timeout(deadline);
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
