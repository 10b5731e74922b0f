// Delivers webhooks to the caller's handler: in order, one after the other, in the background.

/** @import { Sandbox as Core } from "#sandbox" */
/** @import { Event } from "./response.js" */

/** @typedef {import("qiscus-wasm/testing").SandboxWebhook["handler"]} Handler */

/** Milliseconds that a handler may take. */
const DEADLINE = 10_000;

export class Deliveries {
  #core;
  #underWay = 0;
  /** Counts the resets: what was to be delivered before one isn't any more. */
  #age = 0;

  /** Resolves when all that was added so far is delivered. */
  all = Promise.resolve();

  /** @type {Handler | undefined} */
  handler;

  /** @param {Core} core */
  constructor(core) {
    this.#core = core;
  }

  get isBusy() {
    return this.#underWay > 0;
  }

  /** @param {Event} event */
  add(event) {
    const age = this.#age;
    this.#underWay++;
    this.all = this.all.then(async () => {
      for (let left = this.#core.webhookTimes; left > 0 && age === this.#age; left--) await this.#deliver(event);
      this.#core.forget(event.id);
      this.#underWay--;
    });
  }

  clear() {
    this.#age++;
  }

  /** @param {Event} event */
  async #deliver(event) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    try {
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${DEADLINE / 1000} s`)), DEADLINE);
      });
      const response = await Promise.race([this.#send(event), late]);
      const { status } = response ?? {};
      if (typeof status !== "number") throw new TypeError("the handler returned something else than a Response");
      this.#core.delivered(event.id, status);
    } catch (error) {
      this.#core.delivered(event.id, undefined, describe(error));
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {Event} event */
  async #send({ url, body, signature }) {
    if (typeof Request !== "function") throw new TypeError("this runtime has no Request to deliver a webhook with");
    const headers = new Headers({ "content-type": "application/json" });
    if (signature !== undefined) headers.set("qiscus-sdk-signature", signature);
    return this.handler?.(new Request(url, { method: "POST", headers, body }));
  }
}

/** @param {any} error */
const describe = (error) => String(error?.message ?? error);
