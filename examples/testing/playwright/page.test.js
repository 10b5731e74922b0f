// Tests a page that calls the API: Playwright answers its requests from a sandbox.
// QISCUS_CHROME=/usr/bin/chromium node --test
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { chromium } from "playwright-core";
import { createSandbox } from "qiscus-wasm/testing";

const { QISCUS_CHROME: executablePath, QISCUS_CHROME_ARGUMENTS = "--headless" } = process.env;
const index = new URL("index.html", import.meta.url).pathname;
let browser, page, sandbox;

before(async () => (browser = await chromium.launch({ executablePath, args: QISCUS_CHROME_ARGUMENTS.split(" ") })));
after(() => browser.close());

beforeEach(async () => {
  sandbox = createSandbox();
  const { appId, secretKey } = sandbox.clientOptions;
  const secrets = { QISCUS_SDK_APP_ID: appId, QISCUS_SDK_SECRET: secretKey };
  page = await browser.newPage();
  await page.route("http://localhost/**", (route) => route.fulfill({ path: index }));
  await page.route("**/api/v2/rest/**", async (route) => {
    const request = route.request();
    const headers = { ...request.headers(), ...secrets };
    const init = { method: request.method(), headers, body: request.postDataBuffer() };
    try {
      const response = await sandbox.fetch(request.url(), init);
      const body = Buffer.from(await response.arrayBuffer());
      await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
    } catch {
      await route.abort("connectionreset");
    }
  });
});
afterEach(() => page.close());

test("the page shows the comments", async () => {
  const comments = [{ sender_email: "abc@example.com", message: "Hello" }];
  const { rooms } = sandbox.seed({ rooms: [{ participants: ["abc@example.com", "bot@example.com"], comments }] });
  await page.goto(`http://localhost/?room_id=${rooms[0].room_id}`);
  await page.waitForSelector("text=Hello");
  assert.deepEqual(sandbox.unknownRoutes, []);
});

test("the page shows an error", async () => {
  sandbox.fault("load_comments", { name: "status", value: 503 });
  await page.goto("http://localhost/?room_id=1");
  await page.waitForSelector("text=Qiscus answered 503");
});
