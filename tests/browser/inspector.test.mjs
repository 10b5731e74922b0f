// The inspector in a real browser.
import assert from "node:assert/strict";
import { assertInPlace, looks, problems, withDrawer } from "../drawers.mjs";
import { PATIENCE } from "../deadline.mjs";

const withInspector = withDrawer("inspector");

const chip = (page, name) => page.getByRole("button", { name: new RegExp(`^${name}`) });

/** The rows, newest first: method, endpoint, note, status. */
const rows = (page) => {
  const read = (all) => all.map((row) => [...row.children].slice(0, 4).map(({ textContent }) => textContent.trim()));
  return page.locator(".req").evaluateAll(read);
};

const detail = (page) => page.getByRole("region", { name: "The selected request" });

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
  const classes = (all) => all.map((bar) => [...bar.children].map((each) => each.className));
  assert.deepEqual(await page.locator(".fall .bar").evaluateAll(classes), [["bad", "wait"], ["bad", "wait"], ["bad"]]);
  await page
    .getByText(/after a wait of 1\.\d+ s/)
    .first()
    .waitFor({ state: "attached" });
  // Used up after three requests.
  assert.equal(await chip(page, "429").getAttribute("aria-pressed"), "false");
  await page.waitForFunction(() => window.demo.faults.length === 0, undefined, { timeout: PATIENCE });
  assert.deepEqual(await problems(page), []);
});

withInspector("a reset after the call: unknown, and found with confirm", async (page) => {
  await page.getByLabel("How often").selectOption("next request");
  await chip(page, "Reset after").click();
  assert.equal(await page.evaluate(() => window.demo.post("Is it there?")), "network");
  await detail(page).getByText("It may have taken effect. No connection.").waitFor();
  assert.deepEqual(await rows(page), [["POST", "post_comment", "unknown", "no reply"]]);
  await detail(page).getByText("Received nothing").waitFor();

  await page.waitForFunction(() => window.demo.faults.length === 0, undefined, { timeout: PATIENCE });
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
  const attempts = await page.evaluate(() => window.demo.recorder.entries[0].attempts);
  assert.deepEqual(
    attempts.map(({ status, duration }) => [status, duration >= 790]),
    [
      [500, true],
      [200, false],
    ],
  );
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

for (const look of looks) {
  const body = async (page) => {
    await page.evaluate(() => window.demo.post("one", { confirm: true }));
    await page.locator(".req").waitFor();
    await assertInPlace(page);
  };
  withInspector(`on ${JSON.stringify(look)} nothing is out of place`, body, look);
}
