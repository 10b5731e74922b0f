// What can be seen of one call under faults: its result, what the sandbox got of it, and what that stored.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { within } from "../deadline.mjs";

export const [abc, kotak] = ["abc@example.com", "kotak@example.com"];

/** Each of the eight calls, as one would make it in a room of one's own. */
export const calls = {
  createRoom: () => ({ name: "gege", creator: abc, participants: [abc] }),
  getOrCreateRoomWithTarget: () => ({ emails: [abc, kotak] }),
  getRoomsInfo: (room_id) => ({ room_id: [room_id], user_email: abc }),
  addRoomParticipants: (room_id) => ({ room_id, emails: [kotak] }),
  removeRoomParticipants: (room_id) => ({ room_id, emails: [kotak] }),
  postComment: (room_id) => ({ sender_email: abc, room_id, message: "Hello" }),
  loadComments: (room_id) => ({ room_id }),
  loginOrRegister: () => ({ email: abc, username: "abc" }),
};

/** A port where nobody listens. */
export async function closedPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Makes a call against a sandbox of its own. `faults` are those of its requests, one after the other; the requests after these
 * meet none. `abort` is when its signal is aborted: "before" the call, during the "request", the "second request", the "body" or
 * the "wait" for another try. Other `client` and `options` are given to the client and to the call.
 */
export async function observe({ faults = [], ...call } = {}) {
  const sandbox = createSandbox();
  const { rooms } = sandbox.seed({ rooms: [{ name: "gege", participants: [abc, kotak] }] });
  for (const fault of faults) sandbox.fault("*", { ...fault, times: 1 });
  const made = await make(rooms[0].room_id, sandbox.clientOptions, call);
  const { requests, unknownRoutes } = sandbox;
  assert.deepEqual(unknownRoutes, []);
  sandbox.clearFaults();
  return { ...made, requests: requests.length, sent: requests, stored: () => stored(sandbox.clientOptions, rooms[0].room_id) };
}

/** The same over a network: a sandbox that is a server, and its `observe`, whose faults are strings. */
export async function stage() {
  const sandbox = await startSandbox();
  const server = { baseUrl: sandbox.url, appId, secretKey };
  const setUp = new QiscusClient(server);
  for (const email of [abc, kotak]) await setUp.loginOrRegister({ email, username: email });
  let rows = 0;
  return {
    ...sandbox,
    async observe({ faults = [], ...call } = {}) {
      const row = `row-${rows++}`;
      const { room_id } = await setUp.createRoom({ name: "gege", creator: abc, participants: [abc, kotak] });
      let sent = 0;
      const fetch = (url, init) => {
        const fault = faults[sent++];
        if (fault) init.headers.set("sandbox-fault", fault);
        return globalThis.fetch(url, init);
      };
      const options = { headers: { "x-row": row }, ...call.options };
      const made = await make(room_id, { ...server, fetch }, { ...call, options });
      const requests = (await sandbox.requests()).filter(({ headers }) => headers["x-row"] === row);
      return { ...made, requests: requests.length, sent: requests, stored: () => stored(server, room_id) };
    },
    async stop() {
      assert.deepEqual(await sandbox.unknownRoutes(), []);
      await sandbox.stop();
    },
  };
}

/** Milliseconds in which a request surely arrives. */
const ARRIVAL = 1_000;

async function make(room_id, server, { method = "postComment", abort, controller = new AbortController(), client, options }) {
  const events = [];
  const fetch = async (url, init) => {
    const response = await server.fetch(url, init);
    if (abort === "body") setTimeout(() => controller.abort(), 50);
    return response;
  };
  const onEvent = (event) => {
    events.push(event);
    const aborted = { "request": 1, "second request": 2 }[abort];
    if (event.type === "request" && event.attempt === aborted) setTimeout(() => controller.abort(), ARRIVAL);
    if (event.type === "retry" && abort === "wait") setTimeout(() => controller.abort(), 50);
  };
  const qiscus = new QiscusClient({ ...server, fetch, onEvent, ...client });
  if (abort === "before") controller.abort();
  const started = performance.now();
  const call = qiscus[method](calls[method](room_id), { signal: controller.signal, ...options });
  const [results, error] = await within(
    call.then(
      (results) => [results],
      (error) => [undefined, error],
    ),
  );
  const took = performance.now() - started;
  const { code = "ok", outcome, status, attempts, retryAfter } = error ?? {};
  return { code, outcome, status, attempts, retryAfter, took, error, results, events };
}

/** How many messages are in a room by now. */
async function stored(server, room_id) {
  return (await new QiscusClient(server).loadComments({ room_id, limit: 100 })).comments.length;
}

/** Compares what was observed with what a row says of it: `atLeast` and `atMost` are milliseconds, the rest is exact. */
export async function holds(observed, { stored, atLeast = 0, atMost = Infinity, ...expected }) {
  const seen = Object.fromEntries(Object.keys(expected).map((name) => [name, observed[name]]));
  assert.deepEqual(seen, expected, observed.error?.message);
  if (stored !== undefined) assert.equal(await observed.stored(), stored, "messages stored");
  assert.ok(observed.took >= atLeast && observed.took <= atMost, `it took ${Math.round(observed.took)} ms`);
}
