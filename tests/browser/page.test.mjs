// The demo page in a real browser: people who chat, also while things fail.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.mjs";
import { audit, open, serve } from "./demo.mjs";
import { timeout } from "../deadline.mjs";

let browser;
let demo;
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

/** A test with a window open, which ends well only if nothing complained. */
function withWindow(name, options, body) {
  test(name, { timeout }, async () => {
    const window = await open(browser, demo.url, options);
    try {
      await body(window);
      await window.finish();
    } finally {
      await window.close();
    }
  });
}

withWindow("a new group: post, receive on the other side, add and remove people", {}, async (window) => {
  const { page, button, pane } = window;
  await window.heading("You are Alice").waitFor();
  await button("New conversation").click();
  await page.getByRole("radio", { name: "Group" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Lunch");
  for (const name of ["Bob", "Carol"]) await page.getByRole("checkbox", { name }).check();
  await button("Create group").click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await window.heading("Lunch").waitFor();
  await page.getByText("Alice created the group").first().waitFor();

  await window.send("Noodles or rice?");
  await window.sent("Noodles or rice?");
  await button("Split view").click();
  await pane(1).getByLabel("Whose view").waitFor();
  await window.message("Noodles or rice?", 1).waitFor();
  await window.send("<b>Rice</b>", 1);
  await window.message("<b>Rice</b>").waitFor();
  assert.equal(await window.message("<b>Rice</b>").locator(".b b").count(), 0, "as text");
  await page.getByRole("link").filter({ hasText: "Bob: <b>Rice</b>" }).waitFor();
  await pane(1).getByLabel("Whose view").selectOption({ label: "Carol’s view" });
  await window.message("Noodles or rice?", 1).waitFor();
  await button("Close split view").click();

  await button(/3 people/).click();
  const people = page.getByRole("complementary", { name: "People in Lunch" });
  await button("Add", people).click();
  await page.getByRole("dialog").getByLabel("Dimas").check();
  await button("Add", page.getByRole("dialog")).last().click();
  await page.getByText("Alice added Dimas").first().waitFor();
  await button("Remove Dimas").click();
  await page.getByText("Alice removed Dimas").first().waitFor();
  assert.equal(await people.getByRole("listitem").count(), 3);
});

withWindow("every type of message, and the answer to a button", {}, async (window) => {
  const { page, button } = window;
  await button("Attach").click();
  await page.getByRole("menuitem", { name: "Buttons" }).click();
  await page.getByLabel("Text").fill("Tea or coffee?");
  await page.getByLabel("Label of button 1").fill("Tea");
  await button("Send", page.getByRole("dialog")).click();
  await window.message("Tea or coffee?").waitFor();
  for (const [name, text] of [
    ["Card", "Prambanan at dusk"],
    ["Location", "Tugu Station"],
  ]) {
    await button("Attach").click();
    await page.getByRole("menuitem", { name }).click();
    await button("Send", page.getByRole("dialog")).click();
    await window.message(text).waitFor();
  }
  await button(/^Be Bob/).click();
  await window.heading("You are Bob").waitFor();
  await window.message("Tea or coffee?").getByRole("button", { name: "Tea" }).click();
  await window.message("Tea or coffee?").getByRole("button", { name: "Tea", pressed: true }).waitFor();
  await window.message("Tea or coffee?").hover();
  await button("Reply", window.message("Tea or coffee?")).click();
  await window.send("And a biscuit");
  await window.message("And a biscuit").locator(".quote").filter({ hasText: "Tea or coffee?" }).waitFor();
});

withWindow("a message that was not sent is sent again, under the same id", { place: "Local sandbox" }, async (window) => {
  await window.fault(/^429/, "next 3 requests");
  await window.send("Booking for everyone");
  const status = window.log().locator(".st.bad");
  await status.filter({ hasText: "Not sent: rate limited by the server." }).waitFor();
  await window.button("Retry").click();
  await window.sent("Booking for everyone");
  await status.waitFor({ state: "detached" });
  const posts = await demo.posts("Booking for everyone");
  assert.deepEqual(
    posts.map((post) => post.status),
    [429, 429, 429, 200],
  );
  assert.equal(new Set(posts.map(({ params }) => params.unique_temp_id)).size, 1);
});

withWindow("an unknown outcome is looked up, and never posted twice", { place: "Local sandbox" }, async (window) => {
  const { page, button, log } = window;
  await window.fault(/^Reset after/);
  await window.send("Window, please");
  await log().getByText("May have been delivered. Checking…").waitFor();
  await log().getByText("Found on the server.").waitFor();
  assert.equal((await demo.posts("Window, please")).length, 1);

  await window.fault(/^Reset before/);
  await window.send("Aisle, please");
  await log().getByText("It wasn’t there, so it was sent again.").waitFor();
  assert.equal((await demo.posts("Aisle, please")).length, 2);

  await page.getByLabel("Confirm delivery").uncheck();
  await window.fault(/^Reset before/);
  await window.send("Any seat");
  await log().getByText("Couldn’t find out whether it was delivered.").waitFor();
  await button("Check again").click();
  await log().getByText("It isn’t on the server.").waitFor();
  await button("Send again").click();
  await window.sent("Any seat");

  await window.message("Any seat").hover();
  await button("Show the request", window.message("Any seat")).click();
  const drawer = page.getByRole("complementary", { name: "Inspector" });
  await drawer.locator(".detail").filter({ hasText: "Any seat" }).waitFor();
});

test("two windows: what one posts, the other receives by webhook", { timeout }, async () => {
  const alice = await open(browser, demo.url, { place: "Local sandbox" });
  const bob = await open(browser, demo.url, { place: "Local sandbox" });
  try {
    await bob.button(/^Be Bob/).click();
    await bob.heading("You are Bob").waitFor();
    await bob.openRoom("New ideas");
    await alice.openRoom("New ideas");
    await alice.send("Anybody here?");
    await bob.message("Anybody here?").waitFor();
    await bob.send("I am");
    await alice.message("I am").waitFor();
    await alice.openRoom("Yogyakarta offsite");
    await bob.send("Still here");
    const row = alice.page.getByRole("link").filter({ hasText: "New ideas" });
    await row.filter({ hasText: "1 unread" }).filter({ hasText: "Bob: Still here" }).waitFor();
    assert.equal((await demo.posts("Anybody here?")).length, 1);
    for (const window of [alice, bob]) await window.finish();
  } finally {
    await Promise.all([alice.close(), bob.close()]);
  }
});

withWindow("older messages come without a jump, down to the first", {}, async ({ page, log }) => {
  const created = page.getByText("Alice created the group");
  for (let pages = 0; pages < 8 && !(await created.isVisible()); pages++) {
    const moved = await log().evaluate(async (element) => {
      const messages = () => [...element.querySelectorAll(".msg")];
      const before = messages().length;
      element.scrollTop = 350;
      const top = element.getBoundingClientRect().top;
      const anchor = messages().find((each) => each.getBoundingClientRect().top > top);
      const where = anchor.getBoundingClientRect().top;
      for (let tries = 0; tries < 200 && messages().length === before; tries++) await new Promise((done) => setTimeout(done, 10));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return Math.abs(anchor.getBoundingClientRect().top - where);
    });
    assert.ok(moved <= 1, `moved by ${moved} px`);
  }
  await log().evaluate((element) => (element.scrollTop = 0));
  await created.waitFor();
  assert.ok((await log().locator(".msg").count()) > 50);
});

withWindow("new messages below are counted, and a reload keeps the session", {}, async (window) => {
  const { page, button, log } = window;
  await log().evaluate((element) => (element.scrollTop = 600));
  await button("Split view").click();
  await log(0).evaluate((element) => (element.scrollTop = 600));
  await window.send("Down here", 1);
  await button("1 new message").click();
  await button("1 new message").waitFor({ state: "detached" });
  await button("Close split view").click();

  await button(/^Be Bob/).click();
  await window.heading("You are Bob").waitFor();
  await window.openRoom("New ideas");
  await window.send("Kept");
  await window.sent("Kept");
  await page.reload();
  await window.heading("You are Bob").waitFor();
  await window.heading("New ideas").waitFor();
  await window.message("Kept").waitFor();
  await window.openRoom("Yogyakarta offsite");
  await window.message("Down here").waitFor();
  await button("Conversation menu").click();
  await page.getByRole("menuitem", { name: "Start over" }).click();
  await window.heading("You are Alice").waitFor();
  await window.message("See you all at the gate").waitFor();
  assert.equal(await window.message("Down here").count(), 0);
});

withWindow("with the keyboard alone", {}, async (window) => {
  const { page } = window;
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim());
  await press("F6");
  assert.equal(await focused(), "In this page");
  assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "solid", "visible focus");
  await press("F6", "F6");
  assert.match(await focused(), /Yogyakarta offsite/);
  await press("ArrowDown");
  assert.match(await focused(), /^B\s*Bob/);
  await press("Enter");
  await window.heading("Bob").waitFor();
  await press("F6");
  assert.equal(await focused(), "Messages");
  await press("End", "r");
  await page.locator(".re").filter({ hasText: "Invoice is in" }).waitFor();
  assert.equal(await focused(), "Message");
  await page.keyboard.type("Thanks");
  await press("Enter");
  await window.message("Thanks").locator(".quote").waitFor();
  await press("Shift+Tab", "Enter");
  await page.getByRole("menu", { name: "Attach" }).waitFor();
  await press("ArrowDown", "ArrowDown", "Enter");
  await page.getByRole("dialog", { name: "Send a location" }).waitFor();
  await press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await focused(), "Attach", "the focus comes back");
});

