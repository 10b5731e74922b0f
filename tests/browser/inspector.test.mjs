// The recorder, and the inspector in a real browser.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "../browser.mjs";
import { axePath, serveDrawers } from "../drawers.mjs";

const { QISCUS_WWW } = process.env;

const deadline = 10_000;
const timeout = 60_000;

let browser;
let server;
let modules;
before(
  async () => {
    assert.ok(QISCUS_WWW, "run these tests by `cargo xtask test --only page`");
    const load = (path) => import(pathToFileURL(resolve(QISCUS_WWW, path)));
    modules = Object.assign({}, ...(await Promise.all(["recorder.js", "../pkg/index.js", "../pkg/testing.js"].map(load))));
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

// ---- the recorder

/** A client whose calls are recorded, before a sandbox of its own. `isTagged` passes the recorder's options on. */
function recorded({ isTagged = true } = {}) {
  const { QiscusClient, createRecorder, createSandbox } = modules;
  const sandbox = createSandbox();
  const emails = ["alice@example.com", "bob@example.com"];
  const rooms = [1, 2, 3, 4].map((number) => ({ name: `Room ${number}`, participants: emails }));
  const seeded = sandbox.seed({ rooms });
  const headers = [];
  const state = { change: undefined };
  const recorder = createRecorder({
    async fetch(url, init) {
      headers.push(...init.headers.keys());
      const response = await sandbox.fetch(url, init);
      return state.change ? new Response(state.change(await response.text()), { status: response.status }) : response;
    },
  });
  const client = new QiscusClient({ ...sandbox.clientOptions, ...recorder.clientOptions });
  const call = (method, params, options) => {
    const run = (tags) => client[method](params, isTagged ? { ...options, ...tags } : options);
    return recorder.call(`qiscus.${method}(…)`, method, run);
  };
  return { sandbox, recorder, call, headers, state, rooms: seeded.rooms.map(({ room_id }) => room_id) };
}

const post = (room_id, message) => ["postComment", { room_id, sender_email: "alice@example.com", message }];

test("the recorder passes the results and the errors of a call on", { timeout }, async () => {
  const { call, recorder, rooms } = recorded();
  const { comment } = await call(...post(rooms[0], "one"));
  assert.equal(comment.message, "one");
  await assert.rejects(call("loadComments", { limit: 1 }), { code: "invalid_request" });
  const [sent, refused] = recorder.entries;
  assert.equal(sent.state, "done");
  assert.deepEqual([sent.endpoint, sent.httpMethod, sent.status], ["post_comment", "POST", 200]);
  assert.match(sent.path, /\/post_comment$/);
  assert.deepEqual(sent.params.slice(0, 3), [["sender_email", "alice@example.com"], ["room_id", String(rooms[0])], ["message", "one"]]);
  assert.equal(sent.results.comment.message, "one");
  assert.equal(sent.attempts.length, 1);
  assert.match(sent.body, /"message":"one"/);
  assert.ok(sent.duration >= sent.attempts[0].duration);
  assert.deepEqual([refused.state, refused.error.code, refused.attempts.length], ["failed", "invalid_request", 0]);
  assert.equal(refused.error.issues[0].path, "room_id");
});

for (const isTagged of [true, false]) {
  test(`requests belong to their calls, many at once, ${isTagged ? "by their tag" : "without a tag"}`, { timeout }, async () => {
    const { call, recorder, sandbox, rooms, headers } = recorded({ isTagged });
    sandbox.fault("load_comments", { name: "status", value: 500, times: 3 });
    sandbox.fault("get_rooms_info", { name: "reset", times: 1 });
    const loads = rooms.map((room_id) => call("loadComments", { room_id }));
    const infos = call("getRoomsInfo", { room_id: rooms, user_email: "alice@example.com" });
    const posts = rooms.map((room_id) => call(...post(room_id, `to ${room_id}`)));
    await Promise.all([...loads, infos, ...posts]);

    const { entries } = recorder;
    assert.equal(entries.length, 9, "no request is without its call");
    assert.equal(entries.reduce((sum, { attempts }) => sum + attempts.length, 0), 13, "nine and four retries");
    rooms.forEach((room, at) => {
      const [load, posted] = [entries[at], entries[5 + at]];
      assert.deepEqual(load.params[0], ["room_id", String(room)]);
      assert.equal(load.attempts.length, at < 3 ? 2 : 1);
      assert.ok(posted.params.some(([name, value]) => name === "message" && value === `to ${room}`));
    });
    const [lost, found] = entries[4].attempts;
    assert.match(lost.error, /reset|fetch|network/i);
    assert.equal(found.status, 200);
    assert.ok(found.wait > 0);
    assert.equal(headers.includes("x-recorded-call"), false, "the tag is not sent");
  });

  test(`look-ups belong to the comment that they confirm, ${isTagged ? "by their tag" : "without a tag"}`, { timeout }, async () => {
    const { call, recorder, sandbox, rooms } = recorded({ isTagged });
    sandbox.fault("post_comment", { name: "reset", when: "after", times: 1 });
    await Promise.all([call(...post(rooms[0], "lost"), { confirm: true }), call("loadComments", { room_id: rooms[1] })]);
    const [posted, loaded, lookup] = recorder.entries;
    assert.deepEqual(posted.attempts.map(({ isLookup, status }) => [isLookup, status]), [[false, undefined], [true, 200]]);
    assert.equal(posted.isFound, true);
    assert.deepEqual(posted.lookups, [lookup.id]);
    assert.deepEqual([lookup.confirms, lookup.state, lookup.status], [posted.id, "done", 200]);
    assert.equal(loaded.attempts.length, 1);
  });
}

test("ignored fields belong to their call, many at once", { timeout }, async () => {
  const { call, recorder, rooms, state } = recorded();
  for (const room of rooms) await call(...post(room, `in ${room}`));
  recorder.clear();
  state.change = (text) => (text.includes(`in ${rooms[2]}`) ? text.replace('"extras":{}', '"extras":7') : text);
  await Promise.all(rooms.map((room_id) => call("loadComments", { room_id })));
  assert.deepEqual(recorder.entries.map(({ ignored }) => ignored.map(({ path }) => path)), [[], [], ["results.comments[0].extras"], []]);
});

test("the recorder keeps no secrets", { timeout }, async () => {
  const { recorder, call, sandbox } = recorded();
  const params = { email: "carol@example.com", username: "Carol", password: "hunter22", device_token: "device-1" };
  const { user } = await call("loginOrRegister", params);
  const { QiscusClient } = modules;
  const client = new QiscusClient({ ...sandbox.clientOptions, ...recorder.clientOptions });
  await recorder.call(`qiscus.loginOrRegister({ password: "hunter22" })`, "loginOrRegister", (tags) => client.loginOrRegister(params, tags));
  const kept = JSON.stringify(recorder.entries);
  for (const secret of ["hunter22", "device-1", user.token, "sandbox-secret"]) assert.equal(kept.includes(secret), false, secret);
  assert.ok(kept.includes("Carol"));
});

test("a call that is given up ends, with its open request", { timeout }, async () => {
  const { call, recorder, sandbox, rooms } = recorded();
  sandbox.fault("*", { name: "stall" });
  await assert.rejects(call("loadComments", { room_id: rooms[0] }, { timeout: 50 }), { code: "timeout" });
  const [{ state, error, attempts }] = recorder.entries;
  assert.deepEqual([state, error.code, attempts.length], ["failed", "timeout", 1]);
  assert.ok(attempts[0].duration > 0);
  assert.ok(attempts[0].error);
});

// ---- the inspector

/** A test with the inspector open, which ends well only if the page has no complaint. */
function withInspector(name, body, options) {
  test(name, { timeout }, async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(deadline);
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    try {
      await page.goto(server.url);
      await page.waitForFunction(() => window.demo !== undefined, undefined, { timeout: deadline });
      await page.evaluate(() => window.demo.show("inspector"));
      await body(page);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  });
}

const chip = (page, name) => page.getByRole("button", { name: new RegExp(`^${name}`) });

/** The rows, newest first: method, endpoint, note, status. */
const rows = (page) =>
  page.locator(".req").evaluateAll((all) => all.map((row) => [...row.children].slice(0, 4).map(({ textContent }) => textContent.trim())));

const detail = (page) => page.getByRole("region", { name: "The selected request" });

/** What axe-core finds. */
async function problems(page) {
  await page.addScriptTag({ path: axePath() });
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html, any }) => [html.slice(0, 120), any[0]?.message])]);
}

