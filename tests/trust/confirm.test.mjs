// A post with `confirm` on a network that loses requests and replies: the message is there exactly once. Rows about clocks are in
// clocks.test.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { QiscusClient } from "qiscus-wasm";
import { within } from "../boundary/table.mjs";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { cachingFetch, unsteadyClock } from "./world.mjs";

/** How many messages are posted in the long test; 10,000 take about three and a half minutes. */
const POSTS = Number(process.env.QISCUS_POSTS ?? 300);
const ROOMS = 20;
const CONCURRENCY = 50;
const sender_email = "abc@outlook.com";

let sandbox;
let qiscus;
let room_id;
const events = [];

before(async () => {
  sandbox = await startSandbox();
  qiscus = new QiscusClient({ baseUrl: sandbox.url, appId, secretKey, onEvent: (event) => events.push(event) });
  await qiscus.loginOrRegister({ email: sender_email, username: "abc" });
  room_id = await newRoom();
});

after(async () => {
  assert.deepEqual(await sandbox.unknownRoutes(), []);
  await sandbox.stop();
});

async function newRoom() {
  return (await qiscus.createRoom({ name: "gege", creator: sender_email, participants: [sender_email] })).room_id;
}

/** How often each message is in a room, by its id. */
async function stored(room_id) {
  const times = new Map();
  for await (const { unique_temp_id } of qiscus.comments({ room_id, limit: 100 })) {
    times.set(unique_temp_id, (times.get(unique_temp_id) ?? 0) + 1);
  }
  return times;
}

/**
 * Posts under these faults. Returns the comment or the error, how often it is there, and the endpoints that were asked, one
 * after the other: how many pages a look has depends on what else is in the room.
 */
async function post(faults, options) {
  await sandbox.faults(faults);
  events.length = 0;
  const result = await qiscus
    .postComment({ sender_email, room_id, message: "Hello" }, { confirm: true, timeout: 6_000, ...options })
    .catch((error) => ({ error }));
  const requests = events.filter(({ type }) => type === "request").map(({ endpoint }) => endpoint);
  const asked = requests.filter((endpoint, at) => endpoint === posted || endpoint !== requests[at - 1]);
  await sandbox.faults([]);
  const id = result.comment?.unique_temp_id ?? result.error.uniqueTempId;
  return { ...result, times: (await stored(room_id)).get(id) ?? 0, asked };
}

const once = ";times=1;endpoint=post_comment";
const [posted, looked] = ["post_comment", "load_comments"];

for (const [what, faults, expected] of [
  ["is answered", [], [posted]],
  ["is answered slowly", [`latency=500${once}`], [posted]],
  ["is stored, and the connection is reset", [`reset;when=after${once}`], [posted, looked]],
  ["is stored, and the connection is closed", [`close;when=after${once}`], [posted, looked]],
  ["is stored, and no reply comes", [`stall;when=after${once}`], [posted, looked]],
  ["is stored, and the reply stops in the middle", [`stall=body${once}`], [posted, looked]],
  ["is stored, and answered with 500", [`status=500;when=after${once}`], [posted, looked]],
  ["is stored, and answered with a gateway's page", [`html=502;when=after${once}`], [posted, looked]],
  ["is stored, and the reply is cut", [`truncated${once}`], [posted, looked]],
  ["is stored, and the reply is of another shape", [`garbage=shape${once}`], [posted, looked]],
  ["is stored and redirected", [`redirect;when=after${once}`], [posted, looked]],
  ["is reset before it is stored", [`reset${once}`], [posted, looked, posted]],
  ["meets a stall before it is stored", [`stall${once}`], [posted, looked, posted]],
  ["fails before it is stored", [`status=500${once}`], [posted, looked, posted]],
  ["is turned away", [`status=429;retry-after=0${once}`], [posted, posted]],
  [
    "is stored, and looking it up fails at first",
    [`reset;when=after${once}`, "status=503;times=2;endpoint=load_comments"],
    [posted, looked],
  ],
  ["is stored, and the first look stalls", [`reset;when=after${once}`, "stall;times=1;endpoint=load_comments"], [posted, looked]],
]) {
  test(`a post that ${what} is there once`, { timeout: 30_000 }, async () => {
    const { comment, error, times, asked } = await post(faults);
    assert.equal(error, undefined);
    assert.deepEqual([comment.message, comment.email, times], ["Hello", sender_email, 1]);
    assert.deepEqual(asked, expected);
  });
}

