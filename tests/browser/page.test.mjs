// The demo page in a real browser, used as a person would use it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../browser.mjs";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { startServer } from "../server.mjs";

const { QISCUS_WWW } = process.env;

const deadline = 10_000;
const timeout = 60_000;

let browser;
before(
  async () => {
    assert.ok(QISCUS_WWW, "run these tests by `cargo xtask test --only page`");
    browser = await launch();
  },
  { timeout },
);
after(() => browser?.close(), { timeout });

/** The page before a fresh sandbox, with all that a browser complains of. */
async function open({ flags = [], ...options } = {}) {
  const sandbox = await startSandbox({ args: flags });
  const env = { QISCUS_APP_ID: appId, QISCUS_SECRET_KEY: secretKey, QISCUS_BASE_URL: sandbox.url, PORT: "0" };
  const server = await startServer(process.execPath, [join(QISCUS_WWW, "server.mjs")], { greeting: "listening on ", env });
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(deadline);
  const complaints = [];
  const addresses = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => addresses.push(request.url()));
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // Chrome writes every refusal to the console; those of the API are part of some tests.
    const refusal = message.text().startsWith("Failed to load resource") && message.location().url.includes("/api/qiscus/");
    if (!refusal) complaints.push(message.text());
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective}`));
  });
  await page.goto(server.url);
  await page.locator("#sign-in button:enabled").waitFor();

  const form = (id) => page.locator(`#${id}`);
  const button = (id, name) => form(id).getByRole("button", { name, exact: true });
  return {
    page,
    sandbox,
    form,
    button,
    press: (id, name) => button(id, name).click(),
    /** Waits until the status of a form says this. */
    done: (id, text) => form(id).locator(".done").filter({ hasText: text }).waitFor(),
    /** Waits for a form's error, and returns it. */
    async error(id) {
      const element = form(id).getByRole("alert").filter({ hasText: /./ });
      await element.waitFor();
      return element.textContent();
    },
    texts: (selector) => page.locator(selector).allTextContents(),
    /** The rows of the request list, the oldest first: `[verb, path, status, time]`. */
    async list() {
      const read = (rows) => rows.map((row) => Array.from(row.cells, (cell) => cell.textContent)).reverse();
      return page.locator("#requests tbody tr").evaluateAll(read);
    },
    async close() {
      assert.deepEqual(complaints, []);
      assert.deepEqual(await sandbox.unknownRoutes(), []);
      assert.deepEqual(addresses.filter((address) => !address.startsWith(`${server.url}/`)), [], "another server");
    },
    async stop() {
      await context.close();
      await server.stop();
      await sandbox.stop();
    },
  };
}

/** A test with the page open, which ends well only if nobody complained. */
function withPage(name, options, body) {
  test(name, { timeout }, async () => {
    const demo = await open(options);
    try {
      await body(demo);
      await demo.close();
    } finally {
      await demo.stop();
    }
  });
}

async function signInAndOpen({ press, done }) {
  await press("sign-in", "Sign both in");
  await done("sign-in", "Alice and Bob signed in.");
  await press("open-room", "Open their room");
  await done("open-room", /^Room \d+ is open\.$/);
  await done("pages", "No comments yet");
}

async function send({ page, press, done }, message) {
  await page.getByLabel("Message").fill(message);
  await press("post", "Send");
  await done("post", "Sent.");
  await page.locator("#comments li").first().filter({ hasText: message }).waitFor();
}

async function createGroup({ page, press, done }) {
  await press("third", "Sign the third user in");
  await done("third", "Carol signed in.");
  await page.getByLabel("Group name").fill("Lunch");
  await press("create-group", "Create the group");
  await done("create-group", "and open now.");
}

