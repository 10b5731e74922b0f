// A fetch-style handler for AWS Lambda: API Gateway's REST and HTTP APIs, and function URLs.

export function lambdaHandler(handler) {
  return async (event) => {
    const method = event?.httpMethod ?? event?.requestContext?.http?.method;
    if (typeof method !== "string") {
      throw new TypeError("lambdaHandler got no HTTP event: it is for API Gateway (REST and HTTP APIs) and function URLs");
    }
    const response = await respond(handler, method, event);
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
      isBase64Encoded: false,
    };
  };
}

async function respond(handler, method, event) {
  try {
    if (typeof (event.body ?? "") !== "string") return problem(PARSED);
    return await handler(requestOf(method, event));
  } catch (error) {
    console.error(error);
    return problem("the handler failed");
  }
}

const PARSED =
  "the body was parsed before, and its raw bytes are needed: take out what parses it, such as middy's httpJsonBodyParser";

const problem = (message) => Response.json({ ok: false, code: "internal", message }, { status: 500 });

function requestOf(method, event) {
  const headers = new Headers();
  // A REST API has all values only in the first, an HTTP API and a function URL have no such.
  for (const [name, value] of Object.entries(event.multiValueHeaders ?? event.headers ?? {})) {
    for (const one of [value].flat()) headers.append(name, one);
  }
  const url = new URL("http://localhost");
  url.pathname = event.rawPath ?? event.path ?? "/";
  url.search = event.rawQueryString ?? new URLSearchParams(event.queryStringParameters ?? {}).toString();
  const bare = method === "GET" || method === "HEAD";
  // Never as text: a Request would say of itself that it is `text/plain`.
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  return new Request(url, { method, headers, ...(!bare && { body }) });
}
