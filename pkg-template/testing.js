// The entry `qiscus-wasm/testing`: a sandbox in the caller's own process. What it answers is decided by its module, the same
// core as that of the sandbox server; here is what only the platform has: fetch, its streams, timers and abort signals.

import { SandboxCore } from "#sandbox";
import { start } from "#start";
import { enter, isAlive, toThrow } from "./life.js";
import { clock, isPage } from "./platform.js";
import { Connection, assertOpen, refused } from "./sandbox/connection.js";
import { Deliveries } from "./sandbox/deliveries.js";
import { followed, taken } from "./sandbox/request.js";
import { isRedirect, responseOf } from "./sandbox/response.js";
import { hasTurns, microtasks, turn } from "./sandbox/turn.js";

/** @import { SandboxEndpoint, SandboxFault, SandboxOptions, SandboxSeed, SandboxWebhook } from "qiscus-wasm/testing" */
/** @import { Reply, Step } from "./sandbox/response.js" */
/** @import { Taken } from "./sandbox/request.js" */

/** @param {SandboxOptions} [options] */
export function createSandbox(options) {
  start();
  return new Sandbox(options);
}

/** As many redirects as `fetch` follows. */
const MAX_REDIRECTS = 20;

class Sandbox {
  /** @type {SandboxCore} */
  #core;
  /** @type {() => number} */
  #now;
  #deliveries;
  /** The connections of requests under way. @type {Set<Connection>} */
  #connections = new Set();

  /** @param {SandboxOptions} [options] */
  constructor(options) {
    const now = timeOf(options?.now)();
    this.#core = enter(createSandbox, () => new SandboxCore(options, now));
    this.#deliveries = new Deliveries(this.#core);
    /** @type {SandboxOptions} */
    const { now: given, webhook } = this.#core.options;
    this.#now = valid(timeOf(given));
    this.#deliveries.handler = webhook?.handler;
  }

  get clientOptions() {
    // In a page and in jsdom a client refuses secrets, and this isn't one.
    const inPage = isPage() ? { dangerouslyAllowBrowser: true } : {};
    return { ...this.#core.clientOptions, ...inPage, fetch: this.fetch };
  }

  // A property, so that it can be passed on without the sandbox.
  /**
   * @param {string | URL | Request} input
   * @param {RequestInit} [init]
   * @returns {Promise<Response>}
   */
  fetch = async (input, init) => {
    const { body, ...head } = taken(input, init);
    assertOpen(head.signal);
    const connection = new Connection(head.signal, () => this.#connections.delete(connection));
    this.#connections.add(connection);
    try {
      const sent = await connection.until(body());
      const response = await this.#answer({ ...head, ...sent }, connection);
      connection.answer();
      return response;
    } catch (error) {
      connection.close();
      throw error;
    }
  };

  /**
   * The response to a request, redirects followed as it asks for.
   * @param {Taken} request
   * @param {Connection} connection
   */
  async #answer(request, connection) {
    for (let hops = 0; ; hops++) {
      const reply = await this.#exchange(request, connection);
      if (!isRedirect(reply) || request.redirect === "manual") return responseOf(reply, request, hops > 0, connection);
      if (request.redirect === "error") throw refused("unexpected redirect");
      if (hops === MAX_REDIRECTS) throw refused("redirect count exceeded");
      if (request.once && reply.status !== 303) throw refused("");
      request = followed(request, reply);
    }
  }

  /**
   * Takes the steps to the response of one request.
   * @param {Taken} request
   * @param {Connection} connection
   * @returns {Promise<Reply>}
   */
  async #exchange({ method, url, headers, body }, connection) {
    connection.assertOpen();
    const started = clock();
    const took = () => clock() - started;
    const exchange = begun(() => this.#core.begin(method, url.host, url.pathname + url.search, headers, body));
    try {
      for (;;) {
        const now = this.#now();
        /** @type {Step} */
        const step = enter(this.fetch, () => this.#core.step(exchange, now, took()));
        if (step.kind === "respond") return step;
        if (step.kind === "sleep") await connection.sleep(step.milliseconds);
        else if (step.kind === "deliver") this.#deliveries.add(step);
        else await connection.end(step.end);
      }
    } finally {
      // Nothing if the request is recorded; and if the module has failed, that is what the caller has to see.
      if (isAlive()) {
        this.#core.abandon(exchange, took());
        exchange.free();
      }
    }
  }

  /**
   * @param {SandboxEndpoint | "*"} endpoint
   * @param {SandboxFault} fault
   */
  fault(endpoint, fault) {
    enter(this.fault, () => this.#core.fault(endpoint, fault));
  }

  clearFaults() {
    this.#core.clearFaults();
  }

  get faults() {
    return this.#core.faults;
  }

  get rooms() {
    return this.#core.rooms;
  }

  get requests() {
    return this.#core.requests;
  }

  get unknownRoutes() {
    return this.#core.unknownRoutes;
  }

  get webhooks() {
    return this.#core.webhooks;
  }

  /**
   * @param {SandboxWebhook["handler"]} handler
   * @param {Omit<SandboxWebhook, "handler">} [options]
   */
  deliver(handler, options) {
    enter(this.deliver, () => this.#core.deliver({ ...options, handler }));
    this.#deliveries.handler = handler;
  }

  async idle() {
    do {
      await Promise.allSettled([this.#deliveries.all, ...this.#underWay()]);
      // What a handler has begun, and not waited for, may be about to send a request.
      await (hasTurns ? turn() : microtasks());
    } while (this.#deliveries.isBusy || this.#underWay().length > 0);
  }

  /** The ends of the requests that are to be answered. */
  #underWay() {
    return [...this.#connections].filter(({ isPending }) => isPending).map(({ answered }) => answered);
  }

  reset() {
    for (const connection of this.#connections) connection.reset();
    this.#deliveries.clear();
    this.#core.reset();
  }

  /** @param {SandboxSeed} seed */
  seed(seed) {
    const now = this.#now();
    return enter(this.seed, () => this.#core.seed(seed, now));
  }
}

/**
 * What gives the time, in milliseconds; NaN for what isn't one.
 * @param {SandboxOptions["now"]} now
 * @returns {() => number}
 */
function timeOf(now) {
  if (now === undefined) return () => Date.now();
  return typeof now === "function" ? () => Number(now()) : () => Number(now);
}

/**
 * The same, for a function that may return something else later.
 * @param {() => number} now
 */
const valid = (now) => () => {
  const time = now();
  if (Number.isNaN(time)) throw new TypeError("`now` of the sandbox did not return a time");
  return time;
};

/**
 * A request that the core takes on; of what HTTP doesn't allow, it throws a string.
 * @template T
 * @param {() => T} begin
 */
function begun(begin) {
  try {
    return begin();
  } catch (thrown) {
    if (typeof thrown === "string") throw new TypeError(thrown);
    throw toThrow(thrown);
  }
}
