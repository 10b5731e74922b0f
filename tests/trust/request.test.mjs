// Endpoints beyond the eight: `client.request`, and the proxy in front of it.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { QiscusClient, proxyHandler } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { timeout, within } from "../deadline.mjs";

const error = (promise) =>
  within(promise).then(
    () => assert.fail("it succeeded"),
    (error) => error,
  );
const abc = "abc@outlook.com";

/** A Standard Schema. */
const schemaOf = (validate) => ({ "~standard": { version: 1, vendor: "tests", validate } });

describe("against a server", () => {
  let sandbox;
  let qiscus;
  let room_id;
  const events = [];
  beforeEach(() => {
    sandbox = createSandbox({ getUserRooms: true });
    qiscus = new QiscusClient({ ...sandbox.clientOptions, onEvent: (event) => events.push(event) });
    [{ room_id }] = sandbox.seed({ rooms: [{ name: "gege", participants: [abc] }] }).rooms;
    events.length = 0;
  });
  afterEach(() =>
    assert.deepEqual(
      sandbox.unknownRoutes.filter(({ path }) => path !== "/api/v2/rest/no_such_endpoint"),
      [],
    ),
  );

  for (const path of ["get_user_rooms", "/api/v2/rest/get_user_rooms"]) {
    test(`GET ${path}: the parameters in the query, the secret in its header, the results as they are`, { timeout }, async () => {
      const results = await within(qiscus.request("GET", path, { user_email: abc, show_participants: true }));
      assert.deepEqual(
        results.rooms_info.map((room) => [room.room_id, room.participants.length]),
        [[room_id, 1]],
      );
      const { method, path: sent, query, status, headers } = sandbox.requests.at(-1);
      assert.deepEqual([method, sent, status], ["GET", "/api/v2/rest/get_user_rooms", 200]);
      assert.match(JSON.stringify(query), /abc%40outlook\.com|abc@outlook\.com/);
      assert.ok(JSON.stringify(headers).includes("redacted"));
      assert.deepEqual(
        events.map(({ type, endpoint, path }) => [type, endpoint, path]),
        [
          ["request", "get_user_rooms", "/api/v2/rest/get_user_rooms"],
          ["response", "get_user_rooms", "/api/v2/rest/get_user_rooms"],
        ],
      );
    });
  }

  test("POST: the parameters in the body, as the other methods send them", { timeout }, async () => {
    const { comment } = await within(
      qiscus.request("POST", "post_comment", { sender_email: abc, room_id, message: "ü & 1", extras: { a: [1] } }),
    );
    assert.deepEqual([comment.message, comment.extras], ["ü & 1", { a: [1] }]);
    const { participants } = await within(qiscus.request("POST", "add_room_participants", { room_id, emails: [abc] }));
    assert.equal(participants.length, 1);
  });

  test("an endpoint that there isn't, with its URL", { timeout }, async () => {
    const { code, outcome, endpoint, message } = await error(qiscus.request("POST", "no_such_endpoint"));
    assert.deepEqual([code, outcome, endpoint], ["not_found", "rejected", "no_such_endpoint"]);
    const { baseUrl } = sandbox.clientOptions;
    assert.ok(message.endsWith(`(${baseUrl}/api/v2/rest/no_such_endpoint), in no_such_endpoint (status 404)`), message);
    assert.equal(sandbox.unknownRoutes.length, 1);
  });

  test("an error of the API", { timeout }, async () => {
    const { code, status, fieldErrors } = await error(qiscus.request("GET", "get_user_rooms"));
    assert.deepEqual([code, status, Object.keys(fieldErrors)], ["rejected", 400, ["user_email"]]);
  });

  test("through the proxy, where it is listed", { timeout }, async () => {
    const asked = [];
    const make = (allow) => {
      const authorize = (request, { endpoint, params }) => (
        asked.push([endpoint, { ...params }]), { params: { user_email: abc } }
      );
      const { dangerouslyAllowBrowser, ...options } = sandbox.clientOptions;
      const handler = proxyHandler({ ...options, allow, authorize });
      const headers = { "sec-fetch-site": "same-origin" };
      const fetch = (url, init) =>
        handler(
          new Request(`https://app.example.com${url}`, { ...init, headers: { ...Object.fromEntries(init.headers), ...headers } }),
        );
      return new QiscusClient({ baseUrl: "/api/qiscus", fetch });
    };
    for (const allow of [["get_user_rooms"], ["load_comments", "/api/v2/rest/get_user_rooms"]]) {
      const page = make(allow);
      const { rooms_info } = await within(page.request("GET", "get_user_rooms", { user_email: "somebody" }));
      assert.equal(rooms_info.length, 1);
      assert.deepEqual(asked.pop(), ["get_user_rooms", { user_email: "somebody" }]);
    }
    for (const allow of [[], ["load_comments"], ["/api/v2.1/rest/get_user_rooms"]]) {
      const { code, apiMessage } = await error(make(allow).request("GET", "get_user_rooms", { user_email: abc }));
      assert.deepEqual([code, apiMessage], ["not_found", "unknown endpoint"]);
    }
    assert.deepEqual(asked, []);
  });
});

