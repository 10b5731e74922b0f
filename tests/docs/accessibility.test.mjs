// The pages of the documentation are accessible, in light and dark, and fit a phone.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { audit } from "../browser/demo.mjs";
import { root } from "./site.mjs";
import { client, withPage } from "./window.mjs";

/** What axe-core finds when the colours have arrived. */
async function findings(page, rules) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  return audit(page, rules);
}

const reference = ["", client, "reference/qiscus-wasm/interfaces/ClientOptions.html", "reference/qiscus-wasm/"];
const guides = readdirSync(join(root, "www", "docs", "guides")).map((name) => `guides/${name.replace(/md$/, "html")}`);
for (const path of [...reference, ...guides]) {
  withPage(`axe-core finds nothing in ${path || "the home page"}`, path, { colorScheme: "light" }, async (page) => {
    assert.deepEqual(await findings(page), []);
    await page.setViewportSize({ width: 390, height: 800 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, "fits a phone");
  });
}

for (const path of [...reference, "guides/first-call.html"]) {
  withPage(`axe-core finds nothing in ${path || "the home page"}, dark`, path, { colorScheme: "dark" }, async (page) => {
    assert.equal(await page.evaluate(() => document.documentElement.classList.contains("dark")), true);
    // The schemes differ in their colours alone.
    assert.deepEqual(await findings(page, ["color-contrast"]), []);
  });
}

withPage("axe-core finds nothing on a phone", client, { viewport: { width: 390, height: 800 } }, async (page) => {
  assert.deepEqual(await findings(page), []);
});
