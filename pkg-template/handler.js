// A webhook handler for every platform that speaks fetch.

import { checkBody, checkRequest, deadline, read, refusal, reporter } from "./request.js";
import { checkOptions, signWebhook, validateWebhook, verifyWebhookSignature } from "./webhook.js";
import { isQiscusError } from "#error";

const NAME = "webhookHandler";
const STATUS = { invalid_webhook: 400, invalid_signature: 401 };

export function webhookHandler(options) {
  const checked = checkOptions(options, webhookHandler);
  const { signatureKey: keys, onEvent, claim, release, maxBytes = 2 ** 20, timeout = 30_000, onError = console.error } = checked;

  const report = reporter(onError);

  /** The event that a request brings; throws what the request is refused for. */
  async function receive(request, signal) {
    checkHead(request, maxBytes);
    const body = await read(request.body, maxBytes, signal);
    if (keys !== undefined) verifyWebhookSignature(body, request.headers.get("qiscus-sdk-signature"), keys);
    return validateWebhook(body);
  }

  /** Has an event handled, unless it was before, and says what to answer. What goes wrong is told at once, and only once. */
  async function handle(event, context) {
    try {
      const key = claim && keyOf(event.payload);
      if (key && !(await claim(key, event))) return { ok: true, duplicate: true };
      try {
        // The claim may have taken longer than there was time.
        context.signal.throwIfAborted();
        await onEvent(event, context);
        return { ok: true };
      } catch (error) {
        if (!context.signal.aborted || error !== context.signal.reason) report(error);
        if (key && release) await release(key, event);
      }
    } catch (error) {
      report(error);
    }
  }

  return async (request) => {
    checkRequest(request, NAME);
    const { late, signal, clear } = deadline(timeout);
    try {
      const receiving = receive(request, signal);
      // Once it is too late, nobody asks any more what the body was.
      receiving.catch(() => {});
      const event = await Promise.race([receiving, late]);
      const done = await Promise.race([handle(event, { request, signal }), late]).catch(report);
      return done ? Response.json(done) : refused(refusal(500, "the event was not handled", "internal"));
    } catch (error) {
      const response = refused(error);
      if (response.status === 500) report(error);
      return response;
    } finally {
      clear();
    }
  };
}

/** The answer to a request that brings no event. Of what others throw nothing is told. */
function refused(error) {
  const own = isQiscusError(error) ? error : { code: "internal", message: "the request could not be read" };
  const { code, message, issues } = own;
  const status = (Object.hasOwn(own, "status") ? own.status : STATUS[code]) ?? 500;
  return Response.json({ ok: false, code, message, issues }, { status, headers: status === 405 ? { allow: "POST" } : {} });
}

/** Refuses what is no webhook by its head alone. */
function checkHead(request, maxBytes) {
  if (request.method !== "POST") throw refusal(405, `the method is ${request.method}, expected POST`);
  const type = request.headers.get("content-type");
  if (type !== null && !/^(application|text)\/([\w.+-]+\+)?json[ \t]*(;|$)/i.test(type)) {
    throw refusal(415, "the content type is another one, expected application/json");
  }
  checkBody(request, maxBytes, NAME);
}

/** What a comment is known by when it is delivered again: its number, else a digest of the id that its sender gave it. */
function keyOf({ message: { id, unique_temp_id }, room, from }) {
  if (id && id != 0) return `qiscus:comment:${id}`;
  if (unique_temp_id) return `qiscus:comment:${signWebhook(JSON.stringify([`${room.id}`, from.email, unique_temp_id]), "key")}`;
}
