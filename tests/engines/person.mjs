// A person at a window of any engine: finds things by what they are called, and waits for them.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { PATIENCE } from "../deadline.mjs";

/**
 * Runs in the page. Finds the visible elements that a target describes:
 * `css`, and optionally `name` (what a screen reader calls it), `text` (that it contains) and `within` (another target).
 */
function find({ css, name, text, within }) {
  const tidy = (string) => string.replace(/\s+/g, " ").trim();
  const read = (element) => {
    const copy = element.cloneNode(true);
    for (const hidden of copy.querySelectorAll("[aria-hidden=true]")) hidden.remove();
    return copy.textContent;
  };
  const nameOf = (element) =>
    tidy(element.getAttribute("aria-label") ?? [...(element.labels?.length ? element.labels : [element])].map(read).join(" "));
  const matches = (string, pattern) =>
    pattern.source === undefined ? string === pattern : new RegExp(pattern.source).test(string);
  const roots = within ? find(within) : [document];
  return [...new Set(roots.flatMap((root) => [...root.querySelectorAll(css)]))].filter(
    (element) =>
      element.getClientRects().length > 0 &&
      (name === undefined || matches(nameOf(element), name)) &&
      (text === undefined || tidy(element.textContent).includes(text)),
  );
}

/** Runs in the page: where the last of the elements can be clicked, or why it can't yet. */
async function spot(element) {
  if (!element) return { why: "it isn't there" };
  if (element.disabled) return { why: "it is disabled" };
  const rect = () => element.getBoundingClientRect();
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const before = rect();
  await new Promise((done) => setTimeout(done, 50));
  const { x, y, width, height } = rect();
  if (before.x !== x || before.y !== y) return { why: "it moves" };
  // Near the top: the middle of what is tall may be out of sight.
  const at = { x: x + width / 2, y: y + Math.min(height / 2, 24) };
  const top = document.elementFromPoint(at.x, at.y);
  const isHit = element.contains(top) || [...(element.labels ?? [])].some((label) => label.contains(top));
  return isHit ? at : { why: `${top?.outerHTML.slice(0, 80)} lies over it` };
}

/** Runs in the page: chooses an option, as a person does in the list of a select, which drivers can't open. */
function choose(element, label) {
  const option = [...element.options].find((each) => each.label === label);
  if (!option) return false;
  element.value = option.value;
  element.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

const plain = (_, value) => (value instanceof RegExp ? { source: value.source } : value);

export class Person {
  constructor(window) {
    this.window = window;
  }

  /** Runs a function in the page, on what a target describes. */
  #with(target, body, ...args) {
    const values = args.map((value) => `, ${JSON.stringify(value)}`).join("");
    return this.window.run(`(() => { ${find}; return (${body})(find(${JSON.stringify(target, plain)})${values}); })()`);
  }

  /** Tries again until there is a result. */
  async #until(what, attempt) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const [done, why] = await attempt();
      if (done) return;
      if (Date.now() > end) assert.fail(`${what}: ${why}\n${await this.window.run("document.body.innerText.slice(0, 3000)")}`);
      await sleep(50);
    }
  }

  count = (target) => this.#with(target, "(found) => found.length");
  sees = (target) =>
    this.#until(`sees ${JSON.stringify(target, plain)}`, async () => [(await this.count(target)) > 0, "it isn't there"]);
  misses = (target) =>
    this.#until(`misses ${JSON.stringify(target, plain)}`, async () => [(await this.count(target)) === 0, "it is there"]);
  texts = (target) => this.#with(target, "(found) => found.map((each) => each.innerText.trim())");
  /** Of the last one. */
  attribute = (target, name) => this.#with(target, "(found, name) => found.at(-1)?.getAttribute(name)", name);
  value = (target) => this.#with(target, "(found) => found.at(-1)?.value");

  async #point(target, act) {
    await this.#until(`points at ${JSON.stringify(target, plain)}`, async () => {
      const { x, y, why } = await this.#with(target, `(found) => (${spot})(found.at(-1))`);
      if (!why) await act(x, y);
      return [!why, why];
    });
  }

  /** Clicks the last one. */
  click = (target) => this.#point(target, (x, y) => this.window.click(x, y));
  hover = (target) => this.#point(target, (x, y) => this.window.move(x, y));

  async choose(target, label) {
    await this.sees(target);
    assert.ok(await this.#with(target, `(found, label) => (${choose})(found.at(-1), label)`, label), `no ${label}`);
  }

  /** Clicks a field, and types in the place of what is there. */
  async write(target, text) {
    await this.click(target);
    await this.#with(target, "(found) => found.at(-1).select()");
    await this.window.type(text);
    await this.#until("writes", async () => [(await this.value(target)) === text, `it holds ${await this.value(target)}`]);
  }

  press = (key) => this.window.press(key);
  run = (code) => this.window.run(code);
}
