// Loads the bundle of a function as Lambda does, calls it with events of a function URL, and prints its report.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const { handler } = await import(pathToFileURL(resolve(process.argv[2])));

/** The event of a function URL: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
function event(method, path, { headers, body } = {}) {
  const host = "abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws";
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: {
      "x-amzn-tls-version": "TLSv1.3",
      "x-amzn-trace-id": "Root=1-5eb33c07-de25b420912dee103a5db434",
      "x-forwarded-for": "203.0.113.5",
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
      host,
      ...headers,
    },
    requestContext: {
      accountId: "anonymous",
      apiId: host.split(".")[0],
      domainName: host,
      domainPrefix: host.split(".")[0],
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "203.0.113.5", userAgent: "GuzzleHttp/7" },
      requestId: "e1506fd5-9e7b-434f-bd42-4f8fa224b599",
      routeKey: "$default",
      stage: "$default",
      time: "12/Mar/2026:19:03:58 +0000",
      timeEpoch: 1773342238390,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}

const webhook = JSON.stringify({
  type: "post_comment_mobile",
  payload: {
    from: { id: 1, email: "abc@example.com", name: "abc" },
    room: { id: 16, topic_id: 16, type: "single", name: "kotak", participants: [{ id: 1, email: "abc@example.com" }] },
    message: { id: 7, type: "text", text: "Grüß Gott 😀", payload: {} },
  },
});

async function post(key) {
  const headers = {
    "content-length": String(Buffer.byteLength(webhook)),
    "content-type": "application/json",
    "qiscus-sdk-signature": createHmac("sha256", key).update(webhook).digest("hex"),
  };
  const { statusCode } = await handler(event("POST", "/", { headers, body: webhook }));
  return statusCode;
}

assert.equal(await post(process.env.QISCUS_WEBHOOK_KEY), 200, "a signed webhook");
assert.equal(await post("another key"), 401, "a wrong signature");

const { statusCode, body, isBase64Encoded } = await handler(event("GET", "/report"));
assert.equal(statusCode, 200, body);
assert.equal(isBase64Encoded, false);
console.log(body);