/** A client on a network of these answers, and what it has sent. */
function client(answers, options) {
  const sent = [];
  const fetch = async (url, init) => {
    sent.push([init.method, url, init.body]);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    return answer instanceof Error
      ? Promise.reject(answer)
      : new Response(answer.body ?? '{"results":{"a":1}}', { status: answer.status ?? 200, headers: answer.headers });
  };
  return { sent, qiscus: new QiscusClient({ baseUrl: "http://x.test/front", fetch, ...options }) };
}

describe("what is sent", () => {
  const base = "http://x.test/front/api/v2/rest/";
  for (const [name, given, expected] of [
    ["no parameters", ["GET", "x"], ["GET", `${base}x?`, undefined]],
    ["none of a POST", ["POST", "x"], ["POST", `${base}x`, ""]],
    [
      "parameters of all kinds",
      ["POST", "x", { a: 1, b: "ü&", c: true, d: ["1", 2], e: { f: null }, g: undefined }],
      ["POST", `${base}x`, "a=1&b=%C3%BC%26&c=true&d%5B%5D=1&d%5B%5D=2&e=%7B%22f%22%3Anull%7D"],
    ],
    ["a path", ["GET", "/api/v2.1/rest/x/7", { a: "b c" }], ["GET", "http://x.test/front/api/v2.1/rest/x/7?a=b%20c", undefined]],
    ["a name with a folder", ["GET", "users/abc@outlook.com"], ["GET", `${base}users/abc@outlook.com?`, undefined]],
    ["extra parameters", ["GET", "x", { a: 1 }, { extraParams: { b: 2 } }], ["GET", `${base}x?a=1&b=2`, undefined]],
  ]) {
    test(name, { timeout }, async () => {
      const { qiscus, sent } = client([{}]);
      assert.deepEqual(await within(qiscus.request(...given)), { a: 1 });
      assert.deepEqual(sent, [expected]);
    });
  }
});

describe("what isn't", () => {
  const path =
    "path: expected a name such as `get_user_rooms`, or a path that begins with /api/, without a query, received another string";
  for (const [name, given, message] of [
    ["another method", ["PUT", "x"], 'method: expected "GET" or "POST", received "PUT"'],
    ["a method in lower case", ["get", "x"], 'method: expected "GET" or "POST", received "get", did you mean "GET"?'],
    ["nothing", [], 'method is missing, expected "GET" or "POST"; path is missing, expected string'],
    ["a query in the path", ["GET", "x?a=1"], path],
    ["a path that leads elsewhere", ["GET", "../../x"], path],
    ["an encoded one", ["GET", "%2e%2e/x"], path],
    ["another path", ["GET", "/v2/rest/x"], path],
    ["a whole URL", ["GET", "https://evil.example/api/x"], path],
    ["an empty path", ["GET", ""], path],
    ["a path without its slash", ["GET", "api/v2/rest/x"], path],
    [
      "parameters of a class that lists nothing",
      ["POST", "x", new URLSearchParams("a=1")],
      "params: expected a plain object, received a URLSearchParams, in x",
    ],
    [
      "a null parameter",
      ["GET", "x", { a: null }],
      "a: expected number or string or boolean or array or object, received null, in x",
    ],
    [
      "a function",
      ["GET", "x", { a: () => 1 }],
      "a: expected number or string or boolean or array or object, received function, in x",
    ],
    ["parameters that aren't an object", ["GET", "x", "a=1"], "params: expected object, received string, in x"],
    ["an unknown option", ["GET", "x", {}, { confirm: true }], "unknown option `confirm`, in x"],
    [
      "a schema that is none",
      ["GET", "x", {}, { schema: {} }],
      "schema: expected a Standard Schema, such as one of Zod, received another object, in x",
    ],
    [
      "a schema that is a string",
      ["GET", "x", {}, { schema: "x" }],
      "schema: expected object or function, received string, in x",
    ],
  ]) {
    test(name, { timeout }, async () => {
      const { qiscus, sent } = client([{}]);
      const { code, outcome, message: said } = await error(qiscus.request(...given));
      assert.deepEqual([code, outcome, said], ["invalid_request", "not_sent", `invalid parameters: ${message}`]);
      assert.deepEqual(sent, []);
    });
  }
});

