// Lighthouse on the demo page: its start, and a conversation after a few messages; on a phone and on a desktop.
//
// `cargo xtask lighthouse` runs it. Fails below the scores of budget.json. Performance depends on the machine, so it is only printed.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launch as launchChrome } from "chrome-launcher";
import { desktopConfig, navigation, snapshot } from "lighthouse";
import puppeteer from "puppeteer-core";
import { freePort, startServer } from "../server.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const budget = JSON.parse(await readFile(join(here, "budget.json"), "utf8"));

await promisify(execFile)(process.execPath, [join(root, "xtask", "js", "demo.mjs")]);
const env = { QISCUS_APP_ID: "lighthouse", QISCUS_SECRET_KEY: "lighthouse", PORT: String(await freePort()) };
const server = await startServer(process.execPath, [join(root, "www", "server.mjs")], { greeting: "listening on ", env });
// Nothing but this machine: Lighthouse asks nobody else, and neither does the browser.
const chromeFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
const chrome = await launchChrome({ chromePath: process.env.QISCUS_CHROME, chromeFlags });
const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}`, defaultViewport: null });

const errors = [];

/** Prints the scores and what costs points, and holds the scores against the budget. */
function report(what, { lhr }) {
  // A snapshot has no performance.
  const isScored = ({ id }) => id !== "performance" || lhr.gatherMode === "navigation";
  const scored = Object.values(lhr.categories).filter(isScored);
  const scores = scored.map(({ id, score }) => [id, Math.round(score * 100)]);
  console.log(`${what}: ${scores.map(([id, score]) => `${id} ${score}`).join(", ")}`);
  for (const [id, score] of scores) {
    const least = budget[id];
    const isHeld = least === undefined || score >= least;
    if (!isHeld) errors.push(`${what}: ${id} is ${score}, below ${least}`);
    for (const { id: audit } of lhr.categories[id].auditRefs.filter(({ weight }) => weight > 0)) {
      const { score: one, title, displayValue = "", details } = lhr.audits[audit];
      if (one === null || one >= 1) continue;
      const nodes = (details?.items ?? []).slice(0, 5).map((item) => item.node?.snippet ?? item.description ?? item.source ?? "");
      console.log(`    ${audit}: ${title} ${displayValue} ${nodes.join(" ")}`);
    }
  }
}

try {
  for (const [device, config] of [
    ["phone", undefined],
    ["desktop", desktopConfig],
  ]) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    report(`${device}, start`, await navigation(page, server.url, { config }));
    await page.waitForSelector(".msg");
    await page.type(".pane textarea", "Booked");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".grp.me:last-child [aria-label=Sent]");
    report(`${device}, conversation`, await snapshot(page, { config }));
    await context.close();
  }
} finally {
  await browser.disconnect();
  chrome.kill();
  await server.stop();
}
if (errors.length > 0) {
  console.error(errors.join("\n"));
  process.exitCode = 1;
}
