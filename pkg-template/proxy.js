// A handler through which pages call the API. What is accepted, sent and answered is the core's to decide.

import { Proxy as Core, refusal } from "#core";
import { start } from "#start";
import { isQiscusError } from "./error.js";
import { enter } from "./life.js";
import { hasCache } from "./platform.js";
import { assertRequest, assertUnread, deadline, read, reporter } from "./request.js";

/** @typedef {import("qiscus-wasm").EndpointName} EndpointName */

const NAME = "proxyHandler";

/** A framework that patches fetch must never answer from its cache. */
const uncached = () => (hasCache() ? { cache: /** @type {const} */ ("no-store") } : {});

/** The most bytes of a response. */
const MAX_RESPONSE_BYTES = 10 * 2 ** 20;

/** @param {{ status: number, headers: Record<string, string>, body: unknown }} answer */
const respond = ({ status, headers, body }) =>
  new Response(typeof body === "string" ? body || null : JSON.stringify(body), { status, headers });

/**
 * @param {import("qiscus-wasm").ProxyHandlerOptions} options
 * @returns {(request: Request) => Promise<Response>}
 */
export function proxyHandler(options) {
  start();
  const core = enter(proxyHandler, () => new Core(options));
  const { maxBytes, timeout } = core;
  /** @type {import("qiscus-wasm").ProxyHandlerOptions} */
  const { authorize, onError = console.error, fetch } = core.options;
  const report = reporter(onError);

  /**
   * Answers a request; `progress.stage` is how far it has come.
   * @param {Request} request
   * @param {AbortSignal} signal
   * @param {{ stage: import("#core").Progress, path: string }} progress
   */
  async function forward(request, signal, progress) {
    const { method, headers } = request;
    const url = new URL(request.url);
    progress.path = url.pathname;
    const endpoint = core.accept(method, url.pathname, url.host, headers);
    const params = Object.fromEntries(core.params([...(await form(request, url, signal))].flat()));

    progress.stage = "authorizing";
    const decision = await authorize(request, { endpoint: /** @type {EndpointName} */ (endpoint), params, signal });
    // It may have taken longer than there was time: then the page was answered that nothing is sent.
    signal.throwIfAborted();
    // A Response, of another realm too.
    if (typeof (/** @type {any} */ (decision)?.headers?.get) === "function") return /** @type {Response} */ (decision);
    const { url: target, ...init } = core.request(endpoint, method, { ...params, ...core.decide(decision) });

    progress.stage = "sent";
    const response = await (fetch ?? globalThis.fetch)(target, { ...init, ...uncached(), signal, redirect: "manual" });
    const text = new TextDecoder().decode(await read(response, MAX_RESPONSE_BYTES, signal));
    return respond(core.answer(response.status, response.headers, text));
  }

  /**
   * The parameters as they were sent: in the query of GET, in the body of POST.
   * @param {Request} request
   * @param {URL} url
   * @param {AbortSignal} signal
   */
  async function form(request, { search }, signal) {
    if (request.method === "GET") {
      if (search.length > maxBytes) throw refusal("too_large", NAME, maxBytes);
      return new URLSearchParams(search);
    }
    assertUnread(request, NAME);
    return new URLSearchParams(new TextDecoder().decode(await read(request, maxBytes, signal)));
  }

  return async (request) => {
    assertRequest(request, NAME);
    const { late, signal, clear } = deadline(timeout);
    /** @type {Parameters<typeof forward>[2]} */
    const progress = { stage: "reading", path: "" };
    try {
      return await Promise.race([forward(request, signal, progress), late]);
    } catch (error) {
      const { status, message } = isQiscusError(error) ? error : { status: undefined, message: "" };
      const answer = core.failure(progress.stage, progress.path, signal.aborted, status, message, error);
      if (answer.status >= 500) report(error);
      return respond(answer);
    } finally {
      clear();
    }
  };
}