describe("retries", () => {
  const busy = { status: 503, body: "" };
  const lost = new TypeError("fetch failed");
  for (const [name, method, options, answers, requests, outcome] of [
    ["GET after a failure", "GET", {}, [busy, {}], 2, "ok"],
    ["GET after a lost connection", "GET", {}, [lost, {}], 2, "ok"],
    ["POST isn't", "POST", {}, [busy, {}], 1, "unknown"],
    ["POST isn't after a lost connection", "POST", {}, [lost, {}], 1, "unknown"],
    ["POST that did nothing", "POST", {}, [{ ...busy, headers: { "retry-after": "0" } }, {}], 2, "ok"],
    ["POST that may be sent twice", "POST", { idempotent: true }, [busy, {}], 2, "ok"],
    ["GET that may be sent twice", "GET", { idempotent: true }, [busy, {}], 2, "ok"],
    ["none, where none are wanted", "GET", { maxRetries: 0 }, [busy, {}], 1, "unknown"],
    ["POST whose response can't be used", "POST", { idempotent: true }, [{ body: "<html>" }, {}], 1, "accepted"],
    ["GET whose response can't be used", "GET", {}, [{ body: "{}" }, {}], 1, "unknown"],
    ["an error in a success", "POST", {}, [{ body: '{"error":{"message":"no"},"status":400}' }, {}], 1, "rejected"],
  ]) {
    test(`${name}: ${requests} requests, ${outcome}`, { timeout }, async () => {
      const { qiscus, sent } = client(answers);
      const promise = qiscus.request(method, "x", {}, options);
      if (outcome === "ok") assert.deepEqual(await within(promise), { a: 1 });
      else assert.equal((await error(promise)).outcome, outcome);
      assert.equal(sent.length, requests);
    });
  }
});

describe("a schema", () => {
  const accepts = (value) => ({ value: { ...value, more: true } });
  const refuses = {
    issues: [{ message: "too small", path: ["a"] }, { message: "odd", path: [{ key: "list" }, 2, "b"] }, { message: "wrong" }],
  };
  for (const [name, schema] of [
    ["converts the results", schemaOf(accepts)],
    ["may take its time", schemaOf(async (value) => accepts(value))],
    ["may be a function", Object.assign(() => {}, schemaOf(accepts))],
  ]) {
    test(name, { timeout }, async () => {
      assert.deepEqual(await within(client([{}]).qiscus.request("GET", "x", {}, { schema })), { a: 1, more: true });
    });
  }

  for (const [method, outcome] of [
    ["GET", "unknown"],
    ["POST", "accepted"],
  ]) {
    for (const [when, validate] of [
      ["at once", () => refuses],
      ["later", async () => refuses],
    ]) {
      test(`that refuses the results of ${method} ${when}`, { timeout }, async () => {
        const events = [];
        const { qiscus, sent } = client([{}], { onEvent: (event) => events.push(event.type) });
        const {
          code,
          outcome: said,
          status,
          attempts,
          endpoint,
          message,
          issues,
          body,
        } = await error(qiscus.request(method, "x", {}, { schema: schemaOf(validate) }));
        assert.deepEqual([code, said, status, attempts, endpoint, sent.length], ["invalid_response", outcome, 200, 1, "x", 1]);
        assert.equal(
          message,
          "unexpected response: results.a: too small; results.list[2].b: odd; results: wrong, in x (status 200)",
        );
        assert.deepEqual(
          issues.map(({ path, message }) => [path, message]),
          [
            ["results.a", "results.a: too small"],
            ["results.list[2].b", "results.list[2].b: odd"],
            ["results", "results: wrong"],
          ],
        );
        assert.equal(body, '{"results":{"a":1}}');
        assert.deepEqual(events, ["request", "response", "failure"]);
      });
    }
  }

  const bang = new Error("no good");
  for (const [name, validate] of [
    [
      "throws",
      () => {
        throw bang;
      },
    ],
    ["rejects", () => Promise.reject(bang)],
  ]) {
    test(`that ${name}`, { timeout }, async () => {
      const { code, outcome, message, cause } = await error(
        client([{}]).qiscus.request("POST", "x", {}, { schema: schemaOf(validate) }),
      );
      assert.deepEqual(
        [code, outcome, message, cause],
        ["invalid_response", "accepted", "`schema` failed: no good, in x (status 200)", bang],
      );
    });
  }

  test("that gives nothing", { timeout }, async () => {
    const { code, outcome } = await error(client([{}]).qiscus.request("POST", "x", {}, { schema: schemaOf(() => undefined) }));
    assert.deepEqual([code, outcome], ["invalid_response", "accepted"]);
  });

  test("that never ends meets the deadline", { timeout }, async () => {
    const schema = schemaOf(() => new Promise(() => {}));
    const { code, outcome, message } = await error(client([{}]).qiscus.request("POST", "x", {}, { schema, timeout: 100 }));
    assert.deepEqual([code, outcome, message], ["timeout", "accepted", "`schema` did not settle in time, in x (status 200)"]);
  });

  test("that never ends can be aborted", { timeout }, async () => {
    const controller = new AbortController();
    const schema = schemaOf(() => new Promise(() => setTimeout(() => controller.abort(new Error("enough")), 20)));
    const { code, cause } = await error(client([{}]).qiscus.request("GET", "x", {}, { schema, signal: controller.signal }));
    assert.deepEqual([code, cause.message], ["aborted", "enough"]);
  });

  test("isn't asked about an error", { timeout }, async () => {
    const schema = schemaOf(() => assert.fail("it was asked"));
    assert.equal((await error(client([{ status: 400, body: "" }]).qiscus.request("GET", "x", {}, { schema }))).code, "rejected");
  });
});
