// Posting comments: on their way, failed, or nobody knows.
import { codeOf, shortCodeOf } from "./code.js";
import { addComment } from "./comments.js";
import { markRead, roomNumber } from "./rooms.js";
import { call, isUnreachable, offline } from "./session.js";
import { changed, state } from "./state.js";

const unsure = "Couldn’t find out whether it was delivered.";

/** The parameters of a call, as they are shown: without the id that the page adds. */
export const paramsOf = (email, room, params) => ({ ...params, room_id: roomNumber(room), sender_email: email });

export const codeOfPost = (email, room, params, confirm) =>
  codeOf("postComment", paramsOf(email, room, params), confirm ? { confirm: true } : undefined);

export const shortCodeOfPost = (email, room, params, confirm) =>
  shortCodeOf("postComment", paramsOf(email, room, params), confirm ? { confirm: true } : undefined);

/** Posts a comment. It is shown at once, and keeps its `unique_temp_id` however often it is tried. */
export function post(email, room, params) {
  /** @type {import("./types.js").Pending} */
  const pending = {
    status: "sending",
    tempId: `demo-${crypto.randomUUID()}`,
    email,
    room,
    params,
    confirm: state.confirm,
    timestamp: new Date().toISOString(),
  };
  state.pending.push(pending);
  markRead(room);
  return send(pending);
}

const current = (pending) => state.pending.find(({ tempId }) => tempId === pending.tempId);

/** Sends, or sends again. */
export async function send(pending) {
  Object.assign(pending, { status: "sending", reason: undefined, note: undefined, queued: Boolean(state.offline) });
  changed();
  if (pending.queued) return;
  const params = { ...paramsOf(pending.email, pending.room, pending.params), unique_temp_id: pending.tempId };
  const sent = call("postComment", params, pending.confirm ? { confirm: true } : undefined);
  pending.entry = sent.entry;
  try {
    const { comment } = await sent;
    settle(pending, comment);
  } catch (error) {
    if (current(pending)) fail(pending, error);
  }
  changed();
}

/** Sends what was written while nothing got through. */
export function sendQueued() {
  for (const pending of state.pending.filter(({ queued }) => queued)) send(pending);
}

function settle(pending, comment, note = pending.note) {
  state.pending = state.pending.filter(({ tempId }) => tempId !== pending.tempId);
  state.notes.set(pending.tempId, { text: note, entry: pending.entry });
  addComment(pending.room, comment);
}

function fail(pending, error) {
  const { outcome = "not_sent" } = error;
  const delivered = received(pending);
  if (delivered) return settle(pending, delivered, outcome === "unknown" ? "Delivered: its webhook arrived." : undefined);
  // The server took it, only the response can't be used: the inspector shows why.
  if (outcome === "accepted") return Object.assign(pending, { status: "sent" });
  if (outcome === "unknown") return Object.assign(pending, { status: "unsure", reason: unsure });
  if (isUnreachable(error) && state.place !== "page") offline();
  return Object.assign(pending, { status: "failed", reason: `Not sent: ${reasonOf(error)}.` });
}

function reasonOf({ code, status, apiMessage, issues, message }) {
  const reasons = {
    rate_limited: "rate limited by the server",
    network: "no connection",
    timeout: "no response in time",
    unauthorized: "the server doesn’t allow it",
    server_error: `the server answered ${status}`,
    invalid_request: issues?.[0]?.message,
    rejected: apiMessage,
  };
  return reasons[code] ?? message;
}

const received = ({ room, tempId }) => state.conversations.get(room)?.comments.find(({ unique_temp_id: id }) => id === tempId);

/** A webhook proves that a comment was delivered, whatever became of the response. */
export function settleByWebhook(comment) {
  const pending = state.pending.find(({ tempId }) => tempId === comment.unique_temp_id);
  if (pending && ["unsure", "sent"].includes(pending.status))
    settle(pending, comment, pending.status === "unsure" ? "Found on the server." : undefined);
}

/** Looks for a comment that may have been delivered. */
export async function checkAgain(pending) {
  Object.assign(pending, { status: "maybe", reason: undefined });
  changed();
  try {
    const { comments } = await call("loadComments", { room_id: roomNumber(pending.room), limit: 20 });
    const found = comments.find(({ unique_temp_id: id }) => id === pending.tempId);
    if (found) settle(pending, found, "Found on the server.");
    else Object.assign(pending, { status: "unsure", reason: "It isn’t on the server." });
  } catch {
    Object.assign(pending, { status: "unsure", reason: unsure });
  }
  changed();
}

export function remove(pending) {
  state.pending = state.pending.filter((each) => each !== pending);
  changed();
}

/** Follows the requests of posts: after one that ended without a clear answer, the client looks for the comment. */
export function watchPosts(fetch) {
  return async (url, init) => {
    const isPost = String(url).split("?")[0].endsWith("/post_comment");
    const tempId = isPost && new URLSearchParams(String(init?.body ?? "")).get("unique_temp_id");
    const pending = tempId && state.pending.find((each) => each.tempId === tempId);
    if (!pending) return fetch(url, init);
    if (pending.status === "maybe") {
      Object.assign(pending, { status: "sending", note: "It wasn’t there, so it was sent again." });
      changed();
    }
    const lost = () => {
      if (!pending.confirm || !["sending", "maybe"].includes(pending.status)) return;
      Object.assign(pending, { status: "maybe", note: "Found on the server." });
      changed();
    };
    try {
      const response = await fetch(url, init);
      if (response.status >= 500 && !response.headers?.get("retry-after")) lost();
      return response;
    } catch (error) {
      lost();
      throw error;
    }
  };
}
