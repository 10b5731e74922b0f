// What somebody may try through the proxy of a real server: other addresses, other headers, other people's names.
import assert from "node:assert/strict";
import http from "node:http";
import { beforeEach, describe, test } from "node:test";
import express from "express";
import { lambdaHandler } from "qiscus-wasm/lambda";
import { nodeHandler } from "qiscus-wasm/node";
import { fixes, gone } from "../webhooks/fixes.mjs";
import { raw, send, serving, watched } from "../webhooks/servers.mjs";
import { abc, answer, appId, asked, form, furnished, kotak, problem, problems, proxied, rest } from "./proxies.mjs";
import { timeout } from "../deadline.mjs";

let sandbox;
let room_id;
beforeEach(() => ({ sandbox, room_id } = furnished()));

const serve = (options, work) => serving(http.createServer(nodeHandler(proxied(sandbox, options).handler)), work);
const headers = { "content-type": form };
const load = () => `room_id=${room_id}`;

/** The status and the parsed body. */
const sent = async (place, request) => {
  const { status, text } = await send(place, { headers, path: `${rest}/load_comments`, ...request });
  return [status, JSON.parse(text)];
};

/** A request as bytes; `lines` are its headers. */
const bytes = (target, lines, body) =>
  [`POST ${target} HTTP/1.1`, "Host: x", `Content-Type: ${form}`, "Connection: close", ...lines, "", body].join("\r\n");

describe("addresses that are none", () => {
  for (const path of [
    "/api/v2/rest/load_comments/",
    "/api/v2/rest//load_comments",
    "//api/v2/rest/load_comments",
    "/a//api/v2/rest/load_comments",
    "/api//v2/rest/load_comments",
    "/api/v2/rest/load_comments%2f",
    "/api/v2/rest/load%5fcomments",
    "/api/v2/rest/%6coad_comments",
    "/api/v2%2frest/load_comments",
    "/%61pi/v2/rest/load_comments",
    "/a%2fb/api/v2/rest/load_comments",
    "/..%2f..%2fapi/v2/rest/load_comments",
    "/api/v2/rest/..%2f..%2fload_comments",
    "/api/v2/rest/..%5cload_comments",
    "/api/v2/rest/../load_comments",
    "/api/v2/rest/load_comments/..",
    "/api/v2/rest/load_comments/../../../../etc/passwd",
    "/api/v2/rest/load_comments/.",
    "/api/v2/rest/load_comments;x=1",
    "/api/v2/rest/load_comments.json",
    "/api/v2/rest/load_comments%00",
    "/api/v2/rest/load_comments%20",
    "/api/v2/rest/load_comments%0d%0aX-Evil:%201",
    "/api/v2/rest/load_comments%3fa",
    "/api/v2/rest/load_comments%23",
    "/api/v2/rest/load_comments@evil.example",
    "/api/v2/rest/load_comments/evil.example",
    "/api/v2/rest/load_commentsx",
    "/api/v2/rest/Load_Comments",
    "/API/V2/REST/load_comments",
    "/api/v2/rest/",
    "/api/v2/rest",
    "/api/v1/rest/load_comments",
    "/api/v2/sdk/load_comments",
    "/api/v2/rest/__proto__",
    "/api/v2/rest/constructor",
    "/api/v2/rest/toString",
    "/api/v2/rest/POST",
    "/?/api/v2/rest/load_comments",
    "/#/api/v2/rest/load_comments",
    "http://evil.example/?/api/v2/rest/load_comments",
    "http://evil.example/api/v2/rest/load_comments/x",
    "/",
    "*",
  ]) {
    test(
      path,
      { timeout },
      watched(() =>
        serve({}, async (place) => {
          const reply = await raw(place, bytes(path, [`Content-Length: ${load().length}`], load())).closed;
          assert.match(reply, /^HTTP\/1\.1 404 /);
          assert.deepEqual(JSON.parse(reply.split("\r\n\r\n")[1]), problems.unknown[1]);
          assert.deepEqual(sandbox.requests, []);
        }),
      ),
    );
  }
});

