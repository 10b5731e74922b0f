// A webhook handler for every platform that speaks fetch. What is accepted, and how it is answered, is the core's to decide.

import { WebhookHandler, refusal } from "#core";
import { start } from "#start";
import { isQiscusError } from "./error.js";
import { enter } from "./life.js";
import { assertRequest, assertUnread, deadline, read, reporter } from "./request.js";

const NAME = "webhookHandler";

/**
 * @param {import("qiscus-wasm").WebhookHandlerOptions} options
 * @returns {import("qiscus-wasm").WebhookHandler}
 */
export function webhookHandler(options) {
  start();
  const core = enter(webhookHandler, () => new WebhookHandler(options));
  const { maxBytes, timeout } = core;
  /** @type {import("qiscus-wasm").WebhookHandlerOptions} */
  const { onEvent, onIgnored, claim, release, onError = console.error } = core.options;
  const report = reporter(onError);

  /**
   * The event that a request brings, and what was left out of it; throws what the request is refused for.
   * @param {Request} request
   * @param {AbortSignal} signal
   */
  async function receive(request, signal) {
    core.checkHead(request.method, request.headers);
    assertUnread(request, NAME);
    const body = await read(request, maxBytes, signal);
    const signature = request.headers.get("qiscus-sdk-signature")?.slice(0, 99);
    return enter(receive, () => core.receive(body, signature));
  }

  /** The events that are being handled, by their keys. @type {Map<string, Promise<{ ok: boolean, duplicate?: boolean } | undefined>>} */
  const underWay = new Map();

  /**
   * Has an event handled, unless it was before, and gives the body of the answer. One that arrives again meanwhile shares the
   * outcome of the first.
   * @param {import("qiscus-wasm").WebhookEvent} event
   * @param {import("qiscus-wasm").Issue[]} ignored
   * @param {import("qiscus-wasm").WebhookContext} context
   */
  async function handle(event, ignored, context) {
    const key = claim && core.claimKey(event);
    if (!key) return handleOnce(event, ignored, context);
    const first = underWay.get(key);
    if (first) return (await first) && { ok: true, duplicate: true };
    const handled = handleOnce(event, ignored, context, key);
    underWay.set(key, handled);
    return handled.finally(() => underWay.delete(key));
  }

  /**
   * An error is reported at once, and only once.
   * @param {import("qiscus-wasm").WebhookEvent} event
   * @param {import("qiscus-wasm").Issue[]} ignored
   * @param {import("qiscus-wasm").WebhookContext} context
   * @param {string} [key] what to claim it by
   */
  async function handleOnce(event, ignored, context, key) {
    try {
      if (key && !(await claim?.(key, event))) return { ok: true, duplicate: true };
      try {
        // The claim may have taken longer than there was time.
        context.signal.throwIfAborted();
        await inTime(tell(event, ignored, context), context.signal);
        return { ok: true };
      } catch (error) {
        if (!context.signal.aborted || error !== context.signal.reason) report(error);
        if (key && release) await release(key, event);
      }
    } catch (error) {
      report(error);
    }
  }

  /**
   * @param {import("qiscus-wasm").WebhookEvent} event
   * @param {import("qiscus-wasm").Issue[]} ignored
   * @param {import("qiscus-wasm").WebhookContext} context
   */
  async function tell(event, ignored, context) {
    if (ignored.length > 0) await onIgnored?.(ignored, event);
    await onEvent(event, context);
  }

  /**
   * The end of a task, or of its time: then the sender is answered 500, and delivers again. What the task fails with later is
   * reported too.
   * @param {Promise<void>} task
   * @param {AbortSignal} signal
   */
  function inTime(task, signal) {
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      task.then(resolve, (error) => {
        if (signal.aborted && error !== signal.reason) report(error);
        reject(error);
      });
    });
  }

  /**
   * The answer to a request that brings no event. What others throw is not shown.
   * @param {unknown} error
   */
  function refused(error) {
    const own = isQiscusError(error) ? error : refusal("unreadable", NAME, 0);
    const { code, message, issues } = own;
    const answered = core.status(code, Object.hasOwn(own, "status") ? own.status : undefined);
    const headers = answered === 405 ? { allow: "POST" } : undefined;
    return Response.json({ ok: false, code, message, issues }, { status: answered, headers });
  }

  return async (request) => {
    assertRequest(request, NAME);
    const { late, signal, clear } = deadline(timeout);
    try {
      const receiving = receive(request, signal);
      // Once it is too late, its own error is of no interest.
      receiving.catch(() => {});
      const [event, ignored] = await Promise.race([receiving, late]);
      const done = await Promise.race([handle(event, ignored, { request, signal }), late]).catch(report);
      return done ? Response.json(done) : refused(refusal("not_handled", NAME, 0));
    } catch (error) {
      const response = refused(error);
      if (response.status === 500) report(error);
      return response;
    } finally {
      clear();
    }
  };
}