withWindow("a phone: the list, a conversation, and back", { width: 360, height: 740, hasTouch: true }, async (window) => {
  const { page, button } = window;
  const fits = async () => assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await window.heading("Yogyakarta offsite").waitFor();
  await fits();
  await button("Back to conversations").click();
  await window.heading("You are Alice").waitFor();
  await fits();
  await window.openRoom("Carol");
  await window.send("x".repeat(200));
  await window.sent("xxx");
  await fits();
  await page.goBack();
  await window.heading("You are Alice").waitFor();
});

test("without a connection messages wait, and are sent when it is back", { timeout }, async () => {
  const window = await open(browser, demo.url, { place: "Local sandbox" });
  try {
    await window.openRoom("Design review");
    window.state.isOffline = true;
    await demo.stopServer();
    await window.page.getByText("The sandbox doesn’t answer at /api/qiscus.").waitFor();
    await window.send("Written offline");
    await window.log().getByText("Sending…").waitFor();
    await demo.restartServer();
    await window
      .button("Try now")
      .click({ timeout: 2000 })
      .catch(() => {});
    await window.sent("Written offline");
    assert.equal((await demo.posts("Written offline")).length, 1);
  } finally {
    await window.close();
  }
});

for (const colorScheme of ["light", "dark"]) {
  withWindow(`axe-core finds nothing, ${colorScheme}`, { colorScheme, reducedMotion: "reduce" }, async (window) => {
    const { page, button, log } = window;
    // The schemes differ in their colours alone.
    const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
    const check = async (what) => assert.deepEqual(await audit(page, rules), [], what);
    await check("start");
    await log()
      .locator(".raw")
      .last()
      .evaluate((element) => element.scrollIntoView());
    await check("types");
    await window.fault(/^429/, "next 3 requests");
    await window.send("Not now");
    await button("Retry").waitFor();
    await check("failed");
    for (const name of [/^Inspector/, /^Webhooks/, /people$/]) {
      await button(name).first().click();
      await page.getByRole("complementary").last().getByRole("button", { name: "Close" }).waitFor();
      await check(String(name));
    }
    await button("Split view").click();
    await check("split view");
    await button("Close split view").click();
    await button("Attach").click();
    await check("menu");
    await page.getByRole("menuitem", { name: "Buttons" }).click();
    await page.getByRole("dialog").waitFor();
    await check("buttons");
    await page.keyboard.press("Escape");
    await button("New conversation").click();
    await page.getByRole("radio", { name: "Group" }).click();
    await check("new conversation");
    await page.keyboard.press("Escape");
    await window.openRoom("New ideas");
    await check("empty");
    await page.setViewportSize({ width: 360, height: 740 });
    await check("phone");
    await button("Back to conversations").click();
    await check("phone, list");
  });
}
