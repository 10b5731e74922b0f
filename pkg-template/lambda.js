// A fetch-style handler for AWS Lambda: API Gateway's REST and HTTP APIs, and function URLs.

import { answering, requestOf } from "./adapter.js";

/**
 * An event of any of them.
 * @typedef {import("./lambda.d.ts").LambdaEvent & {
 *   readonly httpMethod?: string,
 *   readonly requestContext?: { readonly http?: { readonly method?: string } },
 *   readonly path?: string,
 *   readonly rawPath?: string,
 *   readonly rawQueryString?: string,
 *   readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null,
 *   readonly queryStringParameters?: Readonly<Record<string, string>> | null,
 *   readonly multiValueQueryStringParameters?: Readonly<Record<string, string[]>> | null,
 * }} HttpEvent
 */

/** @type {typeof import("./lambda.d.ts").lambdaHandler} */
export function lambdaHandler(handler) {
  const answer = answering(handler, toRequest);
  return async (event) => {
    if (typeof methodOf(event) !== "string") {
      throw new TypeError("lambdaHandler got no HTTP event: it is for API Gateway (REST and HTTP APIs) and function URLs");
    }
    const { status, headers, body } = await answer(event);
    return {
      statusCode: status,
      headers: Object.fromEntries(headers),
      body: Buffer.from(body).toString(),
      isBase64Encoded: false,
    };
  };
}

/** @param {HttpEvent} event */
const methodOf = (event) => event?.httpMethod ?? event?.requestContext?.http?.method;

/** @param {HttpEvent} event */
function toRequest(event) {
  if (typeof (event.body ?? "") !== "string") {
    return "the body was parsed before, and its raw bytes are needed: take out what parses it, such as middy's httpJsonBodyParser";
  }
  // A REST API has all values in the one, an HTTP API and a function URL have the other.
  const headers = { ...event.headers, ...event.multiValueHeaders };
  const url = new URL("http://localhost");
  url.pathname = event.rawPath ?? event.path ?? "/";
  const query = Object.entries({ ...event.queryStringParameters, ...event.multiValueQueryStringParameters });
  const pairs = query.flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  url.search = event.rawQueryString ?? new URLSearchParams(pairs).toString();
  // Never as text: a Request would say of itself that it is `text/plain`.
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  return requestOf(/** @type {string} */ (methodOf(event)), url.pathname + url.search, headers, body);
}
