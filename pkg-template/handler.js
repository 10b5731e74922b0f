// A webhook handler for every platform that speaks fetch.

import { checkOptions, validateWebhook, verifyWebhookSignature } from "./webhook.js";
import { QiscusError } from "#error";

const STATUS = { invalid_webhook: 400, invalid_signature: 401 };

export function webhookHandler(options) {
  checkOptions(options, webhookHandler);
  const { signatureKey, onEvent, claim, release, maxBytes = 2 ** 20, timeout = 30_000, onError = console.error } = options;
  const keys = signatureKey === undefined ? undefined : [signatureKey].flat();

  // What `onError` itself does wrong is nobody's matter.
  const report = (error) => void (async () => onError(error))().catch(() => {});

  /** The event that a request brings; throws what the request is refused for. */
  async function receive(request, late) {
    checkHead(request, maxBytes);
    const body = await read(request, maxBytes, late);
    if (keys) verifyWebhookSignature(body, request.headers.get("qiscus-sdk-signature"), keys);
    return validateWebhook(body);
  }

  /** Has an event handled, unless it was before; returns whether it is new. */
  async function handle(event, context) {
    const key = claim && keyOf(event.payload);
    if (key && !(await claim(key, event))) return false;
    try {
      // The claim may have taken longer than there was time.
      context.signal.throwIfAborted();
      await onEvent(event, context);
    } catch (error) {
      if (key && release) await (async () => release(key, event))().catch(report);
      throw error;
    }
    return true;
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
      const event = await receive(request, late);
      const handling = handle(event, { request, signal });
      // What it comes to after the answer is told as well, but not again that it was late.
      late.catch(() => handling.catch((error) => error === signal.reason || report(error)));
      return await Promise.race([handling, late]).then(
        (isNew) => Response.json(isNew ? { ok: true } : { ok: true, duplicate: true }),
        (error) => {
          report(error);
          return refused(refusal(500, "the event was not handled", "internal"));
        },
      );
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

/** The answer to a request that brings no event. */
function refused({ code, message, issues, status = STATUS[code] ?? 500 }) {
  return Response.json({ ok: false, code, message, issues }, { status, headers: status === 405 ? { allow: "POST" } : {} });
}

/** Refuses what is no webhook by its head alone. */
function checkHead({ method, headers, body, bodyUsed }, maxBytes) {
  if (method !== "POST") throw refusal(405, `the method is ${method}, expected POST`);
  const type = headers.get("content-type");
  if (type !== null && !/^(application|text)\/([\w.+-]+\+)?json *(;|$)/i.test(type)) {
    throw refusal(415, "the content type is another one, expected application/json");
  }
  if (headers.get("content-length") > maxBytes) throw tooLarge(maxBytes);
  if (bodyUsed || body?.locked) {
    throw refusal(500, "the body was read before: give webhookHandler the untouched request, and request.clone() to others");
  }
}

/** The bytes of the body, as many as there may be. */
async function read(request, maxBytes, late) {
  const chunks = [];
  let size = 0;
  const reader = request.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) break;
      // Throws for a chunk that is no bytes: its size would be none, and the sum no number.
      size += value.subarray().byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(value);
    }
  } catch (error) {
    // Not awaited: it may never settle.
    reader.cancel(error).catch(() => {});
    throw error?.status ? error : refusal(400, "the body could not be read to its end", "network");
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** What a comment is known by when it is delivered again: its number, else the id that its sender gave it. */
function keyOf({ message, room, from }) {
  if (message.id && message.id != 0) return `qiscus:comment:${message.id}`;
  if (message.unique_temp_id) return `qiscus:comment:${room.id}:${from.email}:${message.unique_temp_id}`;
}
