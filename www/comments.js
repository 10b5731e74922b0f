// Writing to the open room, and paging through its comments.

import { act, allow, onSubmit } from "./act.js";
import { find, make, offer } from "./dom.js";
import { qiscus } from "./qiscus.js";
import { nameOf, state, watch } from "./state.js";

/** What is written for those who only click. */
const samples = ["Hello!", "Lunch at noon?", "Pizza 🍕 & salad", "<b>Text stays text</b>", "See you there"];

const post = find("#post");
const pages = find("#pages");
const message = post.elements.message;

let room;
let page = 1;
/** Counts the loads: the reply to an earlier one is of no interest any more. */
let latest = 0;

onSubmit(post, () => {
  const words = {
    failed: "The message was not posted",
    unsure: "The message may have been posted",
    caution: "Look at the newest comments before you send it again.",
  };
  act(post, "Sending…", words, async () => {
    const text = message.value;
    await qiscus.postComment({ sender_email: post.elements.sender_email.value, room_id: room.id, message: text });
    if (message.value === text) message.value = samples[samples.indexOf(text) + 1] ?? "";
    turn(1);
    return "Sent.";
  });
});

pages.elements.newest.addEventListener("click", () => turn(1));
pages.elements.newer.addEventListener("click", () => turn(page - 1));
pages.elements.older.addEventListener("click", () => turn(page + 1));
pages.elements.limit.addEventListener("change", () => turn(1));
onSubmit(pages, () => turn(1));

function turn(to) {
  const load = ++latest;
  const words = { failed: "The comments were not loaded" };
  return act(pages, "Loading…", words, async () => {
    const limit = Number(pages.elements.limit.value);
    const { comments } = await qiscus.loadComments({ room_id: room.id, page: to, limit });
    if (load === latest) show(to, comments);
    return summary(page, comments);
  });
}

function show(number, comments) {
  page = number;
  find("#comments").replaceChildren(...comments.map(item));
  allow(pages.elements.newer, page > 1);
  // The first comment of a room has none before it.
  allow(pages.elements.older, comments.length > 0 && comments.at(-1).comment_before_id !== 0);
}

function summary(number, comments) {
  if (comments.length > 0) return `Page ${number}, the newest comment first.`;
  if (number === 1) return "No comments yet: write the first one.";
  return `Page ${number} is empty: there are no older comments.`;
}

function item({ username, message, timestamp }) {
  const date = new Date(timestamp);
  const time = make("time", { dateTime: timestamp }, Number.isNaN(date.getTime()) ? timestamp : date.toLocaleString());
  return make("li", {}, make("b", {}, username), " ", time, make("p", {}, message));
}

watch(() => {
  if (!state.open) return;
  offer(post.elements.sender_email, state.open.participants.map((email) => [email, nameOf(email)]));
  const another = state.open.id !== room?.id;
  room = state.open;
  if (!another) return;
  show(1, []);
  turn(1);
});

allow(find("button", post), true);
allow(pages.elements.newest, true);
message.value = samples[0];