describe("addresses that mean the one, and go where the proxy's own options say", () => {
  for (const target of [
    "/a/../api/v2/rest/load_comments",
    "/%2e%2e/api/v2/rest/load_comments",
    "/api/v2/rest/./load_comments",
    "/api/v2/rest/x/../load_comments",
    "/api\\v2\\rest\\load_comments",
    "http://evil.example/api/v2/rest/load_comments",
    "http://evil.example:1/api/v2/rest/load_comments?to=http://evil.example",
    "http://user:password@evil.example/api/v2/rest/load_comments",
    "/http://evil.example/api/v2/rest/load_comments",
    "/api/v2/rest/load_comments?room_id=1&sender_email=evil",
    "/api/v2/rest/load_comments?",
    "/api/v2/rest/load_comments#x",
  ]) {
    // A double slash is refused in any case.
    const expected = target.startsWith("/http") ? 404 : 200;
    test(
      target,
      { timeout },
      watched(() =>
        serve({}, async (place) => {
          const reply = await raw(place, bytes(target, [`Content-Length: ${load().length}`], load())).closed;
          assert.match(reply, new RegExp(`^HTTP/1\\.1 ${expected} `));
          const all = sandbox.requests.map(({ method, path, query, body, headers }) => [method, path, query, body, headers.host]);
          const { host } = new URL(sandbox.clientOptions.baseUrl);
          assert.deepEqual(all, expected === 200 ? [["POST", "/api/v2/rest/load_comments", "", load(), host]] : []);
        }),
      ),
    );
  }
});

describe("a body, and what is said of it", () => {
  const evil = "POST /api/v2/rest/post_comment HTTP/1.1\r\nHost: x\r\n\r\n";
  const target = `${rest}/load_comments`;
  for (const [name, lines, body, statuses] of [
    ["a length and chunks", () => ["Content-Length: 5", "Transfer-Encoding: chunked"], () => `0\r\n\r\n${evil}`, [400]],
    ["two lengths", () => ["Content-Length: 5", "Content-Length: 50"], () => evil, [400]],
    ["a length of another kind", () => ["Content-Length: +5"], () => evil, [400]],
    ["chunks by another name", () => ["Transfer-Encoding: xchunked"], () => `0\r\n\r\n${evil}`, [400]],
    ["a line break of another kind in a header", () => ["X-A: b\rX-Evil: 1"], load, [400]],
    ["a header that is none", () => ["X Evil: 1"], load, [400]],
    ["a length larger than the body", () => ["Content-Length: 1000"], load, [408]],
    ["chunks that stop", () => ["Transfer-Encoding: chunked"], () => "5\r\nroom_", [408]],
    ["chunks", () => ["Transfer-Encoding: chunked"], () => `${load().length.toString(16)}\r\n${load()}\r\n0\r\n\r\n`, [200]],
    [
      "headers of proxies",
      () => [
        "X-Forwarded-Host: evil.example",
        "X-Original-URL: /admin",
        "X-Rewrite-URL: /admin",
        "X-HTTP-Method-Override: DELETE",
        `Content-Length: ${load().length}`,
      ],
      load,
      [200],
    ],
  ]) {
    test(
      name,
      { timeout },
      watched(() =>
        serve({ timeout: statuses[0] === 408 ? 300 : 10_000 }, async (place) => {
          const { socket, closed } = raw(place, bytes(target, lines(), body()));
          const replies = (await closed).match(/HTTP\/1\.1 \d+/g).map((line) => Number(line.slice(9)));
          socket.destroy();
          assert.deepEqual(replies, statuses);
          const seen = sandbox.requests.map(({ path, body }) => [path, body]);
          assert.deepEqual(seen, statuses[0] === 200 ? [["/api/v2/rest/load_comments", load()]] : []);
        }),
      ),
    );
  }

  test(
    "a second request in the first one's body is a request by itself",
    { timeout },
    watched(() =>
      serve({}, async (place) => {
        const hidden = bytes("/api/v2/rest/create_room", ["Content-Length: 0"], "");
        const first = bytes(target, [`Content-Length: ${load().length}`], load() + hidden).replace("Connection: close\r\n", "");
        const statuses = (await raw(place, first).closed).match(/HTTP\/1\.1 \d+/g);
        assert.deepEqual(statuses, ["HTTP/1.1 200", "HTTP/1.1 403"]);
        assert.equal(sandbox.requests.length, 1);
      }),
    ),
  );

  test(
    "huge ones",
    { timeout },
    watched(() =>
      serve({}, async (place) => {
        for (const request of [
          { body: "x".repeat(5_000_000) },
          { headers: { ...headers, "transfer-encoding": "chunked" }, body: "x".repeat(5_000_000) },
        ]) {
          assert.deepEqual(await sent(place, request), problems.large(2 ** 17));
        }
        assert.deepEqual((await sent(place, { body: load() }))[0], 200);
      }),
    ),
  );

  test(
    "one that drips",
    { timeout },
    watched(() =>
      serve({ timeout: 300 }, async (place) => {
        let timer;
        const answered = await sent(place, { body: (request) => (timer = setInterval(() => request.write("a"), 20)) }).finally(
          () => clearInterval(timer),
        );
        assert.deepEqual(answered, problem(408, "not done within 300 ms"));
        assert.deepEqual(sandbox.requests, []);
      }),
    ),
  );

  test(
    "a page that leaves in the middle, or before the answer",
    { timeout },
    watched(() =>
      serve({}, async (place) => {
        sandbox.fault("*", { name: "latency", value: 200 });
        for (const length of [load().length, load().length + 1]) {
          const { socket, closed } = raw(place, bytes(target, [`Content-Length: ${length}`], load()));
          await new Promise((resolve) => setTimeout(resolve, 100));
          socket.destroy();
          await closed;
        }
        sandbox.clearFaults();
        assert.deepEqual((await sent(place, { body: load() }))[0], 200);
      }),
    ),
  );
});

