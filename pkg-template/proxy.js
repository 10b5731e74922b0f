// A handler through which pages call the API: it adds the secret key, and lets through what it is told to and nothing else.

import { proxy } from "#core";
import { cleaner, isQiscusError } from "#error";
import { explain } from "#platform";
import { enter } from "./door.js";
import { checkBody, checkRequest, deadline, read, refusal, reporter, tooLarge } from "./request.js";

const NAME = "proxyHandler";

// What is behind the door: src/wasm/proxy.rs.
const OPTIONS = 0;
const FORM = 1;
const IS_NOT_SENT = 2;

// How far a request has come.
const READING = 0;
const AUTHORIZING = 1;
const SENT = 2;

/** The most bytes of a reply. */
const MAX_REPLY = 10 * 2 ** 20;

const FORM_TYPE = /^application\/x-www-form-urlencoded[ \t]*(;|$)/i;

/** Whatever a server puts in front, but nothing that is spelled in two ways. */
const PATH = /^(?:\/[^/%]+)*\/api\/v2\/rest\/([a-z_]+)$/;

export function proxyHandler(options) {
  const [checked, sends] = enter(proxy, proxyHandler, OPTIONS, options);
  const { baseUrl, headers, routes } = JSON.parse(sends);
  const { secretKey, allow = [], authorize, origins = [], maxBytes = 2 ** 17, timeout = 30_000, onError = console.error } = checked;
  const clean = cleaner(secretKey);
  const report = reporter(onError);

  /** Answers a request; `progress.stage` is how far it has come. */
  async function forward(request, signal, progress) {
    const { method } = request;
    const url = new URL(request.url);
    const name = PATH.exec(url.pathname)?.[1];
    const methods = routes.filter((route) => route[1] === name).map((route) => route[0]);
    if (methods.length === 0) return problem(404, "the proxy knows no such endpoint");
    if (!methods.includes(method)) {
      return problem(405, `the method is ${method}, expected ${methods.join(" or ")}`, { allow: methods.join(", ") });
    }
    if (isForeign(request.headers, url, origins)) return problem(403, "the proxy serves no page of another origin");
    if (!allow.includes(name)) return problem(403, `the proxy does not allow ${name}`);
    const params = parse(await form(request, url, maxBytes, signal));

    progress.stage = AUTHORIZING;
    const decision = await authorize(request, { endpoint: name, params, signal });
    // It may have taken longer than there was time: then it was said that nothing is sent.
    signal.throwIfAborted();
    if (!decision) return problem(403, "the proxy was not authorized to do this");
    // Of another realm, too.
    if (typeof decision.headers?.get === "function") return decision;
    // Not just anything truthy: with a misspelt `params`, or in a Map, users would write as somebody else.
    if (decision !== true && !isPlain(decision.params)) throw new TypeError(UNDECIDED);
    const sent = enter(proxy, forward, FORM, { ...params, ...decision.params });

    progress.stage = SENT;
    const get = method === "GET";
    const target = `${baseUrl}/api/v2/rest/${name}${get ? `?${sent}` : ""}`;
    const response = await (checked.fetch ?? fetch)(target, {
      method,
      // The first one is that of the body.
      headers: Object.fromEntries(get ? headers.slice(1) : headers),
      body: get ? undefined : sent,
      signal,
      redirect: "manual",
    });
    const text = new TextDecoder().decode(await read(response.body, MAX_REPLY, signal));
    const { status } = response;
    if (status >= 300 && status < 400) throw new TypeError(`the server answered with the status ${status}`);
    const retryAfter = response.headers.get("retry-after");
    const type = /\bjson\b/i.test(response.headers.get("content-type")) ? "application/json" : "text/plain;charset=utf-8";
    return new Response(clean(text) || null, {
      status,
      headers: { ...SAFE, "content-type": type, ...(retryAfter && { "retry-after": retryAfter }) },
    });
  }

  return async (request) => {
    checkRequest(request, NAME);
    const { late, signal, clear } = deadline(timeout);
    const progress = { stage: READING };
    try {
      return await Promise.race([forward(request, signal, progress), late]);
    } catch (error) {
      const [status, message] = failure(error, progress.stage, signal);
      if (status >= 500) report(error);
      return problem(status, message, status === 503 ? { "retry-after": "1" } : {});
    } finally {
      clear();
    }
  };
}

const UNDECIDED = "authorize has to return true, { params } with a plain object, a Response, or something falsy";

/** Whether a value is an object of no class: all that it has is its own, and listed. Of another realm, too. */
function isPlain(value) {
  if (typeof value !== "object" || value === null) return false;
  const above = Object.getPrototypeOf(value);
  const isOfNone = above === null || (Object.getPrototypeOf(above) === null && Object.hasOwn(above, "isPrototypeOf"));
  return isOfNone && Object.getOwnPropertyNames(value).length === Object.keys(value).length;
}

/** No reply of the API is for a cache, and none is a page. */
const SAFE = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** An answer in the form of the API's errors, which the page's client understands. */
const problem = (status, message, headers) => Response.json({ error: { message }, status }, { status, headers: { ...SAFE, ...headers } });

/**
 * The answer to what went wrong. The page's client has to know whether the call may have had its effect: after 502 and 504
 * nobody knows, with 503 and `Retry-After` it surely had none.
 */
function failure(error, stage, signal) {
  if (stage === READING) return isQiscusError(error) ? [error.status, error.message] : [500, "the request could not be read"];
  if (stage === AUTHORIZING) return [503, "the proxy could not find out whether to allow this"];
  if (signal.aborted) return [504, "the proxy got no reply in time"];
  if (enter(proxy, failure, IS_NOT_SENT, explain(error)[1])) return [503, "the proxy could not connect"];
  return [502, "the proxy got no reply, or none that can be passed on"];
}

/**
 * Whether a page of another origin sends this: browsers would let it, and add the user's cookies. Where they don't say it
 * themselves, the origin has to be the host that they asked for.
 */
function isForeign(headers, { host }, origins) {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origins.includes(origin)) return false;
  if (site !== null) return site !== "same-origin" && site !== "none";
  return origin !== null && origin.replace(/^https?:\/\//, "") !== (headers.get("host") ?? host);
}

/** The parameters as they were sent: in the query of GET, in the body of POST. */
async function form(request, { search }, maxBytes, signal) {
  if (request.method === "GET") {
    if (search.length > maxBytes) throw tooLarge(maxBytes);
    return search;
  }
  if (!FORM_TYPE.test(request.headers.get("content-type"))) {
    throw refusal(415, "the content type is another one, expected application/x-www-form-urlencoded");
  }
  checkBody(request, maxBytes, NAME);
  return new TextDecoder().decode(await read(request.body, maxBytes, signal));
}

/** The parameters by their names, lists without the brackets. What a server could read in several ways is refused. */
function parse(text) {
  const params = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const [, key, list] = /^(\w+)(\[\])?$/.exec(name) ?? [];
    if (key && list && Array.isArray((params[key] ??= []))) params[key].push(value);
    else if (key && !list && params[key] === undefined) params[key] = value;
    else throw refusal(400, `the parameter ${name.slice(0, 64)} stands there twice, or its name is none`);
  }
  return params;
}
