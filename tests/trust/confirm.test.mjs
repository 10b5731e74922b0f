// A post with `confirm` on a network that loses requests and replies: the message is there exactly once. Rows about clocks are in
// clocks.test.mjs, one over a real network in networks.test.mjs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { cachingFetch, unsteadyClock } from "./world.mjs";
import { timeout, within } from "../deadline.mjs";

/** How many messages are posted in the long test; 10,000 take about three and a half minutes. */
const POSTS = Number(process.env.QISCUS_POSTS ?? 300);
const ROOMS = 20;
const CONCURRENCY = 50;
const sender_email = "abc@outlook.com";

/** How often each message is in a room, by its id. */
async function stored(qiscus, room_id) {
  const times = new Map();
  for await (const { unique_temp_id } of qiscus.comments({ room_id, limit: 100 })) {
    times.set(unique_temp_id, (times.get(unique_temp_id) ?? 0) + 1);
  }
  return times;
}

/** A sandbox with a room. */
function furnished() {
  const sandbox = createSandbox();
  const { rooms } = sandbox.seed({ rooms: [{ name: "gege", participants: [sender_email] }] });
  return { sandbox, room_id: rooms[0].room_id };
}

/**
 * Posts under these faults, each of an endpoint. Returns the comment or the error, how often it is there, and the endpoints that
 * were asked, one after the other: looks in a row are one.
 */
async function post(faults, options) {
  const { sandbox, room_id } = furnished();
  for (const [endpoint, fault] of faults) sandbox.fault(endpoint, fault);
  const qiscus = new QiscusClient(sandbox.clientOptions);
  const result = await qiscus
    .postComment({ sender_email, room_id, message: "Hello" }, { confirm: true, timeout: 6_000, ...options })
    .catch((error) => ({ error }));
  const requests = sandbox.requests.map(({ endpoint }) => endpoint);
  const asked = requests.filter((endpoint, at) => endpoint === posted || endpoint !== requests[at - 1]);
  assert.deepEqual(sandbox.unknownRoutes, []);
  sandbox.clearFaults();
  const id = result.comment?.unique_temp_id ?? result.error.uniqueTempId;
  return { ...result, times: (await stored(qiscus, room_id)).get(id) ?? 0, asked };
}

const [posted, looked] = ["post_comment", "load_comments"];
/** A fault of the first post. */
const once = (fault) => [posted, { ...fault, times: 1 }];

