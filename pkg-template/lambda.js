// A fetch-style handler for AWS Lambda: API Gateway's REST and HTTP APIs, load balancers, function URLs, and those like them.

import { answering, requestOf } from "./adapter.js";
import { announced, bytesOf, change, failing, isRaw, mistake } from "./raw.js";

const FIX =
  "pass the event on as the platform made it, before what replaces `event.body`, such as middy's `httpJsonBodyParser`; " +
  "API Gateway needs a proxy integration";

/**
 * @typedef {import("./lambda.d.ts").LambdaEvent & {
 *   readonly requestContext?: { readonly http?: { readonly method?: string }, readonly elb?: unknown },
 * }} LambdaEvent
 */

/** @typedef {import("./lambda.d.ts").LambdaResult} LambdaResult */

/** @type {typeof import("./lambda.d.ts").lambdaHandler} */
export function lambdaHandler(handler) {
  const answer = answering(handler, toRequest);
  return async (event) => {
    if (typeof methodOf(event) !== "string") {
      throw new TypeError("lambdaHandler got no HTTP event: it is for API Gateway, load balancers and function URLs");
    }
    return resultOf(event, await answer(event));
  };
}

/** @param {LambdaEvent} event */
const methodOf = (event) => event?.httpMethod ?? event?.requestContext?.http?.method;

/** @param {LambdaEvent} event */
function toRequest(event) {
  const url = new URL("http://localhost");
  url.pathname = event.rawPath ?? event.path ?? "/";
  url.search = event.rawQueryString ?? queryOf(event);
  const headers = headersOf(event);
  return requestOf(
    /** @type {string} */ (methodOf(event)),
    url.pathname + url.search,
    headers,
    bodyOf(event, announced(headers)),
  );
}

/**
 * The headers in lower case, each once: a REST API has all of them twice, a load balancer has either. An HTTP API has the
 * cookies elsewhere.
 * @param {LambdaEvent} event
 */
function headersOf({ headers, multiValueHeaders, cookies }) {
  const all = [...Object.entries(headers ?? {}), ...Object.entries(multiValueHeaders ?? {})];
  const own = Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), value]));
  return cookies ? { cookie: cookies.join("; "), ...own } : own;
}

/** @param {LambdaEvent} event */
function queryOf({ queryStringParameters, multiValueQueryStringParameters, requestContext }) {
  const query = Object.entries({ ...queryStringParameters, ...multiValueQueryStringParameters });
  const pairs = query.flatMap(([name, values]) => [values].flat().map((value) => [name, value ?? ""]));
  // A load balancer leaves them encoded.
  return requestContext?.elb ? pairs.map((pair) => pair.join("=")).join("&") : new URLSearchParams(pairs).toString();
}

/**
 * The raw body. A middleware may have decoded it and left the mark: what isn't base64 is text, and an announced length
 * decides.
 * @param {LambdaEvent} event
 * @param {number | undefined} length
 */
function bodyOf({ body, rawBody, isBase64Encoded }, length) {
  const isText = body == null || isRaw(body);
  /** @type {BufferEncoding[]} */
  const encodings = isBase64Encoded ? ["base64", "utf8"] : ["utf8", "base64"];
  const found = [body, rawBody].filter(isRaw).flatMap((value) => {
    if (typeof value !== "string") return [bytesOf(value)];
    return encodings.filter((name) => name === "utf8" || /^[\w+/-]*={0,2}$/.test(value)).map((name) => bytesOf(value, name));
  });
  const kept = found.find(({ byteLength }) => (length === undefined ? byteLength > 0 : byteLength === length));
  if (kept) return kept;
  if (length === 0 || (length === undefined && isText)) return new Uint8Array();
  const size = found.find(({ byteLength }) => byteLength > 0)?.byteLength;
  return failing(mistake(change(length, size), FIX));
}

/**
 * The result in the form of the event: each has its own way for several cookies. A load balancer takes the kind of headers
 * that it sends, and only one cookie of the plain kind.
 * @param {LambdaEvent} event
 * @param {import("./adapter.js").Answer} answer
 * @returns {LambdaResult}
 */
function resultOf({ requestContext, multiValueHeaders }, { status, headers, cookies, body }) {
  const text = body.toString();
  const isBase64Encoded = !Buffer.from(text).equals(body);
  const result = { statusCode: status, body: isBase64Encoded ? body.toString("base64") : text, isBase64Encoded };
  if (requestContext?.elb && multiValueHeaders) {
    const each = Object.entries(headers).map(([name, value]) => [name, [value]]);
    return { ...result, multiValueHeaders: Object.fromEntries(cookies.length > 0 ? [...each, ["set-cookie", cookies]] : each) };
  }
  if (cookies.length === 0) return { ...result, headers };
  if (requestContext?.elb) return { ...result, headers: { ...headers, "set-cookie": cookies[0] } };
  if (requestContext?.http) return { ...result, headers, cookies };
  return { ...result, headers, multiValueHeaders: { "set-cookie": cookies } };
}
