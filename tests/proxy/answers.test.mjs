// What a page is told: by the proxy itself, by the server behind it, and what becomes of that in the page's client.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, beforeEach, describe, test } from "node:test";
import { QiscusClient, proxyHandler } from "qiscus-wasm";
import {
  abc,
  answer,
  appId,
  asked,
  failure,
  form,
  furnished,
  origin,
  pageOf,
  problem,
  problems,
  proxied,
  secretKey,
  served,
} from "./proxies.mjs";
import { timeout, within } from "../deadline.mjs";

const never = new Promise(() => {});

let sandbox;
let room_id;
beforeEach(() => ({ sandbox, room_id } = furnished()));

const safe = { "cache-control": "no-store", "content-type": "application/json", "x-content-type-options": "nosniff" };
const stream = (pieces, then) =>
  new ReadableStream({
    async pull(controller) {
      if (pieces.length > 0) controller.enqueue(new TextEncoder().encode(pieces.shift()));
      else if (then === "error") controller.error(new Error("cut off"));
      else await never;
    },
  });
const read = async (request) => (await request.text(), request);

/** A request whose head says something that Request would not let it say. */
const lying = (request, headers) =>
  new Proxy(request, {
    get: (target, name) =>
      name === "headers"
        ? new Headers({ "content-type": form, ...headers })
        : typeof target[name] === "function"
          ? target[name].bind(target)
          : target[name],
  });

