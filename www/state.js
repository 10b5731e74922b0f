// The one place for what the page knows and shows. Whoever changes it calls `changed()`.

/** @type {import("./types.js").State} */
export const state = {
  /** Where requests go: "page", "sandbox" or "own". */
  place: "page",
  /** The base URL of an own proxy. */
  baseUrl: "",
  /** "starting", "ready", or "failed" with `trouble`. */
  phase: "starting",
  trouble: "",
  /** Why requests don't get through, and when the next try is: `{ text, until }`. */
  offline: undefined,
  /** The people one can be: `{ email, username }`. */
  people: [],
  /** Display names by user id: everybody who was ever seen. */
  names: new Map(),
  /** The user id of the person one is. */
  me: "",
  /** By id: `{ id, name, type, participants, last }`. */
  rooms: new Map(),
  /** By user id, then by room id: unread comments. */
  unread: new Map(),
  /** By room id: `{ comments, loading, complete, error }`, the comments from old to new. */
  conversations: new Map(),
  /** Comments on their way, or that failed. See post.js. */
  pending: [],
  /** What happened to a comment on its way, by its `unique_temp_id`. */
  notes: new Map(),
  /** Changes of rooms that were made here: `{ room, type, subject, object, timestamp }`. */
  notices: [],
  /** The room that is open. */
  room: "",
  /** Who the second conversation is seen by, if there is one. */
  other: undefined,
  /** On a phone: "list" or "chat". */
  screen: "chat",
  drawer: undefined,
  dialog: undefined,
  menu: undefined,
  /** By `draftKey`: `{ text, reply }`. */
  drafts: new Map(),
  /** Whether posts are confirmed. */
  confirm: true,
  /** What the inspector makes fail. */
  faults: [],
};

let render = () => {};
let scheduled = false;

export function onChange(listener) {
  render = listener;
}

/** Renders soon, once for all changes of this moment. */
export function changed() {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    render();
  });
}

export const narrow = matchMedia("(max-width: 720px)");
export const splittable = matchMedia("(min-width: 1181px)");
export const wide = matchMedia("(min-width: 1600px)");

export const nameOf = (email) => state.names.get(email) ?? email;

export function draft(email, room) {
  const key = `${email}\n${room}`;
  const found = state.drafts.get(key) ?? { text: "", reply: undefined };
  state.drafts.set(key, found);
  return found;
}

export const conversation = (room) => state.conversations.get(room);

export const unreadOf = (email, room) => state.unread.get(email)?.get(room) ?? 0;

export function setUnread(email, room, count) {
  const counts = state.unread.get(email) ?? new Map();
  state.unread.set(email, counts);
  counts.set(room, count);
}

export function unreadTotal(email) {
  let total = 0;
  for (const count of state.unread.get(email)?.values() ?? []) total += count;
  return total;
}
