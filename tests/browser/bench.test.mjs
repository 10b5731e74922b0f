// The webhook bench in a real browser.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { assertInPlace, looks, problems, withDrawer } from "../drawers.mjs";
import { PATIENCE } from "../deadline.mjs";

const { QISCUS_WWW } = process.env;

const withBench = withDrawer("webhooks");

/** Waits until the verdict says this. */
const verdict = (page, text) => page.locator(".sum").getByText(`The handler answers ${text}`, { exact: true }).waitFor();

const payload = (page) => page.getByLabel(/^Payload as JSON/);
const sample = (page, name) => page.getByLabel("Sample").selectOption(name);
const sign = (page) => page.getByRole("button", { name: "Sign", exact: true }).click();

/** The lines with marks: `[tone, the underlined part, what it says]`. */
const marked = (page) =>
  page.locator(".ed pre > span:is(.e, .w)").evaluateAll((all) =>
    all.map((line) => {
      const text = (selector) => [...line.querySelectorAll(selector)].map(({ textContent }) => textContent).join("");
      return [line.className, text("u"), text("em")];
    }),
  );

/** Copies the test with the keyboard, runs it with Node.js, and returns its source. */
async function copiedTest(page) {
  const button = page.getByRole("button", { name: "Copy as test" });
  await button.focus();
  await page.keyboard.press("Enter");
  await button.getByText("Copied").waitFor({ state: "attached" });
  const source = await page.evaluate(() => navigator.clipboard.readText());
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    await mkdir(join(folder, "node_modules"));
    await symlink(resolve(QISCUS_WWW, "../pkg"), join(folder, "node_modules/qiscus-wasm"), "junction");
    await writeFile(join(folder, "copied.test.mjs"), source);
    // A test that a test starts would report to it, instead of failing.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, ["copied.test.mjs"], { cwd: folder, env, timeout: PATIENCE });
    assert.match(stdout, /pass 1\b/);
  } finally {
    await rm(folder, { recursive: true });
  }
  return source;
}

withBench("every sample of a type is valid, and signed", async (page) => {
  const names = await page.locator("optgroup").first().locator("option").allTextContents();
  assert.equal(names.length, 12);
  for (const name of names) {
    await sample(page, name);
    await verdict(page, "200: a valid event");
    assert.deepEqual(await marked(page), [], name);
  }
  await page.getByText("Valid for these bytes").waitFor();
  await page.getByText('{"ok":true}').waitFor();
  assert.deepEqual(await problems(page), []);
  assert.match(await copiedTest(page), /the handler answers 200/);
});

