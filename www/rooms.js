// Rooms: the list, opening one, making one, and who is in it.
import { loadNewest } from "./comments.js";
import { call, request } from "./session.js";
import { changed, draft, nameOf, narrow, setUnread, state, unreadOf } from "./state.js";

const emailOf = (participant) => (typeof participant === "string" ? participant : participant.email);

export function learnNames(participants) {
  for (const each of participants) {
    if (each?.email && each.username) state.names.set(each.email, each.username);
  }
}

/** Adds what is known of a room to what was known. */
export function upsertRoom(id, details) {
  const key = String(id);
  const room = state.rooms.get(key) ?? { id: key, name: "", type: "group", participants: [], last: undefined };
  state.rooms.set(key, room);
  const given = Object.entries(details).filter(([, value]) => value !== undefined);
  return Object.assign(room, Object.fromEntries(given));
}

/** Loads a person's rooms: all of them where the server has `get_user_rooms`, else those that this page knows. */
export async function loadRooms(email, known = []) {
  const infos = await allRooms(email).catch((error) => {
    const missing = ["not_found", "rejected", "unauthorized"].includes(error.code);
    if (!missing) throw error;
    return knownRooms(email, known);
  });
  for (const info of infos) {
    learnNames(info.participants ?? []);
    const room = upsertRoom(info.room_id, {
      name: info.room_name,
      type: info.room_type,
      participants: info.participants?.map(emailOf) ?? undefined,
    });
    const isNewer = !room.last || info.last_comment_id >= (room.last.id ?? 0);
    if (info.last_comment_id > 0 && isNewer) {
      const sender = info.last_comment_sender_email;
      room.last = {
        id: info.last_comment_id,
        message: info.last_comment_message,
        email: sender,
        timestamp: info.last_comment_timestamp,
      };
      if (sender) learnNames([{ email: sender, username: info.last_comment_sender_username }]);
    }
    // The API can't mark as read without posting, so this page counts from the first time on.
    if (!state.unread.get(email)?.has(room.id)) setUnread(email, room.id, isOpen(email, room.id) ? 0 : info.unread_count);
  }
  changed();
}

async function allRooms(email) {
  const results = await request("GET", "get_user_rooms", { user_email: email, show_participants: true });
  return Array.isArray(results?.rooms_info) ? results.rooms_info : [];
}

async function knownRooms(email, ids) {
  if (ids.length === 0) return [];
  const { rooms_info: infos } = await call("getRoomsInfo", {
    room_id: ids.slice(0, 100),
    user_email: email,
    show_participants: true,
  });
  return infos;
}

/** Whether somebody sees a room right now. */
export function isOpen(email, room) {
  if (document.hidden || room !== state.room || (narrow.matches && state.screen !== "chat")) return false;
  return email === state.me || email === state.other;
}

export async function openRoom(id, { focus = true, again = false } = {}) {
  state.room = id;
  if (focus) state.screen = "chat";
  if (focus && state.drawer === "people") state.drawer = undefined;
  const room = state.rooms.get(id);
  if (state.other && !room?.participants.includes(state.other)) state.other = candidates(room)[0];
  markRead(id);
  changed();
  if (again || !state.conversations.get(id)?.loaded) await loadNewest(id);
}

/** Who the second conversation can be seen by. */
export const candidates = (room) => room?.participants.filter((email) => email !== state.me) ?? [];

export function markRead(id) {
  for (const email of [state.me, state.other]) if (email && unreadOf(email, id)) setUnread(email, id, 0);
}

/** Becomes another person. */
export async function become(email) {
  if (email === state.me) return;
  state.me = email;
  if (state.other === email) state.other = undefined;
  changed();
  await call("loginOrRegister", { email, username: nameOf(email) });
  await loadRooms(email, [...state.rooms.keys()]);
  const room = state.rooms.get(state.room);
  if (!room?.participants.includes(email)) {
    const own = [...state.rooms.values()].filter(({ participants }) => participants.includes(email));
    own.sort((a, b) => (b.last?.timestamp ?? "").localeCompare(a.last?.timestamp ?? ""));
    state.room = own[0]?.id ?? "";
  }
  if (state.room && state.screen === "chat") await openRoom(state.room);
  changed();
}

export async function addPerson({ email, username }) {
  const { user } = await call("loginOrRegister", { email, username });
  state.names.set(user.email, user.username);
  if (!state.people.some((person) => person.email === user.email))
    state.people = [...state.people, { email: user.email, username: user.username }];
  await become(user.email);
}

export async function createGroup(name, emails) {
  const { me } = state;
  const group = await call("createRoom", { name, creator: me, participants: [me, ...emails] });
  const participants = group.participants.map(emailOf);
  const room = upsertRoom(group.room_id, { name: group.room_name, type: "group", participants, last: undefined });
  note(room.id, "create_room", me);
  await openRoom(room.id);
}

export async function openPair(email) {
  const { room: found, comments } = await call("getOrCreateRoomWithTarget", { emails: [state.me, email] });
  learnNames(found.participants);
  const room = upsertRoom(found.id, { name: found.room_name, type: "single", participants: found.participants.map(emailOf) });
  if (comments.length === 0) draft(state.me, room.id);
  await openRoom(room.id);
}

export async function addParticipants(id, emails) {
  const group = await call("addRoomParticipants", { room_id: roomNumber(id), emails });
  upsertRoom(id, { participants: group.participants.map(emailOf) });
  for (const email of emails) note(id, "add_member", state.me, email);
  changed();
}

export async function removeParticipant(id, email) {
  const group = await call("removeRoomParticipants", { room_id: roomNumber(id), emails: [email] });
  upsertRoom(id, { participants: group.participants.map(emailOf) });
  note(id, "remove_member", state.me, email);
  if (state.other === email) state.other = undefined;
  changed();
}

/** A change that was made here: the API announces comments only. */
function note(room, type, subject, object) {
  state.notices.push({ room, type, subject, object, timestamp: new Date().toISOString() });
}

/** Ids are numbers in the specification; later servers have strings that aren't. */
export const roomNumber = (id) => (/^\d{1,15}$/.test(id) ? Number(id) : id);

export function titleOf(room, viewer = state.me) {
  if (room.type === "group") return room.name;
  const other = room.participants.find((email) => email !== viewer);
  return other ? nameOf(other) : room.name;
}

/** What an avatar's colour depends on. */
export const colourKey = (room, viewer) =>
  room.type === "group" ? room.name : (room.participants.find((email) => email !== viewer) ?? room.name);
