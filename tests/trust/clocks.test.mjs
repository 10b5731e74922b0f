// A clock that is wrong, or that is set while a call is under way: waits and deadlines are as long as they should be, and a post
// that is confirmed is there once.
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { setClock, withoutPerformance } from "./world.mjs";
import { timeout, within } from "../deadline.mjs";

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

afterEach(() => setClock(0));

describe("a post that is stored, whose reply is lost, and that 120 newer comments follow, is found and posted once", () => {
  const sender_email = "abc@outlook.com";
  // The room of these two is the same one each time that it is seeded.
  const participants = [sender_email, "kotak@outlook.com"];
  const newer = { participants, comments: Array(120).fill({ sender_email, message: "later" }) };

  // How far the clock is ahead from the start, and from an event on: of the post, or of the two pages that are searched.
  for (const [what, start, steps] of [
    ["is right", 0, {}],
    ["is a minute ahead", minute, {}],
    ["is an hour ahead", hour, {}],
    ["is a minute behind", -minute, {}],
    ["is an hour behind", -hour, {}],
    ["steps forward by a minute during the post", 0, { "request post_comment": minute }],
    ["steps back by a minute during the post", 0, { "request post_comment": -minute }],
    ["steps forward by an hour during the post", 0, { "request post_comment": hour }],
    ["steps back by an hour during the post", hour, { "request post_comment": 0 }],
    ["steps forward by a minute during the wait of a retry", 0, { "retry post_comment": minute }],
    ["steps back by a minute during the wait of a retry", 0, { "retry post_comment": -minute }],
    ["steps forward by an hour during the wait of a retry", 0, { "retry post_comment": hour }],
    ["steps back by an hour during the wait of a retry", 0, { "retry post_comment": -hour }],
    ["steps forward by a minute during the lookup", 0, { "request load_comments": minute }],
    ["steps back by a minute during the lookup", 0, { "request load_comments": -minute }],
    ["steps forward by an hour between two pages", 0, { "response load_comments": hour }],
    ["steps back by an hour between two pages", 0, { "response load_comments": -hour }],
    [
      "steps forward by a minute each time",
      0,
      {
        "request post_comment": minute,
        "retry post_comment": 2 * minute,
        "request load_comments": 3 * minute,
        "response load_comments": 4 * minute,
      },
    ],
    [
      "steps back by a minute each time",
      0,
      {
        "request post_comment": -minute,
        "retry post_comment": -2 * minute,
        "request load_comments": -3 * minute,
        "response load_comments": -4 * minute,
      },
    ],
  ]) {
    test(`the clock ${what}`, { timeout }, async () => {
      // The clock that is wrong is the client's alone.
      const sandbox = createSandbox({ now: Date.now });
      const { rooms } = sandbox.seed({ rooms: [{ participants }] });
      const { room_id } = rooms[0];
      // Where there is a wait, it is one of a second.
      const waits = "retry post_comment" in steps;
      if (waits) sandbox.fault("post_comment", { name: "status", value: 429, retryAfter: 1, times: 1 });
      sandbox.fault("post_comment", { name: "reset", when: "after", times: 1 });
      const fetch = (url, init) =>
        sandbox.fetch(url, init).catch((error) => {
          sandbox.seed({ rooms: [newer] });
          throw error;
        });
      const seen = [];
      const onEvent = ({ type, endpoint, delay }) => {
        const event = `${type} ${endpoint}`;
        seen.push(event);
        // The retry without a wait is the lookup.
        if (event in steps && delay !== 0) setClock(steps[event]);
      };
      const client = new QiscusClient({ ...sandbox.clientOptions, fetch, onEvent });
      setClock(start);
      const call = client.postComment({ sender_email, room_id, message: "Hello", unique_temp_id: "mine" }, { confirm: true });
      const { comment } = await within(call);
      setClock(0);
      assert.deepEqual([comment.message, comment.unique_temp_id], ["Hello", "mine"]);
      const requests = seen.filter((event) => event.startsWith("request ")).map((event) => event.slice(8));
      assert.deepEqual(requests, [...(waits ? ["post_comment"] : []), "post_comment", "load_comments", "load_comments"]);
      let times = 0;
      const reader = new QiscusClient(sandbox.clientOptions);
      for await (const { unique_temp_id } of reader.comments({ room_id, limit: 100 })) times += unique_temp_id === "mine";
      assert.equal(times, 1);
      assert.deepEqual(sandbox.unknownRoutes, []);
    });
  }
});

const comments = { results: { comments: [] }, status: 200 };
const busy = (headers) => new Response("", { status: 429, headers });
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * A call of which each request is answered by the next of some functions. `start` is how far the clock is ahead,
 * `step` how far it is after 100 ms.
 * @param {((url: string, init: RequestInit) => Promise<Response> | Response)[]} answers
 */
