// lambdaHandler with what middleware does to an event, and with the events and results of platforms that aren't alike.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isQiscusError, webhookHandler } from "qiscus-wasm";
import { lambdaHandler } from "qiscus-wasm/lambda";
import { changed, fixes, gone, mistake } from "./fixes.mjs";
import { body, ok } from "./hosts.mjs";
import { hmac, key, recorded } from "./webhooks.mjs";
import { timeout, within } from "../deadline.mjs";

const text = String(body);
const base64 = body.toString("base64");
const headers = { "content-type": "application/json", "qiscus-sdk-signature": hmac(text) };
const announced = { ...headers, "content-length": String(body.length) };
const multiple = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
const event = (more) => ({
  version: "2.0",
  rawPath: "/hook",
  rawQueryString: "",
  headers: announced,
  body: text,
  isBase64Encoded: false,
  requestContext: { http: { method: "POST" } },
  ...more,
});

function made() {
  const [events, errors] = [[], []];
  const onEvent = (event) => void events.push(event);
  const onError = (error) => void errors.push(error);
  return { events, errors, handler: lambdaHandler(webhookHandler({ signatureKey: key, onEvent, onError })) };
}
const lost = mistake(gone(fixes.lambda));
const other = (length) => mistake(changed(body.length, length, fixes.lambda));
const noBody = [400, "the body is empty, expected JSON"];

describe("what can still be read is accepted, and nothing else", () => {
  for (const [name, more, expected] of [
    ["nothing was done", {}, ok],
    ["in base64", { body: base64, isBase64Encoded: true }, ok],
    ["parsed, by middy or others", { body: recorded() }, lost],
    ["parsed, without a length", { body: recorded(), headers }, lost],
    ["parsed into a list, without a length", { body: [], headers }, lost],
    ["parsed, and the text kept", { body: recorded(), rawBody: text }, ok],
    ["parsed, and base64 kept", { body: recorded(), rawBody: base64, isBase64Encoded: true, headers }, ok],
    ["decoded into bytes", { body: Buffer.from(text), isBase64Encoded: true }, ok],
    ["decoded into an ArrayBuffer", { body: new Uint8Array(body).buffer, headers }, ok],
    ["decoded, and still marked", { isBase64Encoded: true }, ok],
    ["decoded, and still marked, without a length", { isBase64Encoded: true, headers }, ok],
    ["base64 that isn't marked", { body: base64 }, ok],
    [
      "parsed, and made text again",
      { body: JSON.stringify(recorded(), null, 2) },
      other(JSON.stringify(recorded(), null, 2).length),
    ],
    ["emptied", { body: "" }, lost],
    ["taken away", { body: undefined }, lost],
    ["decompressed", { headers: { ...announced, "content-length": "9", "content-encoding": "gzip" } }, ok],
    [
      "nothing was sent",
      { body: "", headers: { ...announced, "content-length": "0", "qiscus-sdk-signature": hmac("") } },
      noBody,
    ],
    [
      "nothing was sent, and parsed",
      { body: {}, headers: { ...announced, "content-length": "0", "qiscus-sdk-signature": hmac("") } },
      noBody,
    ],
    [
      "headers twice, with other letters",
      { multiValueHeaders: { "Content-Type": ["application/json"], "QISCUS-SDK-SIGNATURE": [hmac(text)] } },
      ok,
    ],
  ]) {
    test(`${expected[0]}: ${name}`, { timeout }, async () => {
      const { events, errors, handler } = made();
      const { statusCode, body } = await within(handler(event(more)));
      const answer = JSON.parse(body);
      assert.deepEqual([statusCode, typeof expected[1] === "string" ? answer.issues[0].message : answer], expected);
      assert.equal(events.length, statusCode === 200 ? 1 : 0);
      const reported = errors.map((error) => [isQiscusError(error), error.code, error.status, error.message]);
      assert.deepEqual(reported, statusCode === 500 ? [[true, "invalid_request", 500, answer.message]] : []);
    });
  }

  test("the head is refused first, whatever the host did", { timeout }, async () => {
    for (const [more, status] of [
      [{ requestContext: { http: { method: "PUT" } } }, 405],
      [{ headers: { ...announced, "content-type": "text/plain" } }, 415],
      [{ headers: { ...announced, "content-length": "9999999" } }, 413],
    ]) {
      assert.equal((await within(made().handler(event({ body: {}, ...more })))).statusCode, status);
    }
  });
});