for (const [what, faults, options, message, times, expected] of [
  [
    "is lost each time",
    ["reset;endpoint=post_comment"],
    { maxRetries: 1 },
    /^no response: .*; it was not found in the newest comments, in post_comment$/,
    0,
    [posted, looked, posted, looked],
  ],
  [
    "may not be repeated",
    ["reset;endpoint=post_comment"],
    { maxRetries: 0 },
    /^no response: .*; it was not found in the newest comments, in post_comment$/,
    0,
    [posted, looked],
  ],
  [
    "can't be looked up",
    [`reset;when=after${once}`, "status=500;endpoint=load_comments"],
    { maxRetries: 0 },
    /^no response: .*; looking it up failed: the server failed: .*, in load_comments \(status 500\), in post_comment$/,
    1,
    [posted, looked],
  ],
  [
    "has no time left",
    ["stall;when=after;endpoint=post_comment", "stall;endpoint=load_comments"],
    { timeout: 900, maxRetries: 1 },
    /^no response in time; looking it up failed: no response in time, in load_comments, in post_comment$/,
    1,
    undefined,
  ],
]) {
  test(`of a post that ${what} the error says unknown`, { timeout: 30_000 }, async () => {
    const { error, times: found, asked } = await post(faults, options);
    assert.match(error.message, message);
    assert.deepEqual([error.outcome, error.endpoint, found], ["unknown", "post_comment", times]);
    if (expected) assert.deepEqual(asked, expected);
  });
}

test("an abort ends the search", { timeout: 30_000 }, async () => {
  const controller = new AbortController();
  const abort = setTimeout(() => controller.abort(new Error("enough")), 500);
  // Absent once: it waits a second before it looks again.
  const { error, times } = await post(["reset;endpoint=post_comment"], { signal: controller.signal });
  clearTimeout(abort);
  assert.deepEqual([error.code, error.outcome, error.cause.message, times], ["aborted", "unknown", "enough", 0]);
});

test("of a post that surely did nothing the error doesn't say unknown", { timeout: 30_000 }, async () => {
  const { error, times, asked } = await post(["status=400;endpoint=post_comment"]);
  assert.deepEqual([error.code, error.outcome, times, asked], ["rejected", "rejected", 0, [posted]]);
});

test("other calls have no such option", { timeout: 30_000 }, async () => {
  await assert.rejects(qiscus.loadComments({ room_id }, { confirm: true }), {
    code: "invalid_request",
    message: "invalid parameters: unknown option `confirm`, in load_comments",
  });
  await assert.rejects(qiscus.postComment({ sender_email, room_id, message: "Hello" }, { confirm: "yes" }), {
    code: "invalid_request",
    message: "invalid parameters: confirm: expected boolean, received string, in post_comment",
  });
});

// The control: a client whose requests don't say `no-store` would be answered from the cache.
for (const [what, forgets, times] of [
  ["is there once, since no cache answers", false, 1],
  ["would be there twice if a cache answered its lookup", true, 2],
]) {
  test(`a second post whose reply is lost ${what}`, { timeout: 30_000 }, async () => {
    const room_id = await newRoom();
    const caching = cachingFetch();
    const fetch = forgets ? (url, { cache, ...init }) => caching(url, init) : caching;
    const client = new QiscusClient({ baseUrl: sandbox.url, appId, secretKey, fetch });
    for (const unique_temp_id of ["first", "second"]) {
      await sandbox.faults([`reset;when=after${once}`]);
      await within(20_000, client.postComment({ sender_email, room_id, message: "Hello", unique_temp_id }, { confirm: true }));
    }
    await sandbox.faults([]);
    assert.deepEqual(await stored(room_id), new Map([["second", times], ["first", 1]]));
    assert.equal(caching.answered > 0, forgets);
  });
}

