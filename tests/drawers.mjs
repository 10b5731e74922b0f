// A page with the demo's two drawers, a sandbox and a client, for tests in a browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize, resolve } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { PATIENCE, timeout } from "./deadline.mjs";

const { QISCUS_WWW } = process.env;

const types = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

const page = (sprite) => `<!doctype html>
<html lang="en" dir="ltr">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Drawers</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/style.css">
  <script type="importmap">{ "imports": {
    "qiscus-wasm": "/pkg/index.js", "qiscus-wasm/testing": "/pkg/testing.js",
    "lit-html": "/lit-html/lit-html.js", "lit-html/": "/lit-html/"
  } }</script>
  <script type="module" src="/drawers.js"></script>
</head>
<body>
  <div class="app">
    <header class="top"><h1>Drawers</h1></header>
    <div class="rail"></div>
    <main><div class="list"></div><div class="panes"></div></main>
    <aside class="drawer" aria-label="Tools">
      <header><h2>Tools</h2><div class="actions push"></div></header>
      <div class="host"></div>
    </aside>
  </div>
  ${sprite}
</body>
</html>`;

/** Runs in the page: what the chat would do. `window.demo` is what tests use. */
function setUp({ QiscusClient, webhookHandler, createSandbox, createRecorder, inspector, bench }) {
  const key = "whk_demo_5d1a0c3f";
  const deliveries = [];
  const listeners = new Set();
  const sandbox = createSandbox();
  const handler = webhookHandler({ signatureKey: key, onEvent() {} });
  sandbox.deliver(
    async (request) => {
      const body = await request.clone().text();
      const response = await handler(request);
      const signature = request.headers.get("qiscus-sdk-signature");
      deliveries.push({ time: new Date().toISOString(), body, signature, status: response.status, verdict: "accepted" });
      for (const listener of listeners) listener();
      return response;
    },
    { key },
  );
  const users = ["Alice", "Bob"].map((username) => ({ email: `${username.toLowerCase()}@example.com`, username }));
  const participants = users.map(({ email }) => email);
  const { rooms } = sandbox.seed({ users, rooms: [{ name: "Trip", participants }] });
  const demo = { sandbox, deliveries, room: rooms[0].room_id, faults: [] };
  /** Changes the body of the next response. */
  demo.change = undefined;
  demo.recorder = createRecorder({
    async fetch(url, init) {
      const response = await sandbox.fetch(url, init);
      if (!demo.change) return response;
      const { change } = demo;
      demo.change = undefined;
      return new Response(change(await response.text()), { status: response.status, headers: response.headers });
    },
  });
  const client = new QiscusClient({ ...sandbox.clientOptions, ...demo.recorder.clientOptions });
  demo.call = (method, params, options) => {
    const code = `qiscus.${method}(${JSON.stringify(params)}${options ? `, ${JSON.stringify(options)}` : ""})`;
    const run = (tags) => client[method](params, { ...options, ...tags });
    return demo.recorder.call(code, method, run).then(
      () => "done",
      (error) => error.code,
    );
  };
  demo.post = (message, options) =>
    demo.call("postComment", { room_id: demo.room, sender_email: "alice@example.com", message }, options);
  demo.load = () => demo.call("loadComments", { room_id: demo.room });
  const drawers = { inspector, webhooks: bench };
  demo.show = (name, more) => {
    demo.dispose?.();
    demo.dispose = undefined;
    const host = document.querySelector(".host");
    host.parentElement.className = `drawer ${name === "webhooks" ? "hook" : ""}`;
    demo.dispose = drawers[name]?.(host, {
      recorder: demo.recorder,
      place: "page",
      setFaults(list) {
        sandbox.clearFaults();
        for (const { endpoint, ...fault } of list) sandbox.fault(endpoint, fault);
        demo.faults = list;
      },
      get faults() {
        return demo.faults;
      },
      deliveries,
      subscribeDeliveries(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      webhookKey: key,
      show() {},
      ...more,
    });
  };
  window.demo = demo;
}

const script = `import { QiscusClient, webhookHandler } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { createRecorder } from "/recorder.js";
import { inspector } from "/inspector/inspector.js";
import { bench } from "/bench/bench.js";
(${setUp})({ QiscusClient, webhookHandler, createSandbox, createRecorder, inspector, bench });
`;

/** Serves the page from the folder www, beside which the package is. */
export async function serveDrawers(www) {
  const lit = createRequire(join(resolve(www), "recorder.js")).resolve("lit-html");
  const folders = {
    "/pkg/": resolve(www, "../pkg"),
    "/lit-html/": lit.slice(0, lit.lastIndexOf(join("/", "lit-html", "/")) + "/lit-html/".length),
    "/": resolve(www),
  };
  const [sprite = ""] = /<svg width="0".*?<\/defs>\s*<\/svg>/s.exec(await readFile(join(www, "index.html"), "utf8")) ?? [];
  const made = { "/": [page(sprite), ".html"], "/drawers.js": [script, ".js"] };
  const server = createServer(async (req, res) => {
    const [path] = req.url.split("?");
    const [prefix, folder] = Object.entries(folders).find(([start]) => path.startsWith(start));
    const file = normalize(join(folder, path.slice(prefix.length)));
    const inside = file.startsWith(folder);
    const [content, ending] = made[path] ?? [inside && (await readFile(file).catch(() => undefined)), extname(file)];
    if (!content || !types[ending]) return res.writeHead(404).end();
    res.writeHead(200, { "content-type": types[ending], "cache-control": "no-store" }).end(content);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    stop: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}

/** What axe-core finds on a page. */
export async function problems(page) {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core") });
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html, any }) => [html.slice(0, 120), any[0]?.message])]);
}

/** Nothing is wider than the page, and axe-core finds nothing, from left to right and from right to left. */
export async function assertInPlace(page) {
  const { width } = page.viewportSize();
  for (const dir of ["ltr", "rtl"]) {
    await page.evaluate((value) => (document.documentElement.dir = value), dir);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, dir);
    assert.deepEqual(await problems(page), [], dir);
  }
}

/** Dark, and on a phone. */
export const looks = [
  { colorScheme: "dark" },
  { viewport: { width: 360, height: 740 } },
  { viewport: { width: 360, height: 740 }, colorScheme: "dark" },
];

/**
 * Starts a browser for the tests of a file. Returns a function that adds a test with a drawer open, which ends well only if the
 * page has no complaint.
 */
export function withDrawer(drawer) {
  let browser;
  let server;
  before(
    async () => {
      assert.ok(QISCUS_WWW, "run these tests by `cargo xtask test --only page`");
      server = await serveDrawers(QISCUS_WWW);
      browser = await launch();
    },
    { timeout },
  );
  after(
    async () => {
      await browser?.close();
      await server?.stop();
    },
    { timeout },
  );
  return (name, body, options) =>
    test(name, { timeout }, async () => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
      try {
        await page.goto(server.url);
        await page.waitForFunction(() => window.demo !== undefined, undefined, { timeout: PATIENCE });
        await page.evaluate((which) => window.demo.show(which), drawer);
        await body(page);
        assert.deepEqual(complaints, []);
      } finally {
        await context.close();
      }
    });
}