withInspector("an empty inspector says what will come", async (page) => {
  await page.getByText("Requests appear here as you use the chat").waitFor();
  assert.ok(await page.getByRole("button", { name: "Clear" }).isDisabled());
  assert.deepEqual(await problems(page), []);
});

withInspector("429 with Retry-After: attempts, waits, verdict", async (page) => {
  await chip(page, "429").click();
  assert.equal(await chip(page, "429").getAttribute("aria-pressed"), "true");
  assert.deepEqual(await page.evaluate(() => window.demo.faults), [
    { endpoint: "post_comment", name: "status", value: 429, retryAfter: 1, times: 3 },
  ]);
  const ends = page.evaluate(() => window.demo.post("Booking the 07:10"));
  // It counts up while it runs.
  await page.locator(".req .pill", { hasText: /^0\.[1-9] s$/ }).waitFor();
  await page.getByText("Waiting 1 s, as the server asked").waitFor();
  assert.equal(await ends, "rate_limited");
  await detail(page).getByRole("heading", { name: "Rate limited by the server" }).waitFor();
  assert.deepEqual(await rows(page), [["POST", "post_comment", "3 attempts", "429"]]);
  const text = await detail(page).innerText();
  for (const part of ["code rate_limited", "outcome rejected", "retryAfter 1000", "form, 4 parameters", "Booking the 07:10"]) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
  const bars = await page.locator(".fall .bar").evaluateAll((all) => all.map((bar) => [...bar.children].map((each) => each.className)));
  assert.deepEqual(bars, [["bad", "wait"], ["bad", "wait"], ["bad"]]);
  await page.getByText(/after a wait of 1\.\d+ s/).first().waitFor({ state: "attached" });
  // Used up after three requests.
  assert.equal(await chip(page, "429").getAttribute("aria-pressed"), "false");
  await page.waitForFunction(() => window.demo.faults.length === 0, undefined, { timeout: deadline });
  assert.deepEqual(await problems(page), []);
});

