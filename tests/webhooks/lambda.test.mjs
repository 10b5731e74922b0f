// lambdaHandler with the events of API Gateway's REST and HTTP APIs, and of function URLs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { webhookHandler } from "qiscus-wasm";
import { lambdaHandler } from "qiscus-wasm/lambda";
import { failure, hmac, key, recorded } from "./webhooks.mjs";
import { timeout, within } from "../deadline.mjs";

const text = JSON.stringify(recorded());
const headers = { "Content-Type": "application/json", "QISCUS-SDK-SIGNATURE": hmac(text) };
const base64 = (body) => ({ body: Buffer.from(body).toString("base64"), isBase64Encoded: true });

/** The events as AWS documents them; `more` replaces what is theirs. */
const forms = {
  "a REST API": (more) => ({
    resource: "/hook",
    path: "/hook",
    httpMethod: "POST",
    queryStringParameters: { a: "b c" },
    multiValueQueryStringParameters: { a: ["b c"] },
    pathParameters: null,
    stageVariables: null,
    requestContext: { stage: "prod", httpMethod: "POST" },
    body: text,
    isBase64Encoded: false,
    ...more,
    headers: more.headers ?? headers,
    multiValueHeaders:
      "multiValueHeaders" in more
        ? more.multiValueHeaders
        : Object.fromEntries(Object.entries(more.headers ?? headers).map(([name, value]) => [name, [value]])),
  }),
  "an HTTP API": (more) => ({
    version: "2.0",
    routeKey: "POST /hook",
    rawPath: "/hook",
    rawQueryString: "a=b+c",
    cookies: ["a=1"],
    requestContext: { stage: "$default", http: { method: more.httpMethod ?? "POST", path: "/hook", protocol: "HTTP/1.1" } },
    body: text,
    isBase64Encoded: false,
    ...{ ...more, httpMethod: undefined },
    headers: lowered(more.headers ?? headers),
  }),
  "a function URL": (more) => ({
    version: "2.0",
    routeKey: "$default",
    rawPath: "/hook",
    rawQueryString: "a=b+c",
    requestContext: { domainName: "x.lambda-url.eu-west-1.on.aws", http: { method: more.httpMethod ?? "POST", path: "/hook" } },
    isBase64Encoded: true,
    ...base64(more.body ?? text),
    ...{ ...more, httpMethod: undefined },
    headers: lowered(more.headers ?? headers),
  }),
};
const lowered = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function made() {
  const events = [];
  const onEvent = (event, { request }) => void events.push([event, request.url]);
  return { events, handler: lambdaHandler(webhookHandler({ signatureKey: key, maxBytes: 2000, onEvent })) };
}
const result = (statusCode, body, more) => ({
  statusCode,
  headers: { "content-type": "application/json", ...more },
  body: JSON.stringify(body),
  isBase64Encoded: false,
});

const greek = Buffer.from(text.replace("simulasi", "Ελλάδα 😀"));
const binary = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
const sign = (body) => ({ ...headers, "QISCUS-SDK-SIGNATURE": hmac(body) });