describe("parameters that could be read in two ways are read in none", () => {
  const cut = (name) => name.slice(0, 64);
  for (const [params, name] of [
    [`sender_email=${abc}&sender_email=${kotak}`, "sender_email"],
    [`sender_email=${abc}&sender%5Femail=${kotak}`, "sender_email"],
    [`sender_email=${abc}&sender_email[]=${kotak}`, "sender_email[]"],
    [`sender_email[]=${kotak}&sender_email=${abc}`, "sender_email"],
    ["sender_email[0]=x", "sender_email[0]"],
    ["sender_email[x]=y", "sender_email[x]"],
    ["sender_email[][]=x", "sender_email[][]"],
    ["sender_email[=x", "sender_email["],
    ["sender_email]=x", "sender_email]"],
    ["[]=x", "[]"],
    ["=x", ""],
    ["sender.email=x", "sender.email"],
    ["sender%20email=x", "sender email"],
    ["+sender_email=x", " sender_email"],
    ["sender_email%00=x", "sender_email\u0000"],
    ["sender_email%0d%0a=x", "sender_email\r\n"],
    ["sender_ema%C4%B1l=x", "sender_emaıl"],
    ["a;sender_email=x", "a;sender_email"],
    ["%ff=x", "\ufffd"],
    [`${"x".repeat(64)}-y=1`, cut("x".repeat(64))],
    ["__proto__=1&__proto__=2", "__proto__"],
    ["__proto__[]=1&__proto__=2", "__proto__"],
    ["constructor[prototype][x]=1", "constructor[prototype][x]"],
  ]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a message has "?" in their place
    const readable = name.replace(/[\0-\x1f]/g, "?");
    test(params.slice(0, 80), { timeout }, async () => {
      const { handler } = proxied(sandbox, { authorize: () => assert.fail("asked") });
      for (const method of ["POST", "GET"]) {
        assert.deepEqual((await answer(handler, asked("load_comments", params, { method }))).slice(0, 2), problems.odd(readable));
      }
      assert.deepEqual(sandbox.requests, []);
    });
  }

  for (const [params, body] of [
    ["message=a;sender_email=evil", "message=a%3Bsender_email%3Devil"],
    ["message=a%26sender_email%3Devil", "message=a%26sender_email%3Devil"],
    ["message=%0d%0aX-Evil:%201%0d%0a%0d%0a", "message=%0D%0AX-Evil%3A%201%0D%0A%0D%0A"],
    ["message=a+b%20c%2Bd", "message=a%20b%20c%2Bd"],
    ["message=%ff%00%", "message=%EF%BF%BD%00%25"],
    ["?message=1", "%3Fmessage=1", true],
    ["message&room_id", "message=&room_id="],
    ["&&message=1&", "message=1"],
    ["__proto__=1&constructor=2&hasOwnProperty=3&toString[]=4", "__proto__=1&constructor=2&hasOwnProperty=3&toString%5B%5D=4"],
    ["then=1&_method=DELETE", "then=1&_method=DELETE"],
    ["emails[]=a&emails[]=b&emails%5B%5D=c", "emails%5B%5D=a&emails%5B%5D=b&emails%5B%5D=c"],
    ["", ""],
  ]) {
    test(`${params} goes on as ${body}`, { timeout }, async () => {
      const { handler } = proxied(sandbox);
      await answer(handler, asked("load_comments", params));
      // A question mark in front is the query's own, and no part of a name.
      assert.deepEqual(
        sandbox.requests.map(({ body }) => body),
        [params.startsWith("?") ? body.slice(3) : body],
      );
      assert.deepEqual([{}.x, Object.keys(Object.prototype)], [undefined, []]);
    });
  }
});