describe("whatever a post meets", { concurrency: 50 }, () => {
  const lostReply = once({ name: "reset", when: "after" });
  for (const [what, faults, expected] of [
    ["is answered", [], [posted]],
    ["is answered slowly", [once({ name: "latency", value: 500 })], [posted]],
    ["is stored, and the connection is reset", [lostReply], [posted, looked]],
    ["is stored, and the connection is closed", [once({ name: "close", when: "after" })], [posted, looked]],
    ["is stored, and no reply comes", [once({ name: "stall", when: "after" })], [posted, looked]],
    ["is stored, and the reply stops in the middle", [once({ name: "stall", value: "body" })], [posted, looked]],
    ["is stored, and answered with 500", [once({ name: "status", value: 500, when: "after" })], [posted, looked]],
    ["is stored, and answered with a gateway's page", [once({ name: "html", value: 502, when: "after" })], [posted, looked]],
    ["is stored, and the reply is cut", [once({ name: "truncated" })], [posted, looked]],
    ["is stored, and the reply is of another shape", [once({ name: "garbage", value: "shape" })], [posted, looked]],
    ["is stored and redirected", [once({ name: "redirect", when: "after" })], [posted, looked]],
    ["is reset before it is stored", [once({ name: "reset" })], [posted, looked, posted]],
    ["meets a stall before it is stored", [once({ name: "stall" })], [posted, looked, posted]],
    ["fails before it is stored", [once({ name: "status", value: 500 })], [posted, looked, posted]],
    ["is turned away", [once({ name: "status", value: 429, retryAfter: 0 })], [posted, posted]],
    [
      "is stored, and looking it up fails at first",
      [lostReply, [looked, { name: "status", value: 503, times: 2 }]],
      [posted, looked],
    ],
    ["is stored, and the first look stalls", [lostReply, [looked, { name: "stall", times: 1 }]], [posted, looked]],
  ]) {
    test(`a post that ${what} is there once`, { timeout }, async () => {
      const { comment, error, times, asked } = await post(faults);
      assert.equal(error, undefined);
      assert.deepEqual([comment.message, comment.email, times], ["Hello", sender_email, 1]);
      assert.deepEqual(asked, expected);
    });
  }

  for (const [what, faults, options, message, times, expected] of [
    [
      "is lost each time",
      [[posted, { name: "reset" }]],
      { maxRetries: 1 },
      /^no response: .*; it was not found in the newest comments, in post_comment$/,
      0,
      [posted, looked, posted, looked],
    ],
    [
      "may not be repeated",
      [[posted, { name: "reset" }]],
      { maxRetries: 0 },
      /^no response: .*; it was not found in the newest comments, in post_comment$/,
      0,
      [posted, looked],
    ],
    [
      "can't be looked up",
      [lostReply, [looked, { name: "status", value: 500 }]],
      { maxRetries: 0 },
      /^no response: .*; looking it up failed: the server failed: .*, in load_comments \(status 500\), in post_comment$/,
      1,
      [posted, looked],
    ],
    [
      "has no time left",
      [
        [posted, { name: "stall", when: "after" }],
        [looked, { name: "stall" }],
      ],
      { timeout: 900, maxRetries: 1 },
      /^no response in time; looking it up failed: no response in time, in load_comments, in post_comment$/,
      1,
      undefined,
    ],
  ]) {
    test(`of a post that ${what} the error says unknown`, { timeout }, async () => {
      const { error, times: found, asked } = await post(faults, options);
      assert.match(error.message, message);
      assert.deepEqual([error.outcome, error.endpoint, found], ["unknown", "post_comment", times]);
      if (expected) assert.deepEqual(asked, expected);
    });
  }

  test("an abort ends the search", { timeout }, async () => {
    const controller = new AbortController();
    const abort = setTimeout(() => controller.abort(new Error("enough")), 500);
    // Absent once: it waits a second before it looks again.
    const { error, times } = await post([[posted, { name: "reset" }]], { signal: controller.signal });
    clearTimeout(abort);
    assert.deepEqual([error.code, error.outcome, error.cause.message, times], ["aborted", "unknown", "enough", 0]);
  });

  test("of a post that surely did nothing the error doesn't say unknown", { timeout }, async () => {
    const { error, times, asked } = await post([[posted, { name: "status", value: 400 }]]);
    assert.deepEqual([error.code, error.outcome, times, asked], ["rejected", "rejected", 0, [posted]]);
  });
});

test("other calls have no such option", { timeout }, async () => {
  const { sandbox, room_id } = furnished();
  const qiscus = new QiscusClient(sandbox.clientOptions);
  await assert.rejects(qiscus.loadComments({ room_id }, { confirm: true }), {
    code: "invalid_request",
    message: "invalid parameters: unknown option `confirm`, in load_comments",
  });
  await assert.rejects(qiscus.postComment({ sender_email, room_id, message: "Hello" }, { confirm: "yes" }), {
    code: "invalid_request",
    message: "invalid parameters: confirm: expected boolean, received string, in post_comment",
  });
});

/** A client behind a caching fetch; one that `forgets` doesn't say `no-store`. */
function behindCache(sandbox, forgets) {
  const caching = cachingFetch(sandbox.fetch);
  const fetch = forgets ? (url, { cache, ...init }) => caching(url, init) : caching;
  return { caching, client: new QiscusClient({ ...sandbox.clientOptions, fetch }) };
}