for (const [form, event] of Object.entries(forms)) {
  describe(form, () => {
    for (const [name, more, status] of [
      ["a genuine event", {}, 200],
      ["one in base64", base64(text), 200],
      ["one with other letters", { body: String(greek), isBase64Encoded: false, headers: sign(greek) }, 200],
      ["one with other letters in base64", { ...base64(greek), headers: sign(greek) }, 200],
      ["no content type", { headers: { "QISCUS-SDK-SIGNATURE": hmac(text) } }, 200],
      ["a body that somebody changed", { body: text.replace("simulasi", "simulasI"), isBase64Encoded: false }, 401],
      ["base64 that isn't marked so", { ...base64(text), isBase64Encoded: false }, 401],
      ["no signature", { headers: { "Content-Type": "application/json" } }, 401],
      ["bytes that aren't text, signed", { ...base64(binary), headers: sign(binary) }, 400],
      ["no body", { body: null, isBase64Encoded: false, headers: sign("") }, 400],
      ["no body at all", { body: undefined, isBase64Encoded: false, headers: sign("") }, 400],
      ["an empty body", { body: "", isBase64Encoded: false, headers: sign("") }, 400],
      ["another content type", { headers: { ...headers, "Content-Type": "text/plain" } }, 415],
      ["a large body", { body: "x".repeat(2001), isBase64Encoded: false }, 413],
      ["GET", { httpMethod: "GET", body: undefined, isBase64Encoded: false }, 405],
      ["GET with a body", { httpMethod: "GET" }, 405],
      ["HEAD", { httpMethod: "HEAD" }, 405],
    ]) {
      test(`${status} to ${name}`, { timeout }, async () => {
        const { events, handler } = made();
        const answer = await within(handler(event(more)));
        assert.equal(answer.statusCode, status, answer.body);
        assert.equal(answer.headers["content-type"], "application/json");
        assert.equal(answer.headers.allow, status === 405 ? "POST" : undefined);
        assert.equal(answer.isBase64Encoded, false);
        assert.equal(JSON.parse(answer.body).ok, status === 200);
        assert.deepEqual(
          events.map(([, url]) => url),
          status === 200 ? ["http://localhost/hook?a=b+c"] : [],
        );
      });
    }
  });
}

describe("headers", () => {
  const rest = forms["a REST API"];
  for (const [name, more, status] of [
    [
      "of several values only",
      { headers: null, multiValueHeaders: { "content-type": ["application/json"], "qiscus-sdk-signature": [hmac(text)] } },
      200,
    ],
    ["of one value only", { multiValueHeaders: null }, 200],
    ["none", { headers: null, multiValueHeaders: null, body: text }, 401],
    ["two signatures", { multiValueHeaders: { "qiscus-sdk-signature": [hmac(text), hmac(text)] } }, 401],
  ]) {
    test(`${name}: ${status}`, { timeout }, async () => {
      const answer = await within(made().handler({ ...rest({}), ...more }));
      assert.equal(answer.statusCode, status, answer.body);
    });
  }
});

test("a path that looks like a host", { timeout }, async () => {
  const { events, handler } = made();
  for (const path of ["//", "//example.com/hook", "hook", "/a?b"]) {
    assert.equal(
      (
        await within(
          handler({ ...forms["a REST API"]({}), path, queryStringParameters: null, multiValueQueryStringParameters: null }),
        )
      ).statusCode,
      200,
    );
    assert.equal((await within(handler({ ...forms["an HTTP API"]({}), rawPath: path, rawQueryString: "" }))).statusCode, 200);
  }
  const urls = ["//", "//example.com/hook", "/hook", "/a%3Fb"].map((path) => `http://localhost${path}`);
  assert.deepEqual(
    events.map(([, url]) => url),
    urls.flatMap((url) => [url, url]),
  );
});

test("a handler that fails: 500, and told", { timeout }, async () => {
  const { error } = console;
  const told = [];
  console.error = (what) => told.push(what);
  const bang = new Error("bang");
  try {
    const answer = await within(
      lambdaHandler(async () => {
        throw bang;
      })(forms["an HTTP API"]({})),
    );
    assert.deepEqual(answer, result(500, { ok: false, code: "internal", message: "the handler failed" }));
  } finally {
    console.error = error;
  }
  assert.deepEqual(told, [bang]);
});

describe("anything but an HTTP event is rejected", () => {
  for (const [name, event] of Object.entries({
    nothing: undefined,
    null: null,
    "an empty event": {},
    "a message of SQS": { Records: [{ eventSource: "aws:sqs", body: text }] },
    "an event of EventBridge": { source: "aws.events", "detail-type": "Scheduled Event", detail: {} },
    "a message of a WebSocket API": { requestContext: { routeKey: "$default", eventType: "MESSAGE" }, body: text },
    "a body alone": { body: text },
    "a method that is none": { httpMethod: 7, body: text },
  })) {
    test(name, { timeout }, async () => {
      const error = await failure(made().handler(event));
      assert.ok(error instanceof TypeError);
      assert.equal(error.message, "lambdaHandler got no HTTP event: it is for API Gateway, load balancers and function URLs");
    });
  }
});