async function fits(page, width) {
  await page.setViewportSize({ width, height: 740 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
}

withPage("the whole story, all eight calls", {}, async (demo) => {
  const { page, press, done, texts, button, list, error } = demo;

  await page.getByText("The page holds no secret key").waitFor();
  await page.getByText("Nobody is signed in yet.").waitFor();
  await page.getByText("Nothing was sent yet.").waitFor();
  for (const [form, name] of Object.entries({
    "open-room": "Open their room",
    "create-group": "Create the group",
    "participants": "Add",
    "infos": "Show room infos",
  })) {
    assert.ok(await button(form, name).isDisabled(), `${name} has nothing to work with yet`);
  }

  await signInAndOpen(demo);
  assert.deepEqual(await texts("#users li"), ["Alice alice@example.com", "Bob bob@example.com"]);
  assert.match((await texts("#rooms option"))[0], /^alice@example\.com bob@example\.com \(single, number \d+\)$/);
  assert.ok(await button("pages", "Older").isDisabled());
  assert.ok(await button("pages", "Newer").isDisabled());

  const html = "<img src=x onerror=alert(1)>";
  for (const message of ["one", "two", "three", "four"]) await send(demo, message);
  await page.getByLabel("Write as").selectOption({ label: "Bob (bob@example.com)" });
  await send(demo, html);
  const shown = () => texts("#comments li p");
  assert.deepEqual(await shown(), [html, "four", "three"], "as text");
  assert.equal(await page.locator("#comments img").count(), 0);
  assert.deepEqual(await texts("#comments b"), ["Bob", "Alice", "Alice"]);

  await press("pages", "Older");
  await done("pages", "Page 2");
  assert.deepEqual(await shown(), ["two", "one"]);
  assert.ok(await button("pages", "Older").isDisabled(), "that was the oldest");
  await press("pages", "Newer");
  await done("pages", "Page 1");
  assert.deepEqual(await shown(), [html, "four", "three"]);
  await page.getByLabel("Per page").selectOption("10");
  await page.locator("#comments li").nth(4).waitFor();
  assert.deepEqual(await shown(), [html, "four", "three", "two", "one"]);

  await createGroup(demo);
  const opened = page.getByLabel("Open room").locator("option:checked");
  assert.match(await opened.textContent(), /^Lunch \(group, number \d+\)$/);
  const members = () => texts("#members li");
  const [alice, bob, carol] = ["Alice (alice@example.com)", "Bob (bob@example.com)", "Carol (carol@example.com)"];
  assert.deepEqual(await members(), [`${alice} Remove`, `${bob} Remove`]);

  await press("participants", "Add");
  await done("participants", "carol@example.com was added.");
  assert.deepEqual(await members(), [`${alice} Remove`, `${bob} Remove`, `${carol} Remove`]);
  await page.getByLabel("Write as").selectOption({ label: carol });
  await send(demo, "Hello from Carol");
  await press("participants", "Remove carol@example.com");
  await done("participants", "carol@example.com was removed.");
  assert.deepEqual(await members(), [`${alice} Remove`, `${bob} Remove`]);

  await page.getByLabel("Email to add").fill("dora@example.com");
  await press("participants", "Add");
  const sentence = await error("participants");
  assert.match(sentence, /^dora@example\.com was not added: the server .+, in add_room_participants \(status 400\)\. /);
  assert.deepEqual(await members(), [`${alice} Remove`, `${bob} Remove`]);

  await page.getByLabel("As seen by").selectOption({ label: alice });
  await press("infos", "Show room infos");
  await done("infos", `As ${alice} saw them at `);
  const infos = (column) => texts(`#infos-table td:nth-child(${column})`);
  const [pairName, groupName] = await infos(1);
  assert.match(pairName, /^alice@example\.com bob@example\.com single, number \d+$/);
  assert.match(groupName, /^Lunch group, number \d+$/);
  assert.deepEqual(await infos(2), ["1", "1"]);
  assert.deepEqual(await infos(3), [html, "Hello from Carol"]);
  await page.getByLabel("As seen by").selectOption({ label: carol });
  await press("infos", "Show room infos");
  await done("infos", `${carol} is in none of the rooms of this page.`);

  const requests = (await demo.sandbox.requests()).map(({ method, path, status }) => [method, path, String(status)]);
  const rows = await list();
  assert.deepEqual(rows.map(([verb, path, status]) => [verb, path, status.split(" ")[0]]), requests);
  for (const [, , , time] of rows) assert.match(time, /^\d+ ms$/);
  assert.equal(new Set(requests.map(([, path]) => path)).size, 8, "all endpoints");
  assert.ok(rows.some(([verb, , status]) => verb === "POST" && status === "400 rejected"));

  await page.getByLabel("Open room").selectOption({ index: 0 });
  await page.locator("#comments li").nth(4).waitFor();
  await page.getByText("Nobody can join or leave a room of two").waitFor();
  await fits(page, 360);
});

withPage("with the keyboard alone", {}, async ({ page, done }) => {
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.name);
  await press("Tab");
  assert.equal(await focused(), "email");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid", "visible focus");
  await press("Enter");
  await done("sign-in", "Alice and Bob signed in.");
  assert.equal(await focused(), "email", "the focus stays");
  await press("Tab", "Tab", "Tab", "Tab", "Tab");
  assert.equal(await focused(), "Open their room");
  await press("Space");
  await done("pages", "No comments yet");
  assert.equal(await focused(), "Open their room", "the focus comes back to a button that was disabled");
  await press("Tab", "Tab", "Tab");
  assert.equal(await focused(), "message");
  for (const message of ["one", "two", "three", "four"]) {
    await press("Control+a");
    await page.keyboard.type(message);
    await press("Enter");
    await page.locator("#comments li").first().filter({ hasText: message }).waitFor();
  }
  await press("Tab", "Tab", "Tab");
  assert.equal(await focused(), "Older");
  await press("Enter");
  await done("pages", "Page 2");
  assert.equal(await focused(), "Newest", "from a button that can't be pressed any more to the next one");
});

withPage("errors are sentences, and no call is made twice", {}, async (demo) => {
  const { page, press, error, done, button, list, form } = demo;
  await signInAndOpen(demo);

  await page.getByLabel("Message").fill("");
  await press("post", "Send");
  assert.match(await error("post"), /^The message was not posted: .*message.*\. Correct that, and try again\.$/);
  for (const name of ["Alice", "Bob"]) await page.getByLabel(name, { exact: true }).uncheck();
  await press("create-group", "Create the group");
  assert.match(await error("create-group"), /^The group was not created: invalid parameters: participants\b/);

  const calls = (path) => list().then((rows) => rows.filter((row) => row[1].includes(path)));
  const before = (await calls("post_comment")).length;
  await page.route("**/post_comment", (route) => route.abort("connectionreset"));
  await page.getByLabel("Message").fill("Is it there?");
  await press("post", "Send");
  assert.match(
    await error("post"),
    /^The message may have been posted: .+, in post_comment\. .+ Look at the newest comments before you send it/,
  );
  assert.equal(await page.getByLabel("Message").inputValue(), "Is it there?", "what was written is not lost");
  assert.deepEqual((await calls("post_comment")).slice(before).map((row) => row[2]), ["no reply network"]);
  await page.unroute("**/post_comment");

  let release;
  const held = new Promise((resolve) => (release = resolve));
  let asked = 0;
  await page.route("**/post_comment", async (route) => {
    asked++;
    await held;
    await route.continue();
  });
  await press("post", "Send");
  await done("post", "Sending…");
  assert.equal(await form("post").getByRole("alert").textContent(), "", "the old error is gone");
  assert.ok(await button("post", "Send").isDisabled());
  await page.getByLabel("Message").press("Enter");
  assert.deepEqual((await calls("post_comment")).at(-1).slice(2), ["…", ""], "under way");
  release();
  await done("post", "Sent.");
  assert.ok(await button("post", "Send").isEnabled());
  assert.equal(asked, 1);
  await page.locator("#comments li").first().waitFor();

  let refusals = 1;
  await page.route("**/login_or_register", (route) =>
    refusals-- > 0 ? route.fulfill({ status: 503, headers: { "Retry-After": "0" }, body: "busy" }) : route.continue(),
  );
  await press("third", "Sign the third user in");
  await done("third", "Carol signed in.");
  const [refused, repeated] = (await calls("login_or_register")).slice(-2);
  assert.match(refused[2], /^503 server_error, again (at once|in \d+ ms)$/);
  assert.match(repeated[1], /login_or_register request 2 of this call$/);
  assert.equal(repeated[2], "200");

  const html = { status: 200, contentType: "text/html", body: "<p>Hi" };
  await page.route("**/load_comments", (route) => route.fulfill(html));
  await press("pages", "Newest");
  assert.match(await error("pages"), /^The comments were not loaded: the response is HTML, expected JSON \(.*\/load_comments\), in load_comments/);
});

withPage("a server that wants GET for load_comments", { flags: ["--load-comments", "get"] }, async (demo) => {
  await signInAndOpen(demo);
  await send(demo, "Hello");
  const loads = (await demo.list()).filter((row) => row[1].includes("load_comments"));
  assert.deepEqual(loads.map((row) => `${row[0]} ${row[2]}`), ["POST 405 rejected, again at once", "GET 200", "GET 200"]);
});

for (const colorScheme of ["light", "dark"]) {
  withPage(`narrow, long and ${colorScheme}`, { colorScheme }, async (demo) => {
    const { page, press, done, form } = demo;
    await page.setViewportSize({ width: 360, height: 740 });
    const long = "x".repeat(120);
    await page.getByLabel("Name", { exact: true }).first().fill(long);
    await press("sign-in", "Sign both in");
    await done("sign-in", `${long} and Bob signed in.`);
    await press("open-room", "Open their room");
    await done("pages", "No comments yet");
    await send(demo, long);
    await createGroup(demo);
    await page.getByLabel("Email to add").fill(`${long}@example.com`);
    await press("participants", "Add");
    await demo.error("participants");
    await press("infos", "Show room infos");
    await done("infos", "saw them at");
    await fits(page, 360);
    await fits(page, 320);
    const luminance = (property) =>
      form("third").evaluate((element, name) => {
        const [r, g, b] = getComputedStyle(element.closest("section"))[name].match(/\d+/g).map(Number);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      }, property);
    const [text, back] = [await luminance("color"), await luminance("backgroundColor")];
    assert.ok(colorScheme === "light" ? back - text > 150 : text - back > 150, `text ${text} on ${back}`);
  });
}

test("without the package the page says so", { timeout }, async () => {
  const demo = await open();
  try {
    await demo.page.route("**/pkg/index.js", (route) => route.abort());
    await demo.page.reload();
    const trouble = demo.page.locator("#trouble").filter({ hasText: "The page can't start" });
    await trouble.waitFor();
    assert.match(await trouble.textContent(), /build it and load this page again\.$/);
  } finally {
    await demo.stop();
  }
});
