// What survives a reload: the place for every tab, the session for this one.
import { state } from "./state.js";

const name = "qiscus-demo";

function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(`${name}.${key}`)) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(storage, key, value) {
  try {
    storage.setItem(`${name}.${key}`, JSON.stringify(value));
  } catch {
    // Full, or forbidden: the demo goes on without.
  }
}

export const readTab = (key) => read(sessionStorage, key);
export const writeTab = (key, value) => write(sessionStorage, key, value);
export const readAll = (key) => read(localStorage, key);
export const writeAll = (key, value) => write(localStorage, key, value);

const placeKey = () => (state.place === "own" ? `own ${state.baseUrl}` : state.place);

/** A tab remembers its own place; a new one takes the last that was chosen anywhere. */
export function restorePlace() {
  const { place, baseUrl } = readTab("place") ?? readAll("place") ?? {};
  state.place = ["page", "sandbox", "own"].includes(place) ? place : "page";
  state.baseUrl = baseUrl ?? "";
}

export function savePlace() {
  const { place, baseUrl } = state;
  writeTab("place", { place, baseUrl });
  writeAll("place", { place, baseUrl });
}

export function restoreSession() {
  const saved = readTab(`session ${placeKey()}`) ?? {};
  state.me = saved.me ?? "";
  state.room = saved.room ?? "";
  state.other = saved.other;
  state.screen = saved.screen ?? "chat";
  state.confirm = saved.confirm ?? true;
  state.pending = saved.pending ?? [];
  state.notices = saved.notices ?? [];
  state.unread = new Map((saved.unread ?? []).map(([email, rooms]) => [email, new Map(rooms)]));
  return readAll(`people ${placeKey()}`) ?? {};
}

/** Forgets what was done in this tab, so that the sandbox in the page starts from its seed. */
export function forget() {
  writeTab("journal", null);
  writeTab(`session ${placeKey()}`, null);
}

/** Called after every change; cheap, since sessions are small. */
export function saveSession() {
  if (state.phase !== "ready") return;
  const { me, room, other, screen, confirm, notices } = state;
  // Nobody knows what became of a request that a reload cuts off.
  const lost = { status: "unsure", reason: "Couldn’t find out whether it was delivered." };
  const pending = state.pending.map((rest) =>
    ["sending", "maybe"].includes(rest.status) && !rest.queued ? { ...rest, ...lost } : rest,
  );
  const unread = [...state.unread].map(([email, rooms]) => [email, [...rooms]]);
  writeTab(`session ${placeKey()}`, { me, room, other, screen, confirm, pending, notices, unread });
  if (state.place !== "page") writeAll(`people ${placeKey()}`, { people: state.people, rooms: [...state.rooms.keys()] });
}
