// Delivers webhooks to the caller's handler: in order, one after the other, in the background.

/** @import { SandboxCore } from "#sandbox" */
/** @import { Event } from "./response.js" */

/** @typedef {import("qiscus-wasm/testing").SandboxWebhook["handler"]} Handler */

/** Milliseconds that a handler may take. */
const DEADLINE = 10_000;

export class Deliveries {
  #core;
  /** What is to be delivered, the first one under way. @type {Set<Delivery>} */
  #waiting = new Set();

  /** Resolves when all that was added so far is delivered. */
  all = Promise.resolve();

  /** @type {Handler | undefined} */
  handler;

  /** @param {SandboxCore} core */
  constructor(core) {
    this.#core = core;
  }

  get isBusy() {
    return this.#waiting.size > 0;
  }

  /**
   * To the handler of now, as often as it wants each.
   * @param {Event} event
   */
  add(event) {
    const delivery = new Delivery(this.#core, event, this.handler);
    this.#waiting.add(delivery);
    this.all = this.all.then(() => delivery.run()).finally(() => this.#waiting.delete(delivery));
  }

  /** Forgets what waits and what is under way. */
  clear() {
    for (const delivery of this.#waiting) delivery.cancel();
    this.#waiting.clear();
    this.all = Promise.resolve();
  }
}

/** A webhook, and the handler that it is for. */
class Delivery {
  #core;
  #event;
  #handler;
  #times;
  #isCancelled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Ends the wait for the handler. @type {(reason: unknown) => void} */
  #end = () => {};

  /**
   * @param {SandboxCore} core
   * @param {Event} event
   * @param {Handler | undefined} handler
   */
  constructor(core, event, handler) {
    this.#core = core;
    this.#event = event;
    this.#handler = handler;
    this.#times = core.webhookTimes;
  }

  async run() {
    for (let left = this.#times; left > 0 && !this.#isCancelled; left--) await this.#once();
    this.#core.forget(this.#event.id);
  }

  cancel() {
    this.#isCancelled = true;
    clearTimeout(this.#timer);
    this.#end(undefined);
  }

  async #once() {
    const { id } = this.#event;
    try {
      const late = new Promise((_, reject) => {
        this.#end = reject;
        this.#timer = setTimeout(() => reject(new Error(`no response within ${DEADLINE / 1000} s`)), DEADLINE);
      });
      this.#core.delivered(id, statusOf(await Promise.race([this.#send(), late])));
    } catch (error) {
      // Of one that was cancelled, the core records nothing.
      this.#core.delivered(id, undefined, describe(error));
    } finally {
      clearTimeout(this.#timer);
    }
  }

  async #send() {
    if (typeof Request !== "function") throw new TypeError("this runtime has no Request to deliver a webhook with");
    const { url, body, signature } = this.#event;
    const headers = new Headers({ "content-type": "application/json" });
    if (signature !== undefined) headers.set("qiscus-sdk-signature", signature);
    return this.#handler?.(new Request(url, { method: "POST", headers, body }));
  }
}

/** @param {any} response */
function statusOf(response) {
  const status = response?.status;
  if (typeof status !== "number") throw new TypeError("the handler did not return a Response");
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw new TypeError(`the handler answered with the status ${status}`);
  return status;
}

/**
 * What was thrown, in words.
 * @param {any} error
 */
function describe(error) {
  try {
    return String(error?.message ?? error);
  } catch {
    return "an error without a readable message";
  }
}
