// Opens the demo page for a test: alone, or with a local sandbox behind it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { freePort, startServer } from "../server.mjs";
import { PATIENCE } from "../deadline.mjs";

const { QISCUS_WWW } = process.env;
assert.ok(QISCUS_WWW, "run these tests by `cargo xtask test --only page`");

/** The key of www/receiver.js. */
const webhookKey = "whk_demo_5d1a0c3f";

/** Starts the demo's server, and a sandbox that announces its comments to it. */
export async function serve() {
  const port = await freePort();
  const webhooks = ["--webhook-url", `http://127.0.0.1:${port}/webhook`, "--webhook-key", webhookKey];
  const sandbox = await startSandbox({ args: ["--get-user-rooms", ...webhooks] });
  const env = { QISCUS_APP_ID: appId, QISCUS_SECRET_KEY: secretKey, QISCUS_BASE_URL: sandbox.url, PORT: String(port) };
  const start = () => startServer(process.execPath, [join(QISCUS_WWW, "server.mjs")], { greeting: "listening on ", env });
  let server = await start();
  return {
    url: server.url,
    sandbox,
    /** What the API was asked to post, oldest first. */
    async posts(message) {
      const requests = await sandbox.requests();
      return requests.filter(({ endpoint, params }) => endpoint === "post_comment" && params?.message === message);
    },
    stopServer: () => server.stop(),
    restartServer: async () => void (server = await start()),
    async stop() {
      await server.stop();
      await sandbox.stop();
    },
  };
}

/** One person's window. `finish` asserts that nothing complained, and that nobody else was asked for anything. */
export async function open(browser, url, { width = 1440, height = 900, place, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints = [];
  const addresses = [];
  const state = { isOffline: false };
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => addresses.push(request.url()));
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // Chrome writes every refusal to the console; those of the API are part of some tests.
    const isRefusal = message.text().startsWith("Failed to load resource") && message.location().url.includes("/api/qiscus/");
    if (!isRefusal && !state.isOffline) complaints.push(message.text());
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(url);
  const window = new Window(page);
  await page.locator(".msg").first().waitFor();
  if (place) await window.choose(place);
  return Object.assign(window, {
    state,
    async finish() {
      assert.deepEqual(complaints, []);
      assert.deepEqual(
        addresses.filter((address) => !address.startsWith(`${url}/`)),
        [],
        "another server",
      );
    },
    close: () => context.close(),
  });
}

/** What a person does in a window. */
class Window {
  constructor(page) {
    this.page = page;
  }

  button = (name, scope = this.page) => scope.getByRole("button", { name });
  pane = (at) => this.page.locator(".pane").nth(at);
  log = (at = 0) => this.pane(at).getByRole("log");
  heading = (name) => this.page.getByRole("heading", { name, level: 2 });

  /** The message with this text; of several the last. */
  message = (text, at = 0) => this.log(at).locator(".msg").filter({ hasText: text }).last();

  async choose(place) {
    await this.page.getByRole("radio", { name: place }).click();
    await this.page.getByRole("radio", { name: place, checked: true }).waitFor();
    await this.page.locator(".msg").first().waitFor();
  }

  async send(text, at = 0) {
    const field = this.pane(at).getByLabel("Message", { exact: true });
    await field.fill(text);
    await field.press("Enter");
  }

  /** Waits until a message is sent. */
  async sent(text, at = 0) {
    const group = this.log(at).locator(".grp.me").filter({ hasText: text }).last();
    await group.getByRole("img", { name: "Sent" }).last().waitFor();
  }

  async openRoom(name) {
    await this.page.getByRole("navigation", { name: "Conversations" }).getByRole("link").filter({ hasText: name }).click();
    await this.heading(name).waitFor();
  }

  /** Turns one of the inspector's faults on: of the next so many requests that post. */
  async fault(name, how = "next request") {
    await this.button(/^Inspector/).click();
    const drawer = this.page.getByRole("complementary", { name: "Inspector" });
    await drawer.getByLabel("How often").selectOption(how);
    await drawer.getByRole("button", { name }).click();
    await drawer.getByRole("button", { name, pressed: true }).waitFor();
    await drawer.getByRole("button", { name: "Close" }).click();
    await drawer.waitFor({ state: "detached" });
  }
}

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds, as sentences: by all of its rules, or by some. */
export async function audit(page, rules) {
  await page.evaluate(axe);
  const options = rules ? { runOnly: rules, resultTypes: ["violations"] } : { resultTypes: ["violations"] };
  const { violations } = await page.evaluate((given) => globalThis.axe.run(document, given), options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}
