// The demo page walked as two people would, in any engine.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "../engines.mjs";
import { Person } from "../engines/person.mjs";
import { serve } from "./demo.mjs";
import { timeout } from "../deadline.mjs";

const desktop = { width: 1440, height: 900 };

const button = (name, within) => ({ css: "button, [role=menuitem]", name, within });
const heading = (name) => ({ css: "h2", name });
const pane = (at) => ({ css: at === 0 ? ".pane:not(.splits)" : ".pane.splits" });
const message = (text, at = 0) => ({ css: ".msg", text, within: pane(at) });
const field = (name, within) => ({ css: "input, textarea", name, within });
const dialog = { css: "dialog[open]" };
const drawer = (name) => ({ css: "aside", name });
const inspector = drawer("Inspector");
const bench = drawer("Webhook bench");

/** What a person does in the chat. */
class Chatter extends Person {
  async send(text, at = 0) {
    await this.write(field("Message", pane(at)), text);
    await this.press("Enter");
  }

  /** Sees a message of one's own with its check. */
  async sent(text, at = 0) {
    const group = { css: ".grp.me", text, within: pane(at) };
    await this.sees({ css: "svg", name: "Sent", within: group });
  }

  async become(name) {
    await this.click(button(new RegExp(`^Be ${name}`)));
    await this.sees(heading(`You are ${name}`));
  }

  async goTo(room) {
    await this.click({ css: ".chats a", text: room });
    await this.sees(heading(room));
  }

  async place(name) {
    await this.click({ css: "[role=radio]", name });
    await this.sees({ css: "[role=radio][aria-checked=true]", name });
    await this.sees({ css: ".msg" });
  }

  async fault(name, how = "next request") {
    await this.click(button(/^Inspector/));
    await this.choose({ css: "select", name: /^How often/, within: inspector }, how);
    await this.click(button(name, inspector));
    await this.sees({ css: "[aria-pressed=true]", name, within: inspector });
    await this.click(button("Close", inspector));
    await this.misses(inspector);
  }
}