const elb = { requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/x/1" } } };
const platforms = {
  "a REST API": (headers) => ({
    httpMethod: "POST",
    path: "/a",
    headers,
    multiValueHeaders: multiple(headers),
    queryStringParameters: { q: "b c" },
    multiValueQueryStringParameters: { q: ["a b", "b c"] },
    requestContext: { stage: "prod" },
  }),
  "an HTTP API": (headers) => ({
    version: "2.0",
    rawPath: "/a",
    rawQueryString: "q=a+b&q=b+c",
    headers,
    cookies: ["a=1", "b=2"],
    requestContext: { http: { method: "POST" } },
  }),
  "a load balancer": (headers) => ({
    ...elb,
    httpMethod: "POST",
    path: "/a",
    headers,
    queryStringParameters: { q: "a+b&q=b%20c" },
  }),
  "a load balancer with multi-value headers": (headers) => ({
    ...elb,
    httpMethod: "POST",
    path: "/a",
    multiValueHeaders: multiple(headers),
    multiValueQueryStringParameters: { q: ["a+b", "b%20c"] },
  }),
  Netlify: (headers) => ({
    httpMethod: "POST",
    path: "/a",
    rawUrl: "https://x.netlify.app/a",
    rawQuery: "q=a",
    headers,
    multiValueHeaders: multiple(headers),
    queryStringParameters: { q: "b c" },
    multiValueQueryStringParameters: { q: ["a b", "b c"] },
    isBase64Encoded: true,
  }),
};
const type = { "content-type": "application/json" };
const cookies = ["x=1; Path=/", "y=2"];

for (const [platform, eventOf] of Object.entries(platforms)) {
  describe(platform, () => {
    const isMultiple = platform.endsWith("multi-value headers");
    const head = (headers) => (isMultiple ? { multiValueHeaders: multiple(headers) } : { headers });

    test("delivers a webhook, and gets its answer in the form of its own", { timeout }, async () => {
      for (const [more, status] of [
        [{}, 200],
        [{ body: text.slice(1) }, 500],
      ]) {
        const { isBase64Encoded, ...given } = eventOf(announced);
        const result = await within(made().handler({ ...given, body: base64, isBase64Encoded: true, ...more }));
        const { body: answer, ...rest } = result;
        assert.equal(JSON.parse(answer).ok, status === 200);
        assert.deepEqual(rest, { statusCode: status, isBase64Encoded: false, ...head(type) });
      }
    });

    test("passes on the query and the cookies of a request", { timeout }, async () => {
      let request;
      const handler = lambdaHandler((given) => ((request = given), new Response("")));
      await within(
        handler({
          ...eventOf({ ...announced, ...(platform !== "an HTTP API" && { cookie: "a=1; b=2" }) }),
          body: text,
          isBase64Encoded: false,
        }),
      );
      const { pathname, searchParams } = new URL(request.url);
      assert.deepEqual([pathname, searchParams.getAll("q"), request.headers.get("cookie")], ["/a", ["a b", "b c"], "a=1; b=2"]);
      assert.equal(await within(request.text()), text);
    });

    test("gets several cookies, and bytes", { timeout }, async () => {
      const bytes = Buffer.from([0xff, 0x00, 0x80]);
      const handler = lambdaHandler(
        () =>
          new Response(bytes, { status: 201, headers: [["x-mine", "yes"], ...cookies.map((value) => ["set-cookie", value])] }),
      );
      const result = await within(handler({ ...eventOf(announced), body: text, isBase64Encoded: false }));
      const expected = {
        "a REST API": { headers: { "x-mine": "yes" }, multiValueHeaders: { "set-cookie": cookies } },
        "an HTTP API": { headers: { "x-mine": "yes" }, cookies },
        "a load balancer": { headers: { "x-mine": "yes", "set-cookie": cookies[0] } },
        "a load balancer with multi-value headers": { multiValueHeaders: { "x-mine": ["yes"], "set-cookie": cookies } },
        Netlify: { headers: { "x-mine": "yes" }, multiValueHeaders: { "set-cookie": cookies } },
      };
      assert.deepEqual(result, { statusCode: 201, body: bytes.toString("base64"), isBase64Encoded: true, ...expected[platform] });
    });
  });
}

test("text isn't base64, whatever its letters; a byte order mark stays", { timeout }, async () => {
  for (const answer of ["", "Ελλάδα 😀", "\ufefftext", "\ufffd"]) {
    const { body, isBase64Encoded } = await within(lambdaHandler(() => new Response(answer))(event({})));
    assert.deepEqual([body, isBase64Encoded], [answer, false]);
  }
});