describe("refusals", () => {
  const post = (body, init) => asked("post_comment", body, init);
  const unread = problem(400, "the body could not be read to its end");
  const before = problem(
    500,
    "the body was read before: give `proxyHandler` the untouched request, and `request.clone()` to others",
  );
  const late = problem(408, "not done within 200 ms");
  const denied = (name) => problem(403, `the proxy does not allow \`${name}\``);
  const method = (given, expected) => problem(405, `unsupported method ${given}; expected ${expected}`);
  for (const [name, options, request, expected, allow] of [
    ["an endpoint that isn't in allow", {}, () => asked("create_room", "name=x"), denied("create_room")],
    ["every endpoint where allow is empty", { allow: [] }, () => post(""), denied("post_comment")],
    ["every endpoint, without `allow`", { allow: undefined }, () => post(""), denied("post_comment")],
    ["an unknown endpoint", {}, () => asked("delete_room"), problems.unknown],
    ["no endpoint", {}, () => asked(""), problems.unknown],
    ["GET for POST", {}, () => post("", { method: "GET" }), method("GET", "POST"), "POST"],
    ["POST for GET", {}, () => asked("get_or_create_room_with_target"), method("POST", "GET"), "GET"],
    ["PUT for either", {}, () => asked("load_comments", "", { method: "PUT" }), method("PUT", "POST or GET"), "POST, GET"],
    ["HEAD", {}, () => asked("load_comments", "", { method: "HEAD" }), method("HEAD", "POST or GET"), "POST, GET"],
    [
      "OPTIONS",
      {},
      () => post("", { method: "OPTIONS", headers: { "access-control-request-method": "POST" } }),
      method("OPTIONS", "POST"),
      "POST",
    ],
    ...["application/json", "text/plain", "multipart/form-data", `${form}x`, `text/plain, ${form}`].map((type) => [
      type,
      {},
      () => post("", { headers: { "content-type": type } }),
      problems.type,
    ]),
    ["no content type", {}, () => post(new TextEncoder().encode("a=1"), { headers: { "content-type": [] } }), problems.type],
    ["a byte more than may be", { maxBytes: 10 }, () => post("room_id=123"), problems.large(10)],
    ["more than 128 KiB", {}, () => post(`message=${"x".repeat(2 ** 17)}`), problems.large(2 ** 17)],
    ["a body without end", {}, () => post(stream(Array(100).fill("x".repeat(2 ** 16)))), problems.large(2 ** 17)],
    [
      "a query of more than may be",
      { maxBytes: 10 },
      () => asked("load_comments", "room_id=1234", { method: "GET" }),
      problems.large(10),
    ],
    [
      "a length that is too large",
      { maxBytes: 1000 },
      () => lying(post(stream([])), { "content-length": "1001" }),
      problems.large(1000),
    ],
    [
      "a length smaller than the body",
      { maxBytes: 10 },
      () => lying(post("room_id=123"), { "content-length": "1" }),
      problems.large(10),
    ],
    ["a stalled body", { timeout: 200 }, () => post(stream(["room_id="])), late],
    ["a body that fails", {}, () => post(stream(["room_id="], "error")), unread],
    ["a body that was read", {}, () => read(post("a=1")), before],
    [
      "a body that somebody else reads",
      {},
      () => {
        const request = post("a=1");
        request.body.getReader();
        return request;
      },
      before,
    ],
    ["an address that throws", {}, () => ({ headers: new Headers(), url: "" }), problem(500, "the request could not be read")],
  ]) {
    test(`${expected[0]} to ${name}`, { timeout }, async () => {
      const { handler, errors } = proxied(sandbox, options);
      const [status, body, headers] = await answer(handler, await request());
      assert.deepEqual([status, body], expected);
      assert.deepEqual(headers, { ...safe, ...(allow && { allow }) });
      assert.deepEqual([errors.length, sandbox.requests], [status >= 500 ? 1 : 0, []]);
    });
  }

  for (const type of [form, `${form};charset=UTF-8`, form.toUpperCase(), `${form} ; x`]) {
    test(`200 for ${type}`, { timeout }, async () => {
      const request = post(`sender_email=${abc}&room_id=${room_id}&message=hi`, { headers: { "content-type": type } });
      assert.equal((await answer(proxied(sandbox).handler, request))[0], 200);
    });
  }

  test("exactly as many bytes as may be", { timeout }, async () => {
    const body = `room_id=${room_id}`;
    assert.equal((await answer(proxied(sandbox, { maxBytes: body.length }).handler, asked("load_comments", body)))[0], 200);
  });

  test("a body without end is not read to its end", { timeout }, async () => {
    let cancelled = false;
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
      cancel() {
        cancelled = true;
        return never;
      },
    });
    assert.deepEqual(
      (await answer(proxied(sandbox, { maxBytes: 5000 }).handler, asked("post_comment", body))).slice(0, 2),
      problems.large(5000),
    );
    assert.equal(cancelled, true);
  });

  test("anything but a Request is rejected, with a hint", { timeout }, async () => {
    for (const input of [undefined, {}, { headers: { "content-type": form }, on() {} }]) {
      const error = await failure(proxied(sandbox).handler(input));
      assert.deepEqual(
        [error.code, error.message],
        [
          "invalid_request",
          "`proxyHandler` got no Request; wrap it in `nodeHandler` of qiscus-wasm/node, or `lambdaHandler` of qiscus-wasm/lambda",
        ],
      );
    }
  });
});

describe("pages of other origins", () => {
  const app = "https://app.example.com";
  for (const [headers, allowed, origins] of [
    [{}, true],
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "none" }, true],
    [{ "sec-fetch-site": "same-origin", origin }, true],
    // A proxy in front may have changed the host; the browser knows better.
    [{ "sec-fetch-site": "same-origin", origin, host: "127.0.0.1:3000" }, true],
    [{ origin }, true],
    [{ origin, host: "page.example.com" }, true],
    [{ origin: "http://localhost:3000", host: "localhost:3000" }, true],
    [{ origin: app }, true, [app]],
    [{ "sec-fetch-site": "cross-site", origin: app }, true, ["https://other.example.com", app]],
    [{ "sec-fetch-site": "same-site", origin: app }, true, [app]],
    [{ "sec-fetch-site": "cross-site" }, false],
    [{ "sec-fetch-site": "same-site" }, false],
    [{ "sec-fetch-site": "" }, false],
    [{ "sec-fetch-site": "same-origin, cross-site" }, false],
    [{ "sec-fetch-site": "cross-site", origin }, false],
    [{ "sec-fetch-site": "cross-site" }, false, [app]],
    [{ origin: app }, false],
    [{ origin: app }, false, ["https://app.example.com.evil.example"]],
    [{ origin: "null" }, false],
    [{ origin: "" }, false],
    [{ origin: `${origin}.evil.example` }, false],
    [{ origin: `${origin}:8443` }, false],
    [{ origin: "http://localhost:3001", host: "localhost:3000" }, false],
    [{ origin: "https://https://page.example.com" }, false],
  ]) {
    test(`${allowed ? "200" : "403"} to ${JSON.stringify(headers)}${origins ? `, allowed ${origins}` : ""}`, {
      timeout,
    }, async () => {
      const { handler } = proxied(sandbox, origins && { origins });
      for (const method of ["GET", "POST"]) {
        const [status, body, told] = await answer(handler, asked("load_comments", `room_id=${room_id}`, { method, headers }));
        assert.deepEqual(status, allowed ? 200 : 403, JSON.stringify(body));
        if (!allowed) assert.deepEqual([status, body], problems.foreign);
        assert.deepEqual(
          Object.keys(told).filter((name) => name.startsWith("access-control")),
          [],
        );
      }
      assert.equal(sandbox.requests.length, allowed ? 2 : 0);
    });
  }
});

