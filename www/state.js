// What the page knows, and who wants to hear of changes.

const listeners = [];

export const state = {
  /** Who signed in: `{ email, username }`. */
  users: [],
  /** The emails of the two in the first step. */
  pair: [],
  /** What was opened or created: `{ id, name, type, participants }`, the participants by email. */
  rooms: [],
  /** One of `rooms`. */
  open: undefined,
};

/** Calls the listener now, and after every change. */
export function watch(listener) {
  listeners.push(listener);
  listener();
}

export function change(changes) {
  Object.assign(state, changes);
  for (const listener of listeners) listener();
}

export function addUser({ email, username }) {
  change({ users: put(state.users, "email", { email, username }) });
}

/** Adds a room or brings it up to date, and opens it. */
export function openRoom(room) {
  change({ rooms: put(state.rooms, "id", room), open: room });
}

/** Brings a room up to date; another one may be open by now. */
export function updateRoom(room) {
  change({ rooms: put(state.rooms, "id", room), open: state.open.id === room.id ? room : state.open });
}

/** The list with the item in place of the one with the same key, or at the end. */
function put(list, key, item) {
  const known = list.some((other) => other[key] === item[key]);
  return known ? list.map((other) => (other[key] === item[key] ? item : other)) : [...list, item];
}

/** `createRoom` and the participant calls give a group in the same form; its participants are emails or objects. */
export function groupOf({ room_id, room_name, room_type, participants }) {
  return { id: room_id, name: room_name, type: room_type, participants: participants.map((one) => one.email ?? one) };
}

/** "Alice (alice@example.com)", or the email alone. */
export function nameOf(email) {
  const user = state.users.find((user) => user.email === email);
  return user ? `${user.username} (${email})` : email;
}