// The control: a client whose requests don't say `no-store` would be answered from the cache.
for (const [what, forgets, times] of [
  ["is there once, since no cache answers", false, 1],
  ["would be there twice if a cache answered its lookup", true, 2],
]) {
  test(`a second post whose reply is lost ${what}`, { timeout }, async () => {
    const { sandbox, room_id } = furnished();
    const { caching, client } = behindCache(sandbox, forgets);
    for (const unique_temp_id of ["first", "second"]) {
      sandbox.fault(...once({ name: "reset", when: "after" }));
      await within(client.postComment({ sender_email, room_id, message: "Hello", unique_temp_id }, { confirm: true }));
    }
    assert.deepEqual(
      await stored(new QiscusClient(sandbox.clientOptions), room_id),
      new Map([
        ["second", times],
        ["first", 1],
      ]),
    );
    assert.equal(caching.answered > 0, forgets);
  });
}

for (const [what, forgets, times] of [
  ["is there again, since no cache answers", false, 2],
  ["would not be sent if a cache answered it", true, 1],
]) {
  test(`a post that is made again as it was ${what}`, { timeout }, async () => {
    const { sandbox, room_id } = furnished();
    const { client } = behindCache(sandbox, forgets);
    const post = () => within(client.postComment({ sender_email, room_id, message: "Hello", unique_temp_id: "same" }));
    await post();
    await post();
    assert.deepEqual(await stored(new QiscusClient(sandbox.clientOptions), room_id), new Map([["same", times]]));
  });
}

const world = "with a wrong clock, behind a caching fetch";
test(`${POSTS} posts ${world}, of which many lose their request or reply, are there once`, { timeout: 900_000 }, async (t) => {
  // The clock that is wrong is the client's alone.
  const sandbox = createSandbox({ now: Date.now });
  const room = { name: "gege", participants: [sender_email] };
  const rooms = sandbox.seed({ rooms: Array(ROOMS).fill(room) }).rooms.map(({ room_id }) => room_id);
  const events = [];
  const fetch = cachingFetch(sandbox.fetch);
  const client = new QiscusClient({ ...sandbox.clientOptions, fetch, onEvent: (event) => events.push(event) });
  for (const fault of [
    { name: "reset" },
    { name: "reset", when: "after" },
    { name: "stall", when: "before" },
    { name: "stall", when: "after" },
    { name: "close", when: "after" },
    { name: "status", value: 500 },
    { name: "status", value: 502, when: "after" },
    { name: "html", value: 503, when: "after" },
    { name: "status", value: 504 },
    { name: "status", value: 429, retryAfter: 0 },
    { name: "status", value: 429, retryDate: 1 },
  ]) {
    sandbox.fault(posted, { ...fault, rate: 0.03 });
  }
  for (const fault of [{ name: "truncated" }, { name: "garbage" }, { name: "stall", value: "body" }, { name: "length" }]) {
    sandbox.fault(posted, { ...fault, rate: 0.02 });
  }
  for (const fault of [{ name: "reset" }, { name: "status", value: 500 }, { name: "stall" }]) {
    sandbox.fault(looked, { ...fault, rate: 0.03 });
  }
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
          const call = within(client.postComment(params, options), 60_000);
          await call.then(
            ({ comment }) => comments.push(comment),
            (error) => errors.push(error),
          );
        }
      }),
    );
  } finally {
    t.diagnostic(`the clock was set ${steady()} times in ${((performance.now() - began) / 60_000).toFixed(1)} minutes`);
  }
  const made = events.filter(({ type }) => type === "request").length;
  const again = events.filter(({ type, endpoint, attempt }) => type === "request" && endpoint === posted && attempt > 1).length;
  t.diagnostic(`${POSTS} posts: ${made} requests, ${again} posts sent again, ${errors.length} errors`);
  sandbox.clearFaults();
  const qiscus = new QiscusClient(sandbox.clientOptions);
  const times = new Map((await Promise.all(rooms.map((room_id) => stored(qiscus, room_id)))).flatMap((room) => [...room]));
  assert.deepEqual(
    [...times].filter(([, count]) => count !== 1),
    [],
  );
  assert.deepEqual(
    errors.map(({ message }) => message),
    [],
  );
  assert.deepEqual([times.size, comments.length, fetch.answered], [POSTS, POSTS, 0]);
  for (const { message, unique_temp_id } of comments) assert.equal(unique_temp_id, `post-${message}`);
  assert.deepEqual(sandbox.unknownRoutes, []);
});