describe("what a page's client makes of it, and what has become of the message", () => {
  const message = "is it there?";
  const unknown = { outcome: "unknown", count: 0 };
  const lost = { ...unknown, code: "server_error", status: 502, apiMessage: problems.lost[1].error.message };
  const slow = { ...unknown, code: "server_error", status: 504, apiMessage: problems.slow[1].error.message };
  const refused = { outcome: "rejected", count: 0 };
  /** Posts once through a proxy, and compares the response with what is stored. */
  async function becomes(place, room_id, { count, retryAfter, ...expected }) {
    const { handler, errors } = proxied(place, { timeout: expected.status === 504 ? 500 : 20_000 });
    const told = {};
    try {
      await pageOf(handler, { maxRetries: 0 }).postComment({ sender_email: abc, room_id, message });
    } catch (error) {
      const { code, outcome, status } = error;
      Object.assign(told, { code, outcome, status }, expected.apiMessage && { apiMessage: error.apiMessage });
      assert.equal(error.retryAfter, retryAfter);
    }
    const { comments } = await new QiscusClient(place.clientOptions).loadComments({ room_id });
    assert.deepEqual({ ...told, count: comments.length }, { ...expected, count });
    assert.equal(errors.length, expected.apiMessage ? 1 : 0);
  }

  const status = (value, retryAfter) => ({ name: "status", value, retryAfter });
  const spoilt = { outcome: "accepted", code: "invalid_response", status: 200, count: 1 };
  for (const [fault, expected] of [
    [{ name: "none" }, { count: 1 }],
    [{ name: "latency", value: 50 }, { count: 1 }],
    [status(400), { ...refused, code: "rejected", status: 400 }],
    [status(401), { ...refused, code: "unauthorized", status: 401 }],
    [status(404), { ...refused, code: "not_found", status: 404 }],
    [status(408), { ...unknown, code: "rejected", status: 408 }],
    [status(429, 7), { ...refused, code: "rate_limited", status: 429, retryAfter: 7000 }],
    [status(500), { ...unknown, code: "server_error", status: 500 }],
    [status(503), { ...unknown, code: "server_error", status: 503 }],
    [status(503, 7), { ...refused, code: "server_error", status: 503, retryAfter: 7000 }],
    [
      { name: "html", value: 502 },
      { ...unknown, code: "server_error", status: 502 },
    ],
    [
      { name: "html", value: 503, retryAfter: 0 },
      { ...refused, code: "server_error", status: 503, retryAfter: 0 },
    ],
    [{ name: "stall" }, slow],
    [
      { name: "stall", value: "headers", when: "after" },
      { ...slow, count: 1 },
    ],
    [
      { name: "latency", value: 1000, when: "after" },
      { ...slow, count: 1 },
    ],
    [
      { name: "huge", value: 11 },
      { ...lost, count: 1 },
    ],
    [{ name: "huge", value: 9 }, { count: 1 }],
    [{ name: "truncated" }, spoilt],
    [{ name: "garbage", value: "text" }, spoilt],
    [{ name: "garbage", value: "bytes" }, spoilt],
    [{ name: "garbage", value: "empty" }, spoilt],
    [{ name: "garbage", value: "shape" }, spoilt],
  ]) {
    test(`${JSON.stringify(fault)}: ${expected.code ?? "posted"}`, { timeout }, async () => {
      sandbox.fault("post_comment", fault);
      await becomes(sandbox, room_id, expected);
      assert.equal(sandbox.requests.filter(({ endpoint }) => endpoint === "post_comment").length, 1, "one request");
    });
  }

  describe("over a network", () => {
    let place;
    before(async () => (place = await served()), { timeout });
    after(() => place.stop(), { timeout });

    for (const [fault, expected] of [
      ["gzip", { count: 1 }],
      ["drip=1;bytes=64", { count: 1 }],
      ["reset", lost],
      ["reset;when=after", { ...lost, count: 1 }],
      ["close", lost],
      ["close;when=after", { ...lost, count: 1 }],
      ["stall=body", { ...slow, count: 1 }],
      ...[301, 302, 303, 307, 308].flatMap((status) => [
        [`redirect=${status}`, lost],
        [`redirect=${status};to=other`, lost],
      ]),
      ["gzip=cut", spoilt],
      ["gzip=plain", { ...lost, count: 1 }],
      ["length=larger", { ...lost, count: 1 }],
      ["huge=endless", { ...lost, count: 1 }],
    ]) {
      test(`${fault}: ${expected.code ?? "posted"}`, { timeout }, async () => {
        const room = await place.server.createRoom({ name: fault, creator: abc, participants: [abc] });
        const { length } = await place.requests();
        await place.faults([`${fault};endpoint=post_comment`]);
        await becomes(place, room.room_id, expected).finally(() => place.faults([]));
        const sent = (await place.requests()).slice(length).map(({ endpoint }) => endpoint);
        assert.deepEqual(sent, ["post_comment", "load_comments"], "one request, and no redirect was followed");
      });
    }
  });

  const closed = async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return port;
  };
  for (const [name, url] of [
    ["nobody listens", async () => `http://127.0.0.1:${await closed()}`],
    ["nobody listens at any address of a name", async () => `http://localhost:${await closed()}`],
    ["the host has no address", () => "http://qiscus.invalid"],
  ]) {
    test(`${name}: rejected, and the page may try again`, { timeout }, async () => {
      const { handler, errors } = proxied({ clientOptions: { baseUrl: await url() } });
      const error = await failure(pageOf(handler, { maxRetries: 0 }).postComment({ sender_email: abc, room_id, message }));
      assert.deepEqual(
        [error.code, error.outcome, error.status, error.retryAfter, error.apiMessage],
        ["server_error", "rejected", 503, 1000, problems.unreachable[1].error.message],
      );
      assert.equal(errors.length, 1);
    });
  }

  test("a page tries again what surely was not sent, and posts once", { timeout }, async () => {
    let times = 0;
    const authorize = () => {
      if (times++ === 0) throw new Error("the database is away");
      return true;
    };
    const { handler } = proxied(sandbox, { authorize });
    const { comment } = await pageOf(handler).postComment({ sender_email: abc, room_id, message });
    assert.deepEqual([comment.message, times, sandbox.requests.length], [message, 2, 1]);
  });

  test("a page does not post again what may have been posted", { timeout }, async () => {
    sandbox.fault("post_comment", { name: "reset", when: "after", times: 1 });
    const error = await failure(pageOf(proxied(sandbox).handler).postComment({ sender_email: abc, room_id, message }));
    assert.deepEqual([error.outcome, error.attempts, sandbox.requests.length], ["unknown", 1, 1]);
  });

  test("a refusal reaches the page in words", { timeout }, async () => {
    const error = await failure(pageOf(proxied(sandbox).handler).createRoom({ name: "x", creator: abc, participants: [abc] }));
    assert.deepEqual(
      [error.code, error.outcome, error.apiMessage],
      ["unauthorized", "rejected", "the proxy does not allow `create_room`"],
    );
    const unknown = await failure(pageOf(proxied(sandbox).handler).postComment({ sender_email: "nobody", room_id, message }));
    assert.deepEqual([unknown.code, unknown.apiMessage], ["rejected", "user nobody not found"]);
  });
});

