import { PATIENCE, timeout } from "../deadline.mjs";
// Opens pages of the documentation in a real browser, as `cargo xtask demo` serves them, for one test file.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../browser/demo.mjs";
import { launch } from "../browser.mjs";
import { base } from "./site.mjs";

export const client = "reference/qiscus-wasm/classes/QiscusClient.html";

let browser;
export let demo;
before(
  async () => {
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
export function withPage(name, path, options, body) {
  test(name, { timeout }, async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
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