withInspector("a reset after the call: unknown, and found with confirm", async (page) => {
  await page.getByLabel("How often").selectOption("next request");
  await chip(page, "Reset after").click();
  assert.equal(await page.evaluate(() => window.demo.post("Is it there?")), "network");
  await detail(page).getByText("It may have taken effect. No connection.").waitFor();
  assert.deepEqual(await rows(page), [["POST", "post_comment", "unknown", "no reply"]]);
  await detail(page).getByText("Received nothing").waitFor();

  await page.waitForFunction(() => window.demo.faults.length === 0, undefined, { timeout: deadline });
  await chip(page, "Reset after").click();
  assert.equal(await page.evaluate(() => window.demo.post("And now?", { confirm: true })), "done");
  await page.locator(".req").nth(2).waitFor();
  assert.deepEqual((await rows(page)).slice(0, 2), [
    ["POST", "load_comments", "confirm", "200"],
    ["POST", "post_comment", "", "found"],
  ]);
  await page.locator(".req").nth(1).click();
  await detail(page).getByText("Found on the server").waitFor();
  await detail(page).getByRole("button", { name: "Show the look-up" }).click();
  await detail(page).getByText("Look-up of a comment that may have been delivered").waitFor();
  await detail(page).getByRole("button", { name: "Show the call" }).click();
  await detail(page).getByText("Found on the server").waitFor();
});