describe("replies", () => {
  const odd = 's3"cr&et+/=key';
  /** The answer of a proxy in front of a server that answers so. */
  async function behind(reply, options) {
    const server = createServer((req, res) => {
      const { status = 200, headers = {}, body = "" } = reply;
      res.writeHead(status, headers).end(body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const baseUrl = `http://127.0.0.1:${server.address().port}`;
      const { handler, errors } = proxied({ clientOptions: { baseUrl } }, { secretKey: odd, ...options });
      return [...(await answer(handler, asked("load_comments", "room_id=1"))), errors];
    } finally {
      server.close().closeAllConnections();
    }
  }
  const json = { "content-type": "application/json; charset=utf-8" };
  const text = { ...safe, "content-type": "text/plain;charset=utf-8" };

  for (const [name, reply, expected] of [
    [
      "no header but its own",
      {
        headers: {
          ...json,
          "set-cookie": ["a=1", "b=2"],
          location: "https://evil.example",
          "x-powered-by": "x",
          "access-control-allow-origin": "*",
          "cache-control": "public, max-age=600",
          "clear-site-data": '"*"',
          link: "<x>",
          refresh: "0",
        },
        body: "{}",
      },
      [200, {}, safe],
    ],
    [
      "how long to wait",
      { status: 429, headers: { ...json, "retry-after": "Wed, 25 Nov 2026 12:00:00 GMT" }, body: "{}" },
      [429, {}, { ...safe, "retry-after": "Wed, 25 Nov 2026 12:00:00 GMT" }],
    ],
    [
      "a page is no page",
      { status: 500, headers: { "content-type": "text/html" }, body: "<script>alert(1)</script>" },
      [500, "<script>alert(1)</script>", text],
    ],
    ["text of no type", { body: "<b>" }, [200, "<b>", text]],
    ["JSON of another name", { headers: { "content-type": "application/problem+json" }, body: '{"a":1}' }, [200, { a: 1 }, safe]],
    ["bytes that aren't text", { body: Buffer.of(0x61, 0xff, 0x62) }, [200, "a\ufffdb", text]],
    ["no body", { status: 204 }, [204, "", text]],
    ["not modified", { status: 304 }, [...problems.lost, safe]],
    ["a strange status", { status: 999, body: "x" }, [...problems.lost, safe]],
    ["a redirect without an address", { status: 302 }, [...problems.lost, safe]],
  ]) {
    test(name, { timeout }, async () => assert.deepEqual((await behind(reply)).slice(0, 3), expected));
  }

  for (const [name, body, expected] of [
    ["as it is", `key: ${odd}!`, "key: [redacted]!"],
    ["twice", `${odd}${odd}`, "[redacted][redacted]"],
    ["in JSON", JSON.stringify({ key: odd }), '{"key":"[redacted]"}'],
    ["in a form", `key=${encodeURIComponent(odd)}&x`, "key=[redacted]&x"],
    ["cut in the middle", `key: ${odd.slice(0, 9)}`, "key: [redacted]"],
  ]) {
    test(`a server that repeats the secret, ${name}`, { timeout }, async () => {
      for (const status of [200, 400, 500]) assert.deepEqual((await behind({ status, body })).slice(0, 2), [status, expected]);
    });
  }

  test("what a page is told of a failure has no word of what is behind", { timeout }, async () => {
    const fetch = async () => {
      throw Object.assign(new Error(`no route to 10.0.0.7 with ${odd}`), { code: "EPIPE" });
    };
    const [status, body, , errors] = await behind({}, { fetch });
    assert.deepEqual([status, body, errors.length], [...problems.lost, 1]);
  });
});

describe("the fetch of the options", () => {
  const ask = (fetch, options) => answer(proxied(sandbox, { fetch, ...options }).handler, asked("load_comments", "room_id=1"));

  test("is called as fetch(url, init), and its Response is passed on", { timeout }, async () => {
    const calls = [];
    const [status, body] = await ask(async function (...call) {
      calls.push([this, ...call]);
      return Response.json({ a: 1 }, { status: 201 });
    });
    assert.deepEqual([status, body], [201, { a: 1 }]);
    const [[self, url, { signal, ...init }]] = calls;
    assert.deepEqual([self, url], [undefined, `${sandbox.clientOptions.baseUrl}/api/v2/rest/load_comments`]);
    assert.ok(signal instanceof AbortSignal);
    const headers = {
      "Content-Type": form,
      Accept: "application/json",
      "QISCUS-SDK-APP-ID": appId,
      QISCUS_SDK_SECRET: secretKey,
    };
    assert.deepEqual(init, { method: "POST", headers, body: "room_id=1", redirect: "manual", cache: "no-store" });
  });

  for (const [name, fetch, expected] of [
    [
      "throws",
      () => {
        throw new Error("bang");
      },
      problems.lost,
    ],
    ["rejects with nothing", () => Promise.reject(), problems.lost],
    ["gives no response", async () => ({}), problems.lost],
    ["gives nothing", () => {}, problems.lost],
    ["gives Response.error()", async () => Response.error(), problems.lost],
    [
      "gives a redirect as browsers have it",
      async () => ({ status: 0, type: "opaqueredirect", headers: new Headers(), body: null }),
      problems.lost,
    ],
    ["never settles, and hears no signal", () => never, problems.slow],
    [
      "was refused the connection, long ago",
      () => Promise.reject(Object.assign(new Error("x"), { code: "ECONNREFUSED" })),
      problems.unreachable,
    ],
    [
      "could not connect in time",
      () => Promise.reject(new TypeError("fetch failed", { cause: { code: "UND_ERR_CONNECT_TIMEOUT" } })),
      problems.unreachable,
    ],
  ]) {
    test(`${expected[0]} when it ${name}`, { timeout }, async () => {
      assert.deepEqual((await ask(fetch, { timeout: expected === problems.slow ? 200 : 10_000 })).slice(0, 2), expected);
    });
  }

  test("hears that the time is up", { timeout }, async () => {
    let heard;
    const fetch = (_, { signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener("abort", () => {
          heard = signal.reason;
          reject(heard);
        }),
      );
    assert.deepEqual((await ask(fetch, { timeout: 50 })).slice(0, 2), problems.slow);
    assert.equal(heard.code, "timeout");
  });
});

test("timeout 0 never times out", { timeout }, async () => {
  sandbox.fault("*", { name: "latency", value: 300 });
  const [status] = await answer(proxied(sandbox, { timeout: 0 }).handler, asked("load_comments", `room_id=${room_id}`));
  assert.equal(status, 200);
});

test("an onError that throws or rejects changes nothing, and console.error is the default", { timeout }, async (t) => {
  const fetch = () => {
    throw new Error("bang");
  };
  for (const onError of [
    () => {
      throw new Error("no");
    },
    async () => {
      throw new Error("no");
    },
    () => never,
  ]) {
    assert.deepEqual(
      (await answer(proxied(sandbox, { fetch, onError }).handler, asked("load_comments"))).slice(0, 2),
      problems.lost,
    );
  }
  const { mock } = t.mock.method(console, "error", () => {});
  const handler = proxyHandler({ appId, secretKey, allow: ["load_comments"], authorize: () => true, fetch });
  assert.deepEqual((await answer(handler, asked("load_comments"))).slice(0, 2), problems.lost);
  assert.deepEqual(
    mock.calls.map(({ arguments: [error] }) => error.message),
    ["bang"],
  );
});

describe("invalid_options", () => {
  const good = { appId, secretKey, authorize: () => true };
  const names = [
    "create_room",
    "get_or_create_room_with_target",
    "get_rooms_info",
    "add_room_participants",
    "remove_room_participants",
    "post_comment",
    "load_comments",
    "login_or_register",
  ]
    .map((name) => `"${name}"`)
    .join(" or ");
  for (const [name, options, ...messages] of [
    ["no options", undefined, "options is missing, expected object"],
    [
      "nothing in them",
      {},
      "secretKey is missing, expected string",
      "authorize is missing, expected function",
      "appId is missing, expected your app id, or the option baseUrl",
    ],
    ["no authorize", { ...good, authorize: undefined, allow: ["post_comment"] }, "authorize is missing, expected function"],
    ["an authorize that is none", { ...good, authorize: true }, "authorize: expected function, received boolean"],
    [
      "a misspelt endpoint",
      { ...good, allow: ["post_comments"] },
      `allow[0]: expected ${names}, received "post_comments", did you mean "post_comment"?`,
    ],
    [
      "a method for an endpoint",
      { ...good, allow: ["post_comment", "postComment"] },
      `allow[1]: expected ${names}, received "postComment", did you mean "post_comment"?`,
    ],
    ["a word for a list", { ...good, allow: "all" }, "allow: expected array, received string"],
    ["a secret that isn't set", { ...good, secretKey: undefined }, "secretKey is missing, expected string"],
    ["an empty secret", { ...good, secretKey: "" }, "secretKey: expected your secret key, received an empty string"],
    [
      "a secret with a line break",
      { ...good, secretKey: "a\nb" },
      "secretKey: expected a secret key without blanks around it, line breaks or characters beyond Latin-1, received another string",
    ],
    [
      "a header that is taken",
      { ...good, secretHeader: "accept" },
      "secretHeader: expected the name of a header of its own, received another string",
    ],
    [
      "a path for a base URL",
      { ...good, baseUrl: "/api/qiscus" },
      "baseUrl: expected an http or https URL without query, received another string",
    ],
    [
      "a base URL with a query",
      { ...good, baseUrl: "https://x.example/?a=" },
      "baseUrl: expected an http or https URL without query, received another string",
    ],
    [
      "an app id that isn't a host label",
      { ...good, appId: "a.evil.example/" },
      "appId: expected an app id such as my-app-1: letters, digits and hyphens, received another string",
    ],
    ["an origin that isn't text", { ...good, origins: [null] }, "origins[0]: expected string, received null"],
    ["maxBytes 0", { ...good, maxBytes: 0 }, "maxBytes: expected 1 or more, received a smaller number"],
    ["a negative timeout", { ...good, timeout: -1 }, "timeout: expected 0 or more, received a negative number"],
    ["a misspelt option", { ...good, autorize: () => true }, "unknown option `autorize`, did you mean `authorize`?"],
    ["options of a client", { ...good, headers: {}, maxRetries: 1 }, "unknown option `headers`", "unknown option `maxRetries`"],
    [
      "everything at once",
      { appId: 7, secretKey: " ", allow: [7], fetch: "x", onError: 7 },
      "appId: expected string, received integer",
      `allow[0]: expected ${names}, received integer`,
      "authorize is missing, expected function",
      "fetch: expected function, received string",
      "onError: expected function, received integer",
      "secretKey: expected your secret key, received an empty string",
    ],
  ]) {
    test(name, () =>
      assert.throws(() => proxyHandler(options), { code: "invalid_options", message: `invalid options: ${messages.join("; ")}` }),
    );
  }

  test("the list of endpoints is that of the making", { timeout }, async () => {
    const allow = ["load_comments"];
    const { handler } = proxied(sandbox, { allow });
    allow.push("post_comment");
    assert.deepEqual((await answer(handler, asked("post_comment")))[0], 403);
  });

  test("the error comes from the caller's line", () => {
    assert.throws(
      () => proxyHandler({}),
      (error) => error.stack.split("\n")[1].includes("answers.test.mjs"),
    );
  });

  test("a base URL with a path of its own", { timeout }, async () => {
    const calls = [];
    const fetch = async (url) => (calls.push(url), Response.json({}));
    for (const baseUrl of ["https://gate.example.com/qiscus/", "https://gate.example.com/qiscus"]) {
      const { handler } = proxied({ clientOptions: { baseUrl } }, { fetch });
      await within(handler(asked("load_comments", "room_id=1", { method: "GET" })));
    }
    assert.deepEqual(calls, Array(2).fill("https://gate.example.com/qiscus/api/v2/rest/load_comments?room_id=1"));
  });
});
