// A webhook handler for every platform that speaks fetch.

import { checkOptions, signWebhook, validateWebhook, verifyWebhookSignature } from "./webhook.js";
import { QiscusError, isQiscusError } from "#error";

const STATUS = { invalid_webhook: 400, invalid_signature: 401 };

export function webhookHandler(options) {
  const checked = checkOptions(options, webhookHandler);
  const { signatureKey: keys, onEvent, claim, release, maxBytes = 2 ** 20, timeout = 30_000, onError = console.error } = checked;

  // What `onError` itself does wrong is nobody's matter.
  const report = (error) => void (async () => onError(error))().catch(() => {});

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
    if (typeof request?.headers?.get !== "function") throw refusal(500, NO_REQUEST);
    const controller = new AbortController();
    const { signal } = controller;
    let timer;
    const late = new Promise((_, reject) => {
      const end = () => reject(refusal(408, `not done within ${timeout} ms`, "timeout"));
      if (timeout > 0) timer = setTimeout(end, Math.min(timeout, 2 ** 31 - 1));
    });
    late.catch((error) => controller.abort(error));
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
      clearTimeout(timer);
    }
  };
}

const NO_REQUEST =
  "webhookHandler got no Request, wrap it: nodeHandler of qiscus-wasm/node, or lambdaHandler of qiscus-wasm/lambda";

const refusal = (status, message, code = "invalid_request") => new QiscusError(message, { code, status });

const tooLarge = (maxBytes) => refusal(413, `the body has more than ${maxBytes} bytes`);

/** The answer to a request that brings no event. Of what others throw nothing is told. */
function refused(error) {
  const own = isQiscusError(error) ? error : { code: "internal", message: "the request could not be read" };
  const { code, message, issues } = own;
  const status = (Object.hasOwn(own, "status") ? own.status : STATUS[code]) ?? 500;
  return Response.json({ ok: false, code, message, issues }, { status, headers: status === 405 ? { allow: "POST" } : {} });
}

/** Refuses what is no webhook by its head alone. */
function checkHead({ method, headers, body, bodyUsed }, maxBytes) {
  if (method !== "POST") throw refusal(405, `the method is ${method}, expected POST`);
  const type = headers.get("content-type");
  if (type !== null && !/^(application|text)\/([\w.+-]+\+)?json[ \t]*(;|$)/i.test(type)) {
    throw refusal(415, "the content type is another one, expected application/json");
  }
  if (headers.get("content-length") > maxBytes) throw tooLarge(maxBytes);
  if (bodyUsed || body?.locked) {
    throw refusal(500, "the body was read before: give webhookHandler the untouched request, and request.clone() to others");
  }
}

/** The bytes of the body, as many as there may be; kept as bytes, since it may come in as many pieces. */
async function read(body, maxBytes, signal) {
  let bytes = new Uint8Array(body ? Math.min(maxBytes, 4096) : 0);
  let size = 0;
  const reader = body?.getReader();
  // Not awaited: it may never settle.
  const cancel = () => reader?.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", cancel);
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      // Throws for a piece that is no bytes: its size would be none, and the sum no number.
      const end = size + value.subarray().byteLength;
      if (end > maxBytes) throw tooLarge(maxBytes);
      if (end > bytes.length) {
        const larger = new Uint8Array(Math.min(maxBytes, end * 2));
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(value, size);
      size = end;
    }
  } catch (error) {
    cancel();
    throw isQiscusError(error) ? error : refusal(400, "the body could not be read to its end", "network");
  }
  return bytes.subarray(0, size);
}

/** What a comment is known by when it is delivered again: its number, else a digest of the id that its sender gave it. */
function keyOf({ message: { id, unique_temp_id }, room, from }) {
  if (id && id != 0) return `qiscus:comment:${id}`;
  if (unique_temp_id) return `qiscus:comment:${signWebhook(JSON.stringify([`${room.id}`, from.email, unique_temp_id]), "key")}`;
}
