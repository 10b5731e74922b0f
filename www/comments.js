// Comments: loading them page by page, and receiving new ones by webhook.
import { codeOf } from "./code.js";
import { messageOf } from "./error.js";
import { settleByWebhook } from "./post.js";
import { isOpen, learnNames, roomNumber, upsertRoom } from "./rooms.js";
import { isUnreachable, offline, session } from "./session.js";
import { changed, setUnread, state, unreadOf } from "./state.js";

const pageSize = 20;

/** A comment for the page. The seed has types that nobody can post: they say what they stand for. */
function shown(comment) {
  const as = comment.extras?.shown_as;
  return { type: "text", ...comment, ...(as && typeof as === "object" ? as : {}) };
}

/** The comments of a room that are older than those loaded, one page of them. Pages may overlap: new comments shift them. */
function take(conversation, room) {
  const page = Math.floor(conversation.comments.length / pageSize) + 1;
  const params = { room_id: roomNumber(room), limit: pageSize, ...(page > 1 && { page }) };
  const { client, recorder } = session;
  const code = `for await (const comment of ${codeOf("comments", params)}) show(comment)`;
  return recorder.call(code, "loadComments", async (tags) => {
    const found = [];
    for await (const comment of client.comments(params, tags)) {
      found.push(comment);
      if (found.length === pageSize) return { found, complete: comment.comment_before_id === 0 };
    }
    return { found, complete: true };
  });
}

/** Loads a room's newest comments. */
export async function loadNewest(room) {
  const fresh = { comments: [], loading: true, loaded: false, complete: false, error: undefined, since: Date.now() };
  const before = state.conversations.get(room);
  if (!before?.loaded) state.conversations.set(room, fresh);
  // Nothing is shown before 300 ms, then a placeholder.
  setTimeout(changed, 320);
  try {
    const { found, complete } = await take(fresh, room);
    // What arrived meanwhile is newer than what was asked for.
    const newest = found[0]?.id ?? 0;
    const live = state.conversations.get(room)?.comments.filter(({ id }) => id > newest) ?? [];
    Object.assign(fresh, { loading: false, loaded: true, complete });
    fresh.comments = [];
    insert(fresh, [...found.map(shown), ...live]);
    state.conversations.set(room, fresh);
    const last = fresh.comments.at(-1);
    if (last) upsertRoom(room, { last });
  } catch (error) {
    if (isUnreachable(error)) offline();
    Object.assign(before?.loaded ? before : fresh, { loading: false, error: messageOf(error) });
  }
  changed();
}

/** Loads the next older comments, once at a time; after a failure only if asked to. */
export async function loadOlder(room, { again = false } = {}) {
  const conversation = state.conversations.get(room);
  if (conversation?.error && !again) return;
  if (!conversation?.loaded || conversation.loading || conversation.complete || state.offline) return;
  Object.assign(conversation, { loading: true, error: undefined });
  changed();
  try {
    const { found, complete } = await take(conversation, room);
    insert(conversation, found.map(shown));
    conversation.complete = complete;
  } catch (error) {
    conversation.error = `Couldn’t load older messages: ${messageOf(error)}`;
  }
  conversation.loading = false;
  changed();
}

/** Adds comments by id, from old to new, each once. */
function insert(conversation, comments) {
  const known = new Map(conversation.comments.map((comment) => [comment.id, comment]));
  for (const comment of comments) {
    // A webhook holds less than a response.
    const given = Object.entries(comment).filter(([, value]) => value !== undefined && value !== null);
    known.set(comment.id, { ...known.get(comment.id), ...Object.fromEntries(given) });
    learnNames([{ email: comment.email, username: comment.username }]);
  }
  conversation.comments = [...known.values()].sort((a, b) => a.id - b.id);
}

/** Adds a comment that was posted or received. */
export function addComment(room, comment) {
  const conversation = state.conversations.get(room);
  const entry = shown(comment);
  if (conversation) insert(conversation, [{ ...entry, fresh: !conversation.comments.some(({ id }) => id === entry.id) }]);
  const { last } = upsertRoom(room, {});
  if (!last || (last.id ?? 0) <= entry.id) upsertRoom(room, { last: entry });
}

/** Takes a webhook's event: the comment, its room, and what is unread. */
export function receive({ payload: { from, message, room } }) {
  learnNames((room.participants ?? []).concat({ email: from.email, username: from.name }));
  const { id } = upsertRoom(room.id, {
    name: room.name,
    type: room.type,
    participants: room.participants?.map(({ email }) => email) ?? undefined,
  });
  const comment = {
    id: Number(message.id) || Date.now(),
    message: message.text,
    email: from.email,
    username: from.name,
    timestamp: message.created_at ?? message.timestamp ?? new Date().toISOString(),
    unique_temp_id: message.unique_temp_id ?? "",
    type: message.type,
    payload: message.payload,
    extras: message.extras,
  };
  const known = state.conversations.get(id)?.comments.some((each) => each.id === comment.id);
  addComment(id, comment);
  settleByWebhook(comment);
  for (const { email } of state.people) {
    const counts = email !== from.email && state.rooms.get(id)?.participants.includes(email);
    if (counts && !known && !isOpen(email, id)) setUnread(email, id, unreadOf(email, id) + 1);
  }
  changed();
}