/** Adds the tests of an engine. */
function walkIn(launch) {
  let browser;
  let demo;
  before(async () => void ([browser, demo] = await Promise.all([launch(), serve()])), { timeout });
  after(() => Promise.all([browser?.close(), demo?.stop()]), { timeout });

  /** A test with a window open, which ends well only if the page complained about nothing, and asked no other server. */
  const walk = (title, body) =>
    test(title, { timeout }, async () => {
      const window = await browser.open(demo.url, desktop);
      try {
        const person = new Chatter(window);
        await person.sees({ css: ".msg" });
        await body(person, window);
        assert.deepEqual(await window.complaints(), []);
      } finally {
        await window.close();
      }
    });

  walk("signs in, begins a group, sends and receives, side by side", async (person, window) => {
    await person.sees(heading("You are Alice"));
    assert.ok((await person.count({ css: ".chats a" })) > 3);
    await person.click(button("New conversation"));
    await person.click({ css: "[role=radio]", name: "Group", within: dialog });
    await person.write(field("Name", dialog), "Lunch");
    for (const who of [/^Bob/, /^Carol/]) await person.click(field(who, dialog));
    await person.click(button("Create group", dialog));
    await person.misses(dialog);
    await person.sees(heading("Lunch"));
    await person.send("Rice?");
    await person.sent("Rice?");

    await person.click(button("Split view"));
    await person.sees(message("Rice?", 1));
    await person.send("<b>1</b>", 1);
    await person.sees(message("<b>1</b>"));
    await person.sees({ css: ".chats a", text: "Bob: <b>1</b>" });
    await person.hover(message("<b>1</b>"));
    await person.click(button("Reply", message("<b>1</b>")));
    await person.send("OK");
    await person.sees({ css: ".quote", text: "<b>1</b>", within: message("OK", 1) });
    await person.click(button("Close split view"));

    await person.click(button(/3 people/));
    await person.click(button("Add", drawer("People in Lunch")));
    await person.click(field(/Dimas/, dialog));
    await person.click(button("Add", dialog));
    await person.sees({ css: ".sys", text: "Alice added Dimas" });
    await person.click(button("Remove Dimas"));
    await person.sees({ css: ".sys", text: "Alice removed Dimas" });

    await person.become("Bob");
    await person.goTo("Lunch");
    assert.deepEqual(await window.complaints(), []);
    await window.reload();
    await person.sees(heading("You are Bob"));
    await person.sees(heading("Lunch"));
    await person.sees(message("OK"));
  });

  walk("writes each type of message, and answers a button", async (person) => {
    for (const [kind, text] of [
      ["Buttons", "Aisle or window?"],
      ["Card", "Prambanan at dusk"],
      ["Location", "Tugu Station"],
    ]) {
      await person.click(button("Attach"));
      await person.click({ css: "[role=menuitem]", text: kind });
      await person.sees({ css: ".see", text, within: dialog });
      await person.click(button("Send", dialog));
      await person.misses(dialog);
      await person.sent(text);
    }
    await person.become("Bob");
    await person.click(button("Aisle", message("Aisle or window?")));
    await person.sees({ css: "[aria-pressed=true]", name: "Aisle", within: message("Aisle or window?") });
    // By keyboard alone.
    await person.click(field("Message"));
    await person.press("F6");
    await person.click(button("Attach"));
    await person.press("ArrowDown");
    await person.press("Enter");
    await person.sees(heading("Send a card"));
    await person.press("Escape");
    await person.misses(dialog);
    assert.equal(await person.run("document.activeElement.getAttribute('aria-label')"), "Attach");
  });

  walk("messages that fail are sent again, looked up, and shown in the inspector", async (person) => {
    await person.place("Local sandbox");
    await person.fault(/^429/, "next 3 requests");
    await person.send("Booked");
    await person.sees({ css: ".st.bad", text: "Not sent: rate limited by the server." });
    await person.click(button("Retry"));
    await person.misses({ css: ".st.bad" });
    await person.sent("Booked");
    const posts = await demo.posts("Booked");
    assert.deepEqual(
      posts.map(({ status }) => status),
      [429, 429, 429, 200],
    );

    await person.fault(/^Reset after/);
    await person.send("Window");
    await person.sees({ css: ".st", text: "Found on the server." });
    assert.equal((await demo.posts("Window")).length, 1);
    await person.click(field("Confirm delivery"));
    await person.fault(/^Reset before/);
    await person.send("Aisle");
    await person.sees({ css: ".st.warn", text: "Couldn’t find out whether it was delivered." });
    await person.click(button("Check again"));
    await person.sees({ css: ".st", text: "It isn’t on the server." });
    await person.click(button("Send again"));
    await person.sent("Aisle");

    await person.click(button(/^Inspector/));
    const rows = { css: ".req", text: "post_comment", within: inspector };
    await person.sees(rows);
    await person.click({ css: ".req", text: "unknown", within: inspector });
    await person.sees({ css: ".detail", text: "Aisle", within: inspector });
    await person.sees({ css: ".detail", text: "outcome unknown", within: inspector });
  });

  test("two windows: what one posts, the other receives by webhook", { timeout }, async () => {
    const windows = [await browser.open(demo.url, desktop), await browser.open(demo.url, desktop)];
    const [alice, bob] = windows.map((window) => new Chatter(window));
    try {
      for (const person of [alice, bob]) {
        await person.sees({ css: ".msg" });
        await person.place("Local sandbox");
      }
      await bob.become("Bob");
      for (const person of [alice, bob]) await person.goTo("New ideas");
      await alice.send("Here?");
      await bob.sees(message("Here?"));
      await bob.send("Yes");
      await alice.sees(message("Yes"));
      for (const window of windows) assert.deepEqual(await window.complaints(), []);
    } finally {
      for (const window of windows) await window.close();
    }
  });

  walk("the webhook bench marks what is wrong, and lists deliveries", async (person) => {
    await person.send("Post");
    await person.sent("Post");
    await person.click(button("Webhooks"));
    const verdict = (text) => ({ css: ".sum", text, within: bench });
    await person.sees(verdict("The handler answers 200: a valid event"));
    await person.sees({ css: ".pill", text: "Valid for these bytes", within: bench });
    const payload = { css: "textarea", within: bench };
    const sample = await person.value(payload);
    await person.write(payload, "{ }");
    await person.sees({ css: ".pill.bad", within: bench });
    await person.click(button("Sign", bench));
    await person.sees({ css: ".pill", text: "Valid for these bytes", within: bench });
    await person.sees(verdict("The handler answers 400"));
    await person.choose({ css: "select", name: "Sample", within: bench }, "Buttons without a label");
    await person.sees({ css: ".issues, #bench-issues", text: "label", within: bench });
    await person.click({ css: "button", text: "Post", within: bench });
    await person.sees(verdict("The handler answers 200: a valid event"));
    assert.notEqual(await person.value(payload), sample);
  });

  walk("a phone: the list, a conversation, and back", async (person, window) => {
    await window.resize({ width: 390, height: 740 });
    const fits = async () => assert.equal(await person.run("document.documentElement.scrollWidth - innerWidth"), 0);
    await person.sees(heading("Yogyakarta offsite"));
    await fits();
    await person.click(button("Back to conversations"));
    await person.sees(heading("You are Alice"));
    await fits();
    await person.goTo("Carol");
    await person.send("x".repeat(80));
    await person.sent("xxx");
    await fits();
    await window.back();
    await person.sees(heading("You are Alice"));
    await person.goTo("Carol");
    await person.click(button("Conversation menu"));
    await person.click({ css: "[role=menuitem]", text: "Inspector" });
    await person.sees({ css: ".req", text: "post_comment", within: inspector });
    await fits();
  });
}

/** The tests of an engine, each engine in a file of its own: a file has a deadline. */
export function theChatIn(name) {
  const { skip, launch } = engines[name];
  describe(`the chat in ${name}`, { skip }, () => walkIn(launch));
}