async function observe(answers, { start = 0, step, ...options }) {
  const delays = [];
  let requests = 0;
  const fetch = async (url, init) => answers[requests++](url, init);
  const onEvent = ({ type, delay }) => type === "retry" && delays.push(delay);
  const client = new QiscusClient({ baseUrl: "http://127.0.0.1", fetch, onEvent });
  setClock(start);
  const timer = step === undefined ? undefined : setTimeout(() => setClock(step), 100);
  const began = process.hrtime.bigint();
  const call = client.loadComments({ room_id: 16 }, { timeout: 5_000, ...options });
  const error = await within(
    call.then(
      () => undefined,
      (error) => error,
    ),
  ).finally(() => clearTimeout(timer));
  return { code: error?.code ?? "ok", delays, requests, took: Number(process.hrtime.bigint() - began) / 1e6 };
}

const answersAfter = (milliseconds) => async () => (await sleep(milliseconds), Response.json(comments));
const never = (_url, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

describe("a clock that steps costs no retry and no timeout", () => {
  for (const [what, step] of [
    ["forward by a minute", minute],
    ["back by a minute", -minute],
    ["forward by an hour", hour],
    ["back by an hour", -hour],
  ]) {
    test(`${what}, while a call with a timeout of 5 s is answered after 300 ms`, { timeout }, async () => {
      const { took, ...seen } = await observe([answersAfter(300)], { step });
      assert.deepEqual(seen, { code: "ok", delays: [], requests: 1 });
      assert.ok(took >= 290 && took < 4_000, `${took} ms`);
    });

    test(`${what}, while a call with a timeout of 500 ms is not answered`, { timeout }, async () => {
      const { took, ...seen } = await observe([never], { step, timeout: 500 });
      assert.deepEqual(seen, { code: "timeout", delays: [], requests: 1 });
      assert.ok(took >= 490 && took < 4_000, `${took} ms`);
    });

    test(`${what}, while \`Retry-After: 1\` is waited for`, { timeout }, async () => {
      const { took, ...seen } = await observe([() => busy({ "retry-after": "1" }), answersAfter(0)], { step });
      assert.deepEqual(seen, { code: "ok", delays: [second], requests: 2 });
      assert.ok(took >= 990 && took < 4_000, `${took} ms`);
    });

    test(`${what}, before a second retry`, { timeout }, async () => {
      const unavailable = async () => (await sleep(200), new Response("", { status: 503, headers: { "retry-after": "0" } }));
      const { took, ...seen } = await observe([unavailable, unavailable, answersAfter(0)], { step });
      assert.deepEqual(seen, { code: "ok", delays: [0, 0], requests: 3 });
      assert.ok(took >= 390 && took < 4_000, `${took} ms`);
    });
  }
});

describe("a `Retry-After` that is a date is waited for by the server's clock", () => {
  for (const [what, options] of [
    ["is right", {}],
    ["is a minute ahead", { start: minute }],
    ["is an hour ahead", { start: hour }],
    ["is ten years ahead", { start: 87_600 * hour }],
    ["is a minute behind", { start: -minute }],
    ["is an hour behind", { start: -hour }],
    ["steps forward by a minute during the wait", { step: minute }],
    ["steps back by a minute during the wait", { step: -minute }],
  ]) {
    test(`where the client's clock ${what}`, { timeout }, async () => {
      const date = new Date().toUTCString();
      const later = new Date(Date.parse(date) + second).toUTCString();
      const { took, ...seen } = await observe([() => busy({ "retry-after": later, date }), answersAfter(0)], options);
      assert.deepEqual(seen, { code: "ok", delays: [second], requests: 2 });
      assert.ok(took >= 990 && took < 4_000, `${took} ms`);
    });
  }

  // A page doesn't see the `Date` of another origin; a mock has none.
  for (const [what, start, expected] of [
    ["is an hour ahead, the date has passed", hour, { code: "ok", delays: [0] }],
    ["is an hour behind, the date is too far away", -hour, { code: "rate_limited", delays: [] }],
  ]) {
    test(`without a \`Date\` the client's clock is all there is: where it ${what}`, { timeout }, async () => {
      const later = new Date(Date.now() + 2 * second).toUTCString();
      const { code, delays } = await observe([() => busy({ "retry-after": later }), answersAfter(0)], { start });
      assert.deepEqual({ code, delays }, expected);
    });
  }
});

describe("without `performance`", () => {
  for (const [what, answers, options, expected] of [
    ["a call is answered", [answersAfter(300)], {}, { code: "ok", delays: [] }],
    ["a call ends with its timeout", [never], { timeout: 500 }, { code: "timeout", delays: [] }],
    ["a call is made again", [() => busy({ "retry-after": "1" }), answersAfter(0)], {}, { code: "ok", delays: [second] }],
    [
      "the deadline goes by a clock that can be set",
      [async () => (await sleep(200), busy({ "retry-after": "1" }))],
      { step: minute },
      { code: "rate_limited", delays: [] },
    ],
  ]) {
    test(what, { timeout }, async () => {
      const { code, delays } = await withoutPerformance(() => observe(answers, options));
      assert.deepEqual({ code, delays }, expected);
    });
  }
});
