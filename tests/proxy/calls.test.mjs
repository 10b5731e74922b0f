// What a page gets to do: all eight calls, exactly as its server lets it, and nothing goes on but what has to.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { watched } from "../webhooks/servers.mjs";
import {
  abc,
  answer,
  appId,
  asked,
  form,
  furnished,
  kotak,
  origin,
  pageOf,
  problems,
  proxied,
  rest,
  served,
} from "./proxies.mjs";
import { timeout } from "../deadline.mjs";

const all = [
  "create_room",
  "get_or_create_room_with_target",
  "get_rooms_info",
  "add_room_participants",
  "remove_room_participants",
  "post_comment",
  "load_comments",
  "login_or_register",
];

let sandbox;
let room_id;
let server;
beforeEach(() => ({ sandbox, room_id, server } = furnished()));

test("a page makes the eight calls, and its server is asked each time", { timeout }, async () => {
  const calls = [];
  const authorize = (request, { endpoint, params, signal }) => {
    calls.push([endpoint, { ...params }]);
    return request instanceof Request && signal instanceof AbortSignal && !signal.aborted;
  };
  const { handler, errors } = proxied(sandbox, { allow: all, authorize });
  const page = pageOf(handler);
  const guest = "guest+1@example.com";
  await page.loginOrRegister({ email: guest, username: "Grüße & 100 % 😀" });
  const { room } = await page.getOrCreateRoomWithTarget({ emails: [abc, guest], options: { color: "red" } });
  const group = await page.createRoom({ name: "Lunch", creator: abc, participants: [abc, kotak] });
  assert.equal((await page.addRoomParticipants({ room_id: group.room_id, emails: [guest] })).participants.length, 3);
  assert.equal((await page.removeRoomParticipants({ room_id: group.room_id, emails: [guest] })).participants.length, 2);
  const message = "a=b&c d\r\nX-Evil: 1; %00 +\u0000😀";
  const { comment } = await page.postComment({ sender_email: abc, room_id: room.id, message, unique_temp_id: "t" });
  assert.equal(comment.message, message);
  const { comments } = await page.loadComments({ room_id: room.id, limit: 5 });
  assert.deepEqual(
    comments.map(({ message }) => message),
    [message],
  );
  const { rooms_info } = await page.getRoomsInfo({ room_id: [room.id, group.room_id], user_email: abc, show_participants: true });
  assert.equal(rooms_info.length, 2);

  assert.deepEqual(calls, [
    ["login_or_register", { email: guest, username: "Grüße & 100 % 😀" }],
    ["get_or_create_room_with_target", { emails: [abc, guest], options: '{"color":"red"}' }],
    ["create_room", { name: "Lunch", creator: abc, participants: [abc, kotak] }],
    ["add_room_participants", { room_id: `${group.room_id}`, emails: [guest] }],
    ["remove_room_participants", { room_id: `${group.room_id}`, emails: [guest] }],
    ["post_comment", { sender_email: abc, room_id: `${room.id}`, message, unique_temp_id: "t" }],
    ["load_comments", { room_id: `${room.id}`, limit: "5" }],
    ["get_rooms_info", { room_id: [`${room.id}`, `${group.room_id}`], user_email: abc, show_participants: "true" }],
  ]);
  assert.deepEqual(
    sandbox.requests.map(({ method, path, status }) => [method, path, status]),
    calls.map(([name]) => [name === "get_or_create_room_with_target" ? "GET" : "POST", `/api/v2/rest/${name}`, 200]),
  );
  assert.deepEqual(errors, []);
});

test("what goes on is what a client sends", { timeout }, async () => {
  const params = {
    sender_email: abc,
    room_id,
    message: "~ü +'()*!\u2028",
    unique_temp_id: "t",
    type: "card",
    payload: { text: "1", image: "", title: "", description: "", url: "", buttons: [] },
  };
  const sent = async (client) => {
    const before = sandbox.requests.length;
    await client.postComment(params).catch(() => {});
    await client.getOrCreateRoomWithTarget({ emails: [abc, kotak] });
    const requests = sandbox.requests.slice(before);
    return requests.map(({ method, path, query, headers, body }) => ({ method, path, query, headers, body }));
  };
  const { handler } = proxied(sandbox, { allow: all });
  assert.deepEqual(await sent(pageOf(handler)), await sent(server));
});

