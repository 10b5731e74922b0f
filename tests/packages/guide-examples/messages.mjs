// The examples of messages.md.
import assert from "node:assert/strict";
import { QiscusClient, isFromRest, validateWebhook, webhookHandler } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { messages, printer, statuses, webhookKey } from "../example-support.mjs";

const [sender_email, bot, room_id] = ["abc@outlook.com", "bot@example.com", 201];
const fromUser = { qiscus: "q.QiscusClient", sender_email: "string", room_id: "number" };
const { sender_email: _, ...fromBot } = fromUser;
const logs = "Pick<Console, 'log'>";

/** An example that posts a comment with this type and payload. */
const posts = (type, payload, given = fromUser, text = undefined) => ({
  given,
  async run(load) {
    const { sandbox, qiscus } = furnished();
    const values = { qiscus, sender_email, room_id };
    await load(Object.fromEntries(Object.keys(given).map((name) => [name, values[name]])));
    const [{ comments }] = sandbox.rooms;
    const comment = comments.at(-1);
    assert.equal(comment.type, type);
    assert.deepEqual(comment.payload, payload && { ...comment.payload, ...payload });
    if (text) assert.equal(comment.message, text);
    // Strictly valid when it is read.
    const strict = new QiscusClient({ ...sandbox.clientOptions, strict: true });
    assert.equal((await strict.loadComments({ room_id })).comments[0].type, type);
  },
});

export const examples = {
  Text: posts("text", null, fromUser, "Hello"),
  "Text, 2": {
    given: { ...fromUser, console: logs },
    async run(load) {
      const { sandbox, qiscus } = furnished();
      const { console, printed } = printer();
      await load({ qiscus, sender_email, room_id, console });
      const comment = sandbox.rooms[0].comments.at(-1);
      assert.deepEqual([comment.extras, comment.disable_link_preview], [{ order: 7 }, true]);
      assert.deepEqual(printed, [`${comment.id} 7`]);
    },
  },
  Buttons: posts("buttons", { text: "Is this order correct?" }, fromBot),
  "Button postback": {
    given: {
      qiscus: "q.QiscusClient",
      webhookHandler: "typeof q.webhookHandler",
      isFromRest: "typeof q.isFromRest",
      signatureKey: "string",
    },
    gives: ["handler"],
    async run(load) {
      const { sandbox, qiscus } = furnished();
      const { handler } = await load({ qiscus, webhookHandler, isFromRest, signatureKey: webhookKey });
      sandbox.deliver(handler, { key: webhookKey, people: [sender_email] });
      const type = "button_postback_response";
      const payload = { url: "https://example.com", method: "get", payload: null };
      for (const message of ["yes", "no"]) {
        await qiscus.postComment({ sender_email, room_id, type, message, payload });
        await sandbox.idle();
      }
      await qiscus.postComment({ sender_email, room_id, message: "not a button" });
      await sandbox.idle();
      const answers = messages(sandbox).filter((line) => line.startsWith(bot));
      assert.deepEqual(answers, [`${bot}: Thank you!`, `${bot}: What should we change?`]);
      assert.ok(statuses(sandbox).every((status) => status === 200));
    },
  },
  "Button postback, 2": posts("button_postback_response", { method: "post", payload: { order: 7 } }, fromUser, "yes"),
  Card: posts("card", { title: "Running shoes" }),
  Carousel: {
    ...posts("carousel", {}),
    // The guide names the return type for TypeScript.
    typescript: ["(name) => ({", "/** @returns {import('qiscus-wasm').CarouselCard} */ (/** @type {string} */ name) => ({"],
  },
  Location: posts("location", { latitude: -7.7829, longitude: 110.3671 }),
  Contact: posts("contact_person", { name: "Ann", value: "ann@example.com", type: "email" }),
  File: posts("file_attachment", { file_name: "plan.pdf", pages: 3 }),
  Reply: posts("reply", { text: "I agree", replied_comment_message: "the first one" }),
  "Account linking": posts("account_linking", { redirect_url: "https://example.com/linked" }, fromBot),
  "System event": {
    given: { message: "q.WebhookMessage", console: logs },
    async run(load) {
      const { console, printed } = printer();
      for (const type of ["add_member", "left_room"]) {
        const from = { id: 1, email: sender_email, name: "abc" };
        const room = { id: 16, topic_id: 16, type: "group", name: "gege" };
        const payload = { type, subject_email: sender_email, object_email: bot };
        const message = { type: "system_event", text: "abc added bot", id: 985, payload };
        const event = validateWebhook({ type: "post_comment_mobile", payload: { from, room, message } }, { strict: true });
        await load({ message: event.payload.message, console });
      }
      assert.deepEqual(printed, [`${bot} was added by ${sender_email}`]);
    },
  },
  Custom: posts("custom", { type: "rating", content: { stars: 5 } }, fromUser, "Ann rated this chat: 5 of 5"),
  "Read comments": {
    given: { qiscus: "q.QiscusClient", room_id: "number", console: logs },
    async run(load) {
      const { sandbox, qiscus } = furnished();
      const first = sandbox.rooms[0].comments[0].id;
      for (const comment of [
        {
          type: "buttons",
          payload: {
            text: "Sure?",
            buttons: [
              { label: "Yes", type: "postback" },
              { label: "No", type: "postback" },
            ],
          },
        },
        { type: "location", payload: { name: "x", address: "y", latitude: 1.5, longitude: 2.5 } },
        { type: "reply", payload: { text: "I agree", replied_comment_id: first } },
        { type: "custom", payload: { type: "rating", content: [1] } },
        { type: "card", message: "a card", payload: { text: "", image: "", title: "", description: "", url: "", buttons: [] } },
      ]) {
        await qiscus.postComment({ sender_email, room_id, ...comment });
      }
      const { console, printed } = printer();
      await load({ qiscus, room_id, console });
      const expected = ["the first one", "Sure? Yes|No", "1.5 2.5", "I agree re: the first one", "rating [1]", "a card"];
      assert.deepEqual(printed.reverse(), expected);
    },
  },
  "Read webhooks": {
    given: { webhookHandler: "typeof q.webhookHandler", signatureKey: "string", console: logs },
    gives: ["handler"],
    async run(load) {
      const { sandbox, qiscus } = furnished();
      const { console, printed } = printer();
      const { handler } = await load({ webhookHandler, signatureKey: webhookKey, console });
      sandbox.deliver(handler, { key: webhookKey });
      const url = "https://example.com/plan.pdf";
      await qiscus.postComment({ sender_email, room_id, type: "file_attachment", payload: { url } });
      await qiscus.postComment({ sender_email, room_id, type: "contact_person", payload: { name: "Ann", value: "+62 1" } });
      await qiscus.postComment({ sender_email, room_id, message: "Hello" });
      await sandbox.idle();
      assert.deepEqual(printed, [
        `${sender_email} sent ${url}`,
        `${sender_email} sent the contact +62 1`,
        `${sender_email} wrote Hello`,
      ]);
    },
  },
};

/** A sandbox with one comment in the room 201, and its client. */
function furnished() {
  const sandbox = createSandbox();
  const comments = [{ sender_email, message: "the first one" }];
  sandbox.seed({ rooms: [{ name: "gege", participants: [sender_email, bot], comments }] });
  return { sandbox, qiscus: new QiscusClient(sandbox.clientOptions) };
}
