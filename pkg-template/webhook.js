// The webhook functions. They own no logic: each goes through one door of the core.

import { webhook } from "#core";
import { enter } from "./door.js";

// What is behind the door: src/wasm/webhook.rs.
const VALIDATE = 0;
const SIGN = 1;
const VERIFY = 2;
const CHECK_OPTIONS = 3;

export function validateWebhook(input) {
  return enter(webhook, validateWebhook, VALIDATE, input);
}

export function safeValidateWebhook(input) {
  try {
    return { ok: true, event: validateWebhook(input) };
  } catch (error) {
    if (error.code !== "invalid_webhook") throw error;
    return { ok: false, issues: error.issues };
  }
}

export function signWebhook(rawBody, key) {
  return enter(webhook, signWebhook, SIGN, { rawBody, key });
}

export function verifyWebhookSignature(rawBody, signature, key) {
  // Of a text that is too long to be one, only so much goes into the module's memory.
  if (typeof signature === "string") signature = signature.slice(0, 99);
  return enter(webhook, verifyWebhookSignature, VERIFY, { rawBody, signature, key });
}

/** A copy of the options of a handler; throws what is wrong with them. */
export function checkOptions(options, caller) {
  return enter(webhook, caller, CHECK_OPTIONS, options);
}

/** "payload.room.participants[1].email" as the keys on the way. */
const keys = (path) => (path.match(/[^.[\]]+/g) ?? []).map((key) => (/^\d+$/.test(key) ? Number(key) : key));

export const webhookSchema = {
  "~standard": {
    version: 1,
    vendor: "qiscus-wasm",
    validate(input) {
      const { event, issues } = safeValidateWebhook(input);
      return issues ? { issues: issues.map(({ path, message }) => ({ message, path: keys(path) })) } : { value: event };
    },
  },
};

export function isFromRest(event) {
  return event.type === "post_comment_rest";
}