test("load_comments by GET, where the server wants that", { timeout }, async () => {
  const { sandbox: strict, room_id } = furnished({ loadComments: "get" });
  const page = pageOf(proxied(strict).handler);
  for (let times = 0; times < 2; times++) assert.deepEqual(await page.loadComments({ room_id }), { comments: [] });
  assert.deepEqual(
    strict.requests.map(({ method, status }) => [method, status]),
    [
      ["POST", 405],
      ["GET", 200],
      ["GET", 200],
    ],
  );
});

describe("nothing of the page's request goes on but its parameters", () => {
  const hostile = {
    authorization: "Bearer page",
    cookie: "session=page",
    qiscus_sdk_secret: "another",
    "qiscus-sdk-secret": "another",
    "qiscus-sdk-app-id": "another",
    "sandbox-fault": "status=500",
    "user-agent": "page",
    accept: "text/html",
    "accept-encoding": "page",
    "content-type": `${form}; charset=utf-16`,
    origin,
    host: "page.example.com",
    "x-forwarded-for": "1.2.3.4",
    "x-forwarded-host": "evil.example.com",
    "x-http-method-override": "DELETE",
    forwarded: "for=1.2.3.4",
    te: "trailers",
    traceparent: "page",
  };
  for (const [endpoint, method, params] of [
    ["post_comment", "POST", (room_id) => `sender_email=${abc}&room_id=${room_id}&message=hi&unique_temp_id=1`],
    ["load_comments", "GET", (room_id) => `room_id=${room_id}`],
  ]) {
    test(`${method} ${endpoint}`, { timeout }, async (t) => {
      // The platform's fetch adds headers, too.
      const sandbox = await served();
      t.after(() => sandbox.stop());
      const sent = params(sandbox.room_id);
      const { handler } = proxied(sandbox);
      assert.equal((await answer(handler, asked(endpoint, sent, { method, headers: hostile })))[0], 200);
      const { path, query, headers, ...request } = (await sandbox.requests()).at(-1);
      assert.deepEqual([request.method, path, query], [method, `/api/v2/rest/${endpoint}`, method === "GET" ? sent : ""]);
      const { host, accept, "content-type": type, "qiscus-sdk-app-id": app, qiscus_sdk_secret, ...others } = headers;
      assert.deepEqual(
        { accept, app, host, type },
        { accept: "application/json", app: appId, host: new URL(sandbox.url).host, type: method === "GET" ? undefined : form },
      );
      assert.ok(qiscus_sdk_secret, "the secret, redacted");
      assert.equal(others["cache-control"], "no-cache", "from `cache`: no cache may answer");
      // These are what Node.js adds to every request of its own.
      const platform = [
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "content-length",
        "pragma",
        "sec-fetch-mode",
        "user-agent",
      ];
      assert.deepEqual(
        Object.keys(others).filter((name) => !platform.includes(name)),
        [],
      );
      assert.ok(!JSON.stringify(others).includes("page"), JSON.stringify(others));
    });
  }

  test("the secret in the header that is asked for", { timeout }, async () => {
    const { handler } = proxied(sandbox, { secretHeader: "QISCUS-SDK-SECRET" });
    await answer(handler, asked("load_comments", `room_id=${room_id}`));
    const [{ headers, status }] = sandbox.requests;
    assert.deepEqual([status, "qiscus-sdk-secret" in headers, "qiscus_sdk_secret" in headers], [200, true, false]);
  });
});