for (const [what, forgets, times] of [
  ["is there again, since no cache answers", false, 2],
  ["would not be sent if a cache answered it", true, 1],
]) {
  test(`a post that is made again as it was ${what}`, { timeout: 30_000 }, async () => {
    const room_id = await newRoom();
    const caching = cachingFetch();
    const fetch = forgets ? (url, { cache, ...init }) => caching(url, init) : caching;
    const client = new QiscusClient({ baseUrl: sandbox.url, appId, secretKey, fetch });
    const post = () => within(20_000, client.postComment({ sender_email, room_id, message: "Hello", unique_temp_id: "same" }));
    await post();
    await post();
    assert.deepEqual(await stored(room_id), new Map([["same", times]]));
  });
}

const world = "with a wrong clock, behind a caching fetch";
test(`${POSTS} posts ${world}, of which many lose their request or reply, are there once`, { timeout: 900_000 }, async (t) => {
  const rooms = await Promise.all(Array.from({ length: ROOMS }, newRoom));
  events.length = 0;
  const fetch = cachingFetch();
  const client = new QiscusClient({ baseUrl: sandbox.url, appId, secretKey, fetch, onEvent: (event) => events.push(event) });
  await sandbox.faults([
    ...["reset", "reset;when=after", "stall;when=before", "stall;when=after", "close;when=after"].map((fault) => `${fault};rate=0.03;endpoint=post_comment`),
    ...["status=500", "status=502;when=after", "html=503;when=after", "status=504", "status=429;retry-after=0", "status=429;retry-date=1"].map((fault) => `${fault};rate=0.03;endpoint=post_comment`),
    ...["truncated", "garbage", "stall=body", "length"].map((fault) => `${fault};rate=0.02;endpoint=post_comment`),
    ...["reset", "status=500", "stall"].map((fault) => `${fault};rate=0.03;endpoint=load_comments`),
  ]);
  const comments = [];
  const errors = [];
  let next = 0;
  const began = performance.now();
  const steady = unsteadyClock();
  try {
    await Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        while (next < POSTS) {
          const number = next++;
          const params = { sender_email, room_id: rooms[number % ROOMS], message: `${number}`, unique_temp_id: `post-${number}` };
          const options = { confirm: true, timeout: 20_000, maxRetries: 10 };
          const call = within(60_000, client.postComment(params, options));
          await call.then(({ comment }) => comments.push(comment), (error) => errors.push(error));
        }
      }),
    );
  } finally {
    t.diagnostic(`the clock was set ${steady()} times in ${((performance.now() - began) / 60_000).toFixed(1)} minutes`);
  }
  const made = events.filter(({ type }) => type === "request").length;
  const again = events.filter(({ type, endpoint, attempt }) => type === "request" && endpoint === posted && attempt > 1).length;
  t.diagnostic(`${POSTS} posts: ${made} requests, ${again} posts sent again, ${errors.length} errors`);
  await sandbox.faults([]);
  const times = new Map((await Promise.all(rooms.map(stored))).flatMap((room) => [...room]));
  assert.deepEqual([...times].filter(([, count]) => count !== 1), []);
  assert.deepEqual(errors.map(({ message }) => message), []);
  assert.deepEqual([times.size, comments.length, fetch.answered], [POSTS, POSTS, 0]);
  for (const { message, unique_temp_id } of comments) assert.equal(unique_temp_id, `post-${message}`);
});