withInspector("garbage is accepted and can't be used; an odd field is ignored", async (page) => {
  await chip(page, "Garbage").click();
  assert.equal(await page.evaluate(() => window.demo.post("Hello")), "invalid_response");
  await detail(page).getByText("Accepted, but the response can’t be used").waitFor();
  assert.deepEqual(await rows(page), [["POST", "post_comment", "accepted", "200"]]);
  await detail(page).getByText("outcome accepted").waitFor();
  await chip(page, "Garbage").click();

  await page.evaluate(async () => {
    const { demo } = window;
    demo.change = (text) => text.replace('"extras":{}', '"extras":7');
    await demo.load();
  });
  await page.locator(".req").first().click();
  assert.deepEqual((await rows(page))[0], ["POST", "load_comments", "1 ignored", "200"]);
  await detail(page).getByText("Succeeded, and left out 1 optional field").waitFor();
  await detail(page).getByText("results.comments[0].extras expected object or null, received integer").waitFor();
  assert.deepEqual(await problems(page), []);
});

withInspector("latency goes with another fault, and 5xx to any endpoint", async (page) => {
  await page.getByLabel("Endpoint").selectOption("any endpoint");
  await page.getByLabel("How often").selectOption("next request");
  await chip(page, "\\+800 ms").click();
  await chip(page, "5xx").click();
  await page.evaluate(() => window.demo.load());
  const entry = await page.evaluate(() => window.demo.recorder.entries[0].attempts.map(({ status, duration }) => [status, duration >= 790]));
  assert.deepEqual(entry, [[500, true], [200, false]]);
  await detail(page).getByText("Succeeded at attempt 2").waitFor();
});

withInspector("new rows never move the selection, and arrow keys do", async (page) => {
  await page.evaluate(() => window.demo.post("one"));
  await page.evaluate(() => window.demo.load());
  const current = page.locator(".req[aria-current=true]");
  await page.locator(".req").nth(1).waitFor();
  assert.equal(await current.getAttribute("data-entry"), "1", "the first row was selected when it came");
  assert.equal(await page.locator(".req[tabindex='0']").count(), 1);
  await current.focus();
  await page.keyboard.press("ArrowUp");
  assert.equal(await current.getAttribute("data-entry"), "2");
  await page.evaluate(() => window.demo.load());
  await page.locator(".req").nth(2).waitFor();
  assert.equal(await current.getAttribute("data-entry"), "2");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.entry), "2", "the focus stays, too");
  await page.keyboard.press("End");
  assert.equal(await current.getAttribute("data-entry"), "1");
  await page.keyboard.press("Home");
  assert.equal(await current.getAttribute("data-entry"), "3");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("Requests appear here").waitFor();
});

withInspector("copying works by keyboard", async (page) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => window.demo.post("one"));
  const button = page.getByRole("button", { name: "Copy the code" });
  await button.focus();
  await page.keyboard.press("Enter");
  await button.getByText("Copied").waitFor({ state: "attached" });
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^qiscus\.postComment\(.*"one"/);
});

withInspector("faults are off where the proxy is your own, and the header may have no place for buttons", async (page) => {
  await page.locator("header .actions").getByRole("button", { name: "Clear" }).waitFor();
  await page.evaluate(() => window.demo.show(null));
  assert.equal(await page.locator(".host *, .actions *").count(), 0, "nothing is left behind");
  await page.evaluate(() => {
    document.querySelector("header .actions").remove();
    window.demo.show("inspector", { place: "own" });
  });
  await page.getByText("Faults need a sandbox.").waitFor();
  assert.ok(await chip(page, "429").isDisabled());
  await page.locator(".host .actions").getByRole("button", { name: "Clear" }).waitFor();
  assert.deepEqual(await problems(page), []);
});

for (const options of [
  { colorScheme: "dark" },
  { viewport: { width: 360, height: 740 } },
  { viewport: { width: 360, height: 740 }, colorScheme: "dark" },
]) {
  withInspector(
    `on ${JSON.stringify(options)} nothing is out of place`,
    async (page) => {
      await page.evaluate(() => window.demo.post("one", { confirm: true }));
      await page.locator(".req").waitFor();
      const { width } = page.viewportSize();
      for (const dir of ["ltr", "rtl"]) {
        await page.evaluate((value) => (document.documentElement.dir = value), dir);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, dir);
        assert.deepEqual(await problems(page), [], dir);
      }
    },
    options,
  );
}