describe("authorize", () => {
  const body = () => `sender_email=${kotak}&room_id=${room_id}&message=hi`;

  for (const nothing of [false, null, undefined, 0, "", NaN]) {
    test(`${JSON.stringify(nothing)} or such: 403, and nothing is sent`, { timeout }, async () => {
      const { handler, errors } = proxied(sandbox, { authorize: async () => nothing });
      assert.deepEqual((await answer(handler, asked("post_comment", body()))).slice(0, 2), problems.unauthorized);
      assert.deepEqual([sandbox.requests, errors], [[], []]);
    });
  }

  test("a Response is the answer", { timeout }, async () => {
    const own = Response.json({ login: "/login" }, { status: 401, headers: { "www-authenticate": "Bearer" } });
    const { handler } = proxied(sandbox, { authorize: () => own });
    assert.equal(await handler(asked("post_comment", body())), own);
    assert.deepEqual(sandbox.requests, []);
  });

  const pinned = { params: { sender_email: abc } };
  for (const [name, authorize, params, expected] of [
    ["the user's email instead of the page's", () => pinned, body, { sender_email: abc, message: "hi" }],
    [
      "the user's email where the page gives none",
      () => pinned,
      () => `room_id=${room_id}&message=hi`,
      { sender_email: abc, message: "hi" },
    ],
    [
      "the user's email instead of a list",
      () => pinned,
      () => `sender_email[]=${kotak}&sender_email[]=x&room_id=${room_id}&message=hi`,
      { sender_email: abc, message: "hi" },
    ],
    [
      "a number and an object",
      () => ({ params: { room_id, extras: { plan: "gold" } } }),
      () => `sender_email=${abc}&room_id=1&message=hi`,
      { sender_email: abc, message: "hi", extras: '{"plan":"gold"}' },
    ],
    [
      "a parameter left out",
      () => ({ params: { extras: undefined } }),
      () => `${body()}&extras={}`,
      { sender_email: kotak, message: "hi" },
    ],
    [
      "a list",
      () => ({ params: { tags: ["a", "b"] } }),
      () => `${body()}&tags=c`,
      { sender_email: kotak, message: "hi", tags: ["a", "b"] },
    ],
    [
      "what was changed in place",
      (_, { params }) => ((params.message = "ho"), true),
      body,
      { sender_email: kotak, message: "ho" },
    ],
    [
      "an own key named __proto__",
      () => ({ params: JSON.parse('{"__proto__":"x"}') }),
      body,
      { sender_email: kotak, message: "hi", ["__proto__"]: "x" },
    ],
  ]) {
    test(`params: ${name}`, { timeout }, async () => {
      const { handler, errors } = proxied(sandbox, { authorize });
      const [status, reply] = await answer(handler, asked("post_comment", params()));
      assert.deepEqual([status, errors], [200, []], JSON.stringify(reply));
      assert.deepEqual(
        sandbox.requests.map(({ params }) => params),
        [{ room_id: `${room_id}`, ...expected }],
      );
    });
  }

  const bang = new Error("from authorize");
  const wish = "`authorize` has to return `true`, `{ params }` with a plain object, a Response, or something falsy";
  for (const [name, authorize, message] of [
    [
      "throws",
      () => {
        throw bang;
      },
      bang.message,
    ],
    [
      "rejects",
      async () => {
        throw bang;
      },
      bang.message,
    ],
    [
      "rejects with an error of this package",
      async () => proxied(sandbox, { appId: 7 }),
      "invalid options: appId: expected string, received integer",
    ],
    [
      "has a then that throws",
      () => ({
        get then() {
          throw bang;
        },
      }),
      bang.message,
    ],
    ["gives a text", () => "yes", wish],
    ["gives a user", () => ({ id: 7, email: abc }), wish],
    ["misspells params", () => ({ param: { sender_email: abc } }), wish],
    ["gives null for params", () => ({ params: null }), wish],
    ["gives a text for params", () => ({ params: "sender_email" }), wish],
    ["gives a list for params", () => ({ params: [["sender_email", abc]] }), wish],
    ["gives a Map for params", () => ({ params: new Map([["sender_email", abc]]) }), wish],
    ["gives a form for params", () => ({ params: new URLSearchParams({ sender_email: abc }) }), wish],
    ["gives params with a prototype", () => ({ params: Object.create({ sender_email: abc }) }), wish],
    [
      "gives params made from what has no prototype itself",
      () => ({ params: { __proto__: Object.assign(Object.create(null), { sender_email: abc }) } }),
      wish,
    ],
    ["gives a parameter that is not listed", () => ({ params: Object.defineProperty({}, "sender_email", { value: abc }) }), wish],
    [
      "gives params of a class",
      () => ({
        params: new (class {
          get sender_email() {
            return abc;
          }
        })(),
      }),
      wish,
    ],
    [
      "gives null for a parameter",
      () => ({ params: { sender_email: null } }),
      "invalid parameters: params.sender_email: expected number or string or boolean or array or object, received null",
    ],
    [
      "gives a function for a parameter",
      () => ({ params: { sender_email: () => abc } }),
      "invalid parameters: params.sender_email: expected number or string or boolean or array or object, received function",
    ],
    [
      "gives a parameter that is no JSON",
      () => ({ params: { extras: { big: 1n } } }),
      "invalid parameters: extras: expected a value that can be read, received one that throws or isn't JSON",
    ],
    ["never settles", () => new Promise(() => {}), "not done within 200 ms"],
  ]) {
    test(`${name}: 503, told to onError, and nothing is sent`, { timeout }, async () => {
      const { handler, errors } = proxied(sandbox, { authorize, timeout: name === "never settles" ? 200 : 10_000 });
      const [status, reply, headers] = await answer(handler, asked("post_comment", body()));
      assert.deepEqual([[status, reply], headers["retry-after"]], [problems.undecided, "1"]);
      assert.deepEqual([errors.map((error) => error.message), sandbox.requests], [[message], []]);
    });
  }

  for (const [name, late] of [
    ["yes", async () => true],
    ["no", async () => false],
    [
      "something odd",
      async () => {
        throw bang;
      },
    ],
  ]) {
    test(
      `says ${name} too late: nothing is sent, whatever fetch does with its signal`,
      { timeout },
      watched(async () => {
        const authorize = () => new Promise((resolve) => setTimeout(resolve, 150)).then(late);
        const sent = [];
        const { handler, errors } = proxied(sandbox, { authorize, timeout: 50, fetch: () => void sent.push(true) });
        assert.deepEqual((await answer(handler, asked("post_comment", body()))).slice(0, 2), problems.undecided);
        await new Promise((resolve) => setTimeout(resolve, 200));
        assert.deepEqual([errors.map((error) => error.message), sent], [["not done within 50 ms"], []]);
      }),
    );
  }

  test("isn't asked for what isn't in allow, nor for what can't be read", { timeout }, async () => {
    const { handler } = proxied(sandbox, { authorize: () => assert.fail("asked") });
    for (const request of [
      asked("create_room", body()),
      asked("post_comment", "a=1&a=2"),
      asked("post_comment", body(), { headers: { "sec-fetch-site": "cross-site" } }),
    ]) {
      assert.ok([400, 403].includes((await answer(handler, request))[0]));
    }
  });
});

test("one handler serves many at once, each its own", { timeout }, async () => {
  const { handler } = proxied(sandbox, {
    authorize: (_, { params }) => new Promise((resolve) => setTimeout(resolve, Math.random() * 20, params.message !== "7")),
  });
  const page = pageOf(handler, { maxRetries: 0 });
  const all = Array.from({ length: 60 }, (_, at) =>
    page.postComment({ sender_email: abc, room_id, message: `${at}` }).then(
      ({ comment }) => comment.message,
      (error) => error.code,
    ),
  );
  assert.deepEqual(
    await Promise.all(all),
    Array.from({ length: 60 }, (_, at) => (at === 7 ? "unauthorized" : `${at}`)),
  );
});

test(`the address may be anything in front of ${rest.slice(11)}`, { timeout }, async () => {
  const { handler } = proxied(sandbox);
  for (const prefix of ["", "/a", "/prod/app-1/~x/(chat)/$/@b"]) {
    assert.equal(
      (await answer(handler, asked("", `room_id=${room_id}`, { path: `${prefix}/api/v2/rest/load_comments` })))[0],
      200,
      prefix,
    );
  }
});
