// Payloads to try: one for each type of message, and some that go wrong.

const people = {
  alice: { id: 155548, email: "alice@example.com", name: "Alice", avatar_url: "https://example.com/alice.png" },
  bob: { id: 155549, email: "bob@example.com", name: "Bob", avatar_url: "https://example.com/bob.png" },
};

const room = {
  id: "16",
  topic_id: "16",
  type: "group",
  name: "Yogyakarta offsite",
  participants: Object.values(people).map(({ email, name }) => ({ email, username: name })),
};

const button = (label) => ({
  label,
  type: "postback",
  postback_text: label,
  payload: { url: "https://example.com/vote", method: "post", payload: { choice: label } },
});
const link = { label: "Compare on a map", type: "link", payload: { url: "https://example.com/map" } };

/**
 * @param {string} type
 * @param {unknown} text
 * @param {object} payload
 * @param {Record<string, any>} [details] the webhook's type, the sender, and more fields of the message
 */
function event(type, text, payload, { source = "post_comment_mobile", from = people.bob, ...more } = {}) {
  const message = { id: 802802, type, text, payload, timestamp: "2026-06-08T10:42:07Z", unique_temp_id: "q-1f7c02a9", ...more };
  return JSON.stringify({ type: source, payload: { from, message, room } }, null, 2);
}

const choose = { text: "Aisle or window?", buttons: [button("Aisle"), button("Window")] };
const place = { name: "Yogyakarta International Airport", address: "Temon, Kulon Progo", latitude: -7.9053, longitude: 110.0571 };
const hotel = (title) => ({
  image: "https://example.com/hotel.png",
  title,
  description: "Near Malioboro, breakfast included",
  default_action: { type: "link", payload: { url: "https://example.com/hotel" } },
  buttons: [button(`Hold ${title}`)],
});
const card = {
  text: "A place to stay",
  image: "https://example.com/hotel.png",
  title: "Green Court",
  description: "Near Malioboro, breakfast included",
  url: "https://example.com/hotel",
  buttons: [button("Hold it"), link],
};
const reply = {
  text: "Let’s meet there",
  replied_comment_id: 802801,
  replied_comment_type: "text",
  replied_comment_message: "Two nights near Malioboro",
  replied_comment_sender_username: "Alice",
  replied_comment_sender_email: "alice@example.com",
};
const account = {
  text: "Link your account",
  url: "https://example.com/link",
  redirect_url: "https://example.com/linked",
  params: { user_id: 155549, topic_id: "16", button_text: "Link" },
};
const ticket = { url: "https://example.com/ticket.pdf", caption: "Ours", file_name: "ticket.pdf", size: 48213, pages: 2 };
const member = { type: "add_member", subject_username: "Alice", object_username: "Bob", room_name: "Yogyakarta offsite" };
const answer = { url: "https://example.com/vote", method: "post", payload: { choice: "Aisle" } };

const rest = { source: "post_comment_rest", from: people.alice };
const odd = { ...people.bob, avatar_url: {} };

/** @type {[string, [string, string][]][]} The groups, each of labels with texts. */
export const payloads = [
  [
    "One of each type",
    [
      ["Button answer, from a phone", event("button_postback_response", "Aisle", answer)],
      ["Text, from the REST API", event("text", "See you all at the gate", {}, rest)],
      ["Buttons", event("buttons", "Aisle or window?", choose)],
      ["Card", event("card", "A place to stay", card)],
      ["Carousel", event("carousel", "Two places to stay", { cards: [hotel("Green Court"), hotel("Merapi View")] })],
      ["Location", event("location", "Meet here", place)],
      ["File", event("file_attachment", "ticket.pdf", ticket)],
      ["Contact", event("contact_person", "Trip desk", { name: "Trip desk", value: "+62 274 000000", type: "phone" })],
      ["Reply", event("reply", "Let’s meet there", reply)],
      ["Account linking", event("account_linking", "Link your account", account)],
      ["System event", event("system_event", "Alice added Bob", member)],
      ["Custom", event("custom", "Poll", { type: "poll", content: { question: "Fly or train?", votes: [3, 1] } })],
    ],
  ],
  [
    "Not as documented",
    [
      ["An issue and an ignored field", event("button_postback_response", 42, answer, { from: odd })],
      ["A type that is newer", event("poll", "Fly or train?", { options: ["Fly", "Train"] })],
      ["Buttons without a label", event("buttons", "Aisle or window?", { ...choose, buttons: [{ type: "postback" }] })],
      ["Broken JSON", event("text", "See you all at the gate", {}).replace('"topic_id": "16",', '"topic_id": "16"')],
    ],
  ],
];