withBench("issues and ignored fields are marked at their places", async (page) => {
  await sample(page, "An issue and an ignored field");
  await verdict(page, "400: 1 issue, 1 ignored field");
  assert.deepEqual(await marked(page), [
    ["w", "{}", "expected string or null, left out"],
    ["e", "42", "expected string, received integer"],
  ]);
  assert.equal(await payload(page).getAttribute("aria-label"), "Payload as JSON, 2 issues");
  const next = page.getByRole("button", { name: "Next issue" });
  const selection = () => payload(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  const selected = [];
  for (let times = 0; times < 3; times++) {
    await next.click();
    selected.push(await selection());
  }
  assert.deepEqual(selected, ["{}", "42", "{}"]);
  assert.deepEqual(await problems(page), []);
  assert.match(await copiedTest(page), /\["payload\.message\.text"\]/);

  await sample(page, "Buttons without a label");
  await verdict(page, "200: 1 ignored field");
  assert.deepEqual(await marked(page), [["w", "{", "label is missing, expected string, payload left out"]]);
  await copiedTest(page);

  const text = await payload(page).inputValue();
  await payload(page).fill(text.replace('"name": "Yogyakarta offsite",', ""));
  await sign(page);
  await verdict(page, "400: 1 issue, 1 ignored field");
  assert.deepEqual((await marked(page)).at(-1), ["e", "{", "name is missing, expected string"]);
});

withBench("typing checks at once: the signature first, then the JSON", async (page) => {
  const text = await payload(page).inputValue();
  await payload(page).fill(text.replace('"Aisle",', "7,"));
  await verdict(page, "401: the signature isn’t that of these bytes, 1 issue");
  await page.getByText("Wrong for these bytes").waitFor();
  assert.match(await copiedTest(page), /the handler answers 401/);
  await sign(page);
  await verdict(page, "400: 1 issue");
  await page.getByText("Valid for these bytes").waitFor();
  assert.equal(await page.getByLabel("Sample").inputValue(), "Your own");

  await payload(page).fill(text.replace('"name": "Bob",', '"name": "Bob"'));
  await sign(page);
  await verdict(page, "400: 1 issue");
  const [[tone, part, note]] = await marked(page);
  assert.equal(tone, "e");
  assert.equal(part, '"avatar_url"');
  assert.match(note, /^expected `,` or `}`, received/);
  assert.match(await copiedTest(page), /invalid_webhook/);

  await payload(page).fill("");
  await sign(page);
  await verdict(page, "400: 1 issue");
  assert.deepEqual(
    (await marked(page)).map(([, , message]) => message),
    ["the body is empty"],
  );
});

withBench("another key, no signature, and no key at all", async (page) => {
  await page.getByLabel("Key").fill("another");
  await verdict(page, "401: the signature isn’t that of these bytes");
  await sign(page);
  await verdict(page, "200: a valid event");
  await page.getByLabel("QISCUS-SDK-SIGNATURE").fill("");
  await verdict(page, "401: the signature isn’t that of these bytes");
  await page.getByText("Missing", { exact: true }).waitFor();
  await page.getByLabel("Key").fill("");
  await verdict(page, "200: a valid event");
  await page.getByText("Not checked: no key").waitFor();
  assert.match(await copiedTest(page), /webhookHandler\(\{ onEvent/);
});

withBench("a signature that no header can hold is said to be one; what was pasted stays", async (page) => {
  await payload(page).fill("[]");
  await page.getByLabel("QISCUS-SDK-SIGNATURE").fill("✓");
  await page
    .locator(".sum")
    .getByText(/^This can’t be sent: /)
    .waitFor();
  assert.ok(await page.getByRole("button", { name: "Copy as test" }).isDisabled());
  await page.evaluate(() => window.demo.show("inspector"));
  await page.getByText("Make it fail").waitFor();
  await page.evaluate(() => window.demo.show("webhooks"));
  await page
    .locator(".sum")
    .getByText(/^This can’t be sent: /)
    .waitFor();
  await sign(page);
  await verdict(page, "400: 1 issue");
  assert.equal(await payload(page).inputValue(), "[]");
});

withBench("a test of awkward bytes passes, too", async (page) => {
  const text = await payload(page).inputValue();
  await payload(page).fill(text.replace('"Aisle",', '"`${1}` \\\\ \\u0007 \u2028 é 🙂",'));
  await sign(page);
  await verdict(page, "200: a valid event");
  await copiedTest(page);
});

withBench("deliveries appear, and a click loads one", async (page) => {
  await page.getByText("Webhooks appear here as comments are posted").waitFor();
  await page.evaluate(() => window.demo.post("See you at the gate"));
  const delivery = page.locator(".feed button");
  await delivery.waitFor();
  assert.match(await delivery.innerText(), /Alice See you at the gate\s+REST\s+200/);
  await delivery.click();
  await verdict(page, "200: a valid event");
  assert.match(await payload(page).inputValue(), /"text":"See you at the gate"/);
  assert.equal(await page.getByLabel("Sample").inputValue(), "A delivery");
  assert.deepEqual(await problems(page), []);
});

withBench("the text in colours lies exactly under what is typed", async (page) => {
  await payload(page).fill(`{\n  "a": "${"long ".repeat(60)}",\n\t"b": [\n\n]\n}`);
  const boxes = await page.evaluate(() => {
    const size = ({ scrollWidth, scrollHeight, clientHeight }) => [scrollWidth, Math.max(scrollHeight, clientHeight)];
    const [pre, area] = [document.querySelector(".ed pre"), document.querySelector(".ed textarea")];
    const font = (element) => {
      const style = getComputedStyle(element);
      return ["fontFamily", "fontSize", "lineHeight", "tabSize", "whiteSpace"].map((name) => style[name]);
    };
    return { pre: size(pre), area: size(area), fonts: [font(pre), font(area)], scrolls: area.scrollWidth > area.clientWidth };
  });
  assert.deepEqual(boxes.fonts[0], boxes.fonts[1]);
  assert.equal(boxes.scrolls, false, "the textarea itself never scrolls");
  assert.ok(Math.abs(boxes.pre[1] - boxes.area[1]) <= 1, JSON.stringify(boxes));

  // A click on a coloured word puts the cursor there.
  await payload(page).fill('{\n  "a": 1,\n  "b": "word"\n}');
  const { x, y, height } = await page.locator(".ed .js").boundingBox();
  await page.mouse.click(x + 1, y + height / 2);
  await page.keyboard.type("7");
  await verdict(page, "401: the signature isn’t that of these bytes, 1 issue");
  assert.equal(await payload(page).inputValue(), '{\n  "a": 1,\n  "b": 7"word"\n}');
});

for (const look of looks) {
  const body = async (page) => {
    await page.evaluate(() => window.demo.post("one"));
    await sample(page, "An issue and an ignored field");
    await verdict(page, "400: 1 issue, 1 ignored field");
    if (look.viewport) await page.getByRole("button", { name: /^Line 8: payload\.from\.avatar_url/ }).click();
    await assertInPlace(page);
  };
  withBench(`on ${JSON.stringify(look)} nothing is out of place`, body, look);
}
