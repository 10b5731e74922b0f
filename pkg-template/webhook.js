// The webhook functions: each is one call into the core.

import { signWebhook as sign, validateWebhook as validate, verifyWebhookSignature as verify } from "#core";
import { start } from "#start";
import { enter } from "./life.js";

/** @import { Issue, QiscusError, RawBody, ValidateWebhookOptions, WebhookEvent } from "qiscus-wasm" */

/**
 * @param {unknown} input
 * @param {ValidateWebhookOptions} [options]
 * @returns {WebhookEvent}
 */
export function validateWebhook(input, options) {
  start();
  const [event] = enter(validateWebhook, () => validate(input, options));
  return event;
}

/**
 * @param {unknown} input
 * @param {ValidateWebhookOptions} [options]
 * @returns {{ ok: true, event: WebhookEvent, ignored: Issue[] } | { ok: false, issues: Issue[] }}
 */
export function safeValidateWebhook(input, options) {
  start();
  try {
    const [event, ignored] = enter(safeValidateWebhook, () => validate(input, options));
    return { ok: true, event, ignored };
  } catch (thrown) {
    const error = /** @type {QiscusError} */ (thrown);
    if (error.code !== "invalid_webhook") throw error;
    return { ok: false, issues: /** @type {Issue[]} */ (error.issues) };
  }
}

/**
 * @param {RawBody} rawBody
 * @param {string} key
 */
export function signWebhook(rawBody, key) {
  start();
  return enter(signWebhook, () => sign(rawBody, key));
}

/**
 * @param {RawBody} rawBody
 * @param {string | null | undefined} signature
 * @param {string | readonly string[]} key
 */
export function verifyWebhookSignature(rawBody, signature, key) {
  start();
  // Of a string that is too long to be one, only so much goes into the module's memory.
  const short = typeof signature === "string" ? signature.slice(0, 99) : signature;
  return /** @type {true} */ (enter(verifyWebhookSignature, () => verify(rawBody, short, key)));
}

/**
 * "payload.room.participants[1].email" as the keys on the way.
 * @param {string} path
 */
const keys = (path) => (path.match(/[^.[\]]+/g) ?? []).map((key) => (/^\d+$/.test(key) ? Number(key) : key));

/** @type {typeof import("qiscus-wasm").webhookSchema} */
export const webhookSchema = {
  "~standard": {
    version: 1,
    vendor: "qiscus-wasm",
    validate(input) {
      const result = safeValidateWebhook(input);
      if (result.ok) return { value: result.event };
      return { issues: result.issues.map(({ path, message }) => ({ message, path: keys(path) })) };
    },
  },
};

/**
 * @param {WebhookEvent} event
 * @returns {event is Extract<WebhookEvent, { type: "post_comment_rest" }>}
 */
export const isFromRest = (event) => event.type === "post_comment_rest";
