// The example for AWS Lambda, behind what API Gateway and function URLs make of a request.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { converse, sandboxFor, send } from "./support.mjs";
import { timeout } from "../deadline.mjs";

const context = { functionName: "qiscus", awsRequestId: "1", getRemainingTimeInMillis: () => 30_000 };

function http({ url, method, headers }, body, isBase64Encoded) {
  const [rawPath, rawQueryString = ""] = url.split("?");
  const { host, "user-agent": userAgent = "" } = headers;
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    headers,
    requestContext: {
      domainName: host,
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent },
      stage: "$default",
    },
    body: isBase64Encoded ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded,
  };
}

function rest(request, body) {
  // A REST API keeps the names as they were written.
  const names = request.rawHeaders.filter((_, place) => place % 2 === 0);
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name.toLowerCase()])]));
  return {
    resource: "/qiscus",
    path: request.url,
    httpMethod: request.method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: { resourcePath: "/qiscus", httpMethod: request.method, path: `/prod${request.url}`, stage: "prod" },
    body,
    isBase64Encoded: false,
  };
}

const events = {
  "an HTTP API": (request, body) => http(request, body, false),
  "a function URL": (request, body) => http(request, body, true),
  "a REST API": rest,
};

for (const [name, eventOf] of Object.entries(events)) {
  test(`aws-lambda.mjs behind ${name} answers people, but not itself`, { timeout }, async (t) => {
    let handler;
    const server = createServer(async (request, response) => {
      try {
        const event = JSON.parse(JSON.stringify(eventOf(request, await text(request))));
        const { statusCode, headers, body, isBase64Encoded } = JSON.parse(JSON.stringify(await handler(event, context)));
        response.writeHead(statusCode, headers).end(isBase64Encoded ? Buffer.from(body, "base64") : body);
      } catch (error) {
        response.writeHead(502).end(String(error));
      }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => server.close().closeAllConnections());
    const origin = `http://127.0.0.1:${server.address().port}`;
    const url = `${origin}/qiscus`;

    const { sandbox, env } = await sandboxFor(t, url);
    Object.assign(process.env, env);
    // As Lambda loads it: once in each environment.
    ({ handler } = await import(`../../examples/aws-lambda.mjs?${encodeURIComponent(name)}`));
    const { mock } = t.mock.method(console, "log", () => {});
    await converse(sandbox, url, () => mock.calls.map(({ arguments: [line] }) => `${line}\n`).join(""));
    // No address of another host.
    assert.equal((await send(`${origin}//`, "{}")).status, 401);
  });
}
