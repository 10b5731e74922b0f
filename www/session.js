// The connection to a place: the client, the recorder that every call goes through, and the webhooks that arrive.
import { codeOf } from "./code.js";
import { receive } from "./comments.js";
import { messageOf } from "./error.js";
import { chosen } from "./inspector/faults.js";
import { sendQueued, watchPosts } from "./post.js";
import { createRecorder } from "./recorder.js";
import { loadRooms, openRoom } from "./rooms.js";
import { people } from "./seed.js";
import { changed, nameOf, state } from "./state.js";
import { forget, restoreSession, savePlace } from "./storage.js";

/** What is connected at the moment: `{ client, recorder, place, deliveries, listeners }`. */
export let session;

/** Makes a call through the recorder. Rejects with the client's error. */
export function call(method, params, options) {
  const { client, recorder } = session;
  const promise = recorder.call(codeOf(method, params, options), method, (tags) =>
    client[method](params, { ...options, ...tags }),
  );
  return Object.assign(promise, { entry: recorder.entries.at(-1)?.id });
}

/** `get_user_rooms` isn't in the specification: it goes through `request`. */
export function request(method, path, params) {
  const { client, recorder } = session;
  return recorder.call(codeOf("request", method, path, params), "request", (tags) => client.request(method, path, params, tags));
}

/** Loads what connects to the chosen place: the sandbox in the page is large, and the others go without. */
async function loadPlace({ place, baseUrl }) {
  if (place === "page") return (await import("./places/page.js")).connect;
  const { connectSandbox, connectOwn } = await import("./places/remote.js");
  return place === "sandbox" ? connectSandbox : (options) => connectOwn({ ...options, baseUrl });
}

/** Counts starts: what an earlier one still awaits is not for the page any more. */
let turn = 0;

/** Connects to the chosen place, signs in, and opens the room that was open. */
export async function start() {
  const mine = ++turn;
  session?.place.close();
  session?.client.free();
  session = undefined;
  Object.assign(state, { phase: "starting", trouble: "", offline: undefined, faults: [], dialog: undefined, menu: undefined });
  for (const each of [state.rooms, state.conversations, state.names, state.notes, state.drafts]) each.clear();
  const { screen } = state;
  const known = restoreSession();
  // Who changes the place on a phone stays in the list.
  if (mine > 1) state.screen = screen;
  changed();
  try {
    await connect(known, () => mine === turn);
  } catch (error) {
    if (mine !== turn) return;
    clearInterval(retry);
    Object.assign(state, { phase: "failed", offline: undefined });
    state.trouble = messageOf(error);
  }
  changed();
}

/** Begins again with the seed of the sandbox in this page. */
export function startOver() {
  state.phase = "starting";
  forget();
  return start();
}

async function connect(known, isCurrent) {
  const [{ QiscusClient, webhookHandler }, connectPlace] = await Promise.all([import("qiscus-wasm"), loadPlace(state)]);
  const deliveries = [];
  const listeners = new Set();
  const onDelivery = (delivery) => {
    if (!isCurrent()) return;
    deliveries.push(delivery);
    if (deliveries.length > 200) deliveries.shift();
    if (delivery.event && !delivery.old && state.phase === "ready") receive(delivery.event);
    for (const listener of listeners) listener(delivery);
  };
  const place = await connectPlace({
    QiscusClient,
    webhookHandler,
    onDelivery,
    onOnline: () => isCurrent() && online(),
    onOffline: () => isCurrent() && offline(),
  });
  if (!isCurrent()) return place.close();
  const recorder = createRecorder({ fetch: watchPosts(place.fetch) });
  // Requests use faults up.
  recorder.subscribe(() => state.faults.length > 0 && changed());
  const options = { ...place.clientOptions, timeout: 12_000, ...recorder.clientOptions };
  session = { client: new QiscusClient(options), recorder, place, deliveries, listeners };
  state.people = state.place === "own" ? (known.people ?? []) : merge(people, known.people ?? []);
  for (const { email, username } of state.people) state.names.set(email, username);
  state.me = state.people.some(({ email }) => email === state.me) ? state.me : (state.people[0]?.email ?? "");
  await signIn(known.rooms ?? [], isCurrent);
}

const merge = (first, second) => [...first, ...second.filter(({ email }) => !first.some((each) => each.email === email))];

async function signIn(knownRooms, isCurrent) {
  if (!state.me) {
    state.phase = "ready";
    state.dialog = { kind: "person" };
    return;
  }
  try {
    await call("loginOrRegister", { email: state.me, username: nameOf(state.me) });
    await loadRooms(state.me, knownRooms);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    if (isCurrent()) offline();
    return;
  }
  if (!isCurrent()) return;
  state.phase = "ready";
  savePlace();
  const [newest] = roomIds();
  if (!state.rooms.has(state.room)) state.room = newest ?? "";
  if (state.room) await openRoom(state.room, { focus: false });
  // The others' unread counts, for the badges in the rail.
  for (const { email } of state.people) if (email !== state.me) loadRooms(email, knownRooms).catch(() => {});
}

/** Ids of the rooms of a person, the newest comment first. */
export function roomIds(email = state.me) {
  const mine = [...state.rooms.values()].filter(({ participants }) => participants.includes(email));
  return mine.sort((a, b) => (b.last?.timestamp ?? "").localeCompare(a.last?.timestamp ?? "")).map(({ id }) => id);
}

export const isUnreachable = (error) =>
  error?.code === "network" ||
  error?.code === "timeout" ||
  (error?.code === "server_error" && [502, 503, 504].includes(error.status));

let retry;

/** Shows that requests don't get through, and tries again in four seconds. */
export function offline() {
  if (state.place === "page" || state.phase === "failed") return;
  const where =
    state.place === "own" ? `Your app doesn’t answer at ${state.baseUrl}.` : "The sandbox doesn’t answer at /api/qiscus.";
  state.offline = { text: where, until: Date.now() + 4000 };
  clearInterval(retry);
  retry = setInterval(() => (state.offline && Date.now() >= state.offline.until ? tryNow() : changed()), 500);
  changed();
}

/** Back again: takes up what waited. */
export function online() {
  clearInterval(retry);
  if (!state.offline) return;
  state.offline = undefined;
  if (state.phase === "ready") {
    loadRooms(state.me, [...state.rooms.keys()]).catch(() => {});
    if (state.room) openRoom(state.room, { focus: false, again: true });
    sendQueued();
  }
  changed();
}

export async function tryNow() {
  clearInterval(retry);
  if (!state.offline) return;
  if (state.phase !== "ready" || session?.place.lost?.()) return start();
  try {
    await loadRooms(state.me, [...state.rooms.keys()]);
    online();
  } catch (error) {
    if (isUnreachable(error)) offline();
    else online();
  }
}

/** Which of the inspector's faults are on. */
export const faultsOn = () => (session ? [...chosen(session.recorder).on] : []);

/** Sets what goes wrong. Rejects if the sandbox doesn't take it. */
async function setFaults(list) {
  state.faults = list;
  changed();
  await session.place.setFaults?.(list);
}

/** What the inspector and the webhook bench are given. */
export const tools = (show) => ({
  recorder: session.recorder,
  place: state.place,
  setFaults,
  get faults() {
    return state.faults;
  },
  deliveries: session.deliveries,
  subscribeDeliveries(listener) {
    session.listeners.add(listener);
    return () => session.listeners.delete(listener);
  },
  webhookKey: session.place.webhookKey,
  show,
});