describe("where it is mounted", () => {
  const params = `sender_email=${abc}&message=hi`;
  const post = () => ({ path: `${rest}/post_comment`, body: `${params}&room_id=${room_id}` });
  const inExpress = [500, { error: { message: gone(fixes.express) }, status: 500 }];
  for (const [name, mount, expected] of [
    ["below a path", (app, handler) => app.use("/api/qiscus", handler)],
    ["for everything", (app, handler) => app.use(handler)],
    ["in a router", (app, handler) => app.use("/api", express.Router().use("/qiscus", handler))],
    ["behind express.json()", (app, handler) => app.use(express.json()).use("/api/qiscus", handler)],
    ["behind express.raw()", (app, handler) => app.use(express.raw({ type: form })).use("/api/qiscus", handler)],
    ["behind express.urlencoded()", (app, handler) => app.use(express.urlencoded()).use("/api/qiscus", handler), inExpress],
  ]) {
    test(
      `Express, ${name}`,
      { timeout },
      watched(async () => {
        const app = express();
        app.set("env", "test");
        mount(app, nodeHandler(proxied(sandbox).handler));
        await serving(http.createServer(app), async (place) => {
          const [status, body] = await sent(place, post());
          if (expected) assert.deepEqual([status, body], expected);
          else assert.deepEqual([status, body.results.comment.message], [200, "hi"]);
          const same = await sent(place, { ...post(), headers: { ...headers, origin: `http://127.0.0.1:${place.port}` } });
          assert.equal(same[0], status);
          if (!expected)
            assert.deepEqual(
              await sent(place, { ...post(), headers: { ...headers, origin: "http://127.0.0.1:1" } }),
              problems.foreign,
            );
        });
      }),
    );
  }

  const emails = [abc, kotak];
  const http2 = {
    version: "2.0",
    rawPath: `/prod${rest}/get_or_create_room_with_target`,
    rawQueryString: emails.map((email) => `emails%5B%5D=${email}`).join("&"),
    headers: { host: "x" },
    requestContext: { http: { method: "GET" } },
  };
  const rest1 = {
    httpMethod: "GET",
    path: http2.rawPath.slice(5),
    headers: { Host: "x" },
    queryStringParameters: { "emails[]": kotak, avatar_url: "a b+c" },
    multiValueQueryStringParameters: { "emails[]": emails, avatar_url: ["a b+c"] },
  };
  for (const [name, event] of [
    ["an HTTP API", http2],
    ["a REST API", rest1],
    [
      "a REST API without the lists, as some tools imitate it",
      { ...rest1, path: `${rest}/load_comments`, queryStringParameters: { room_id: "1" }, multiValueQueryStringParameters: null },
    ],
  ]) {
    test(`Lambda behind ${name}`, { timeout }, async () => {
      const { handler } = proxied(sandbox, { allow: ["get_or_create_room_with_target", "load_comments"] });
      const { statusCode, body } = await lambdaHandler(handler)(event);
      const { results } = JSON.parse(body);
      if (event.queryStringParameters?.room_id) return assert.equal(statusCode, 404, body);
      assert.deepEqual([statusCode, results.room.participants.map(({ email }) => email)], [200, emails], body);
    });
  }
});

test("the secret is nowhere to be seen", { timeout }, async () => {
  const secret = "sandbox-secret";
  const { handler } = proxied(sandbox, { authorize: (_, call) => (assert.ok(!JSON.stringify(call).includes(secret)), true) });
  const shown = [String(handler), JSON.stringify(handler), Object.getOwnPropertyNames(handler).join()];
  for (const params of [load(), "room_id=0", ""]) {
    for (const method of ["GET", "POST"])
      shown.push(JSON.stringify(await answer(handler, asked("load_comments", params, { method }))));
  }
  shown.push(
    JSON.stringify(await answer(proxied(sandbox, { secretKey: "wrong-secret" }).handler, asked("load_comments", load()))),
  );
  assert.ok(
    shown.every((text) => text === undefined || !/(sandbox|wrong)-secret/.test(text)),
    shown.join("\n"),
  );
  assert.equal(appId, "sandbox");
});
