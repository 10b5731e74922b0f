// Errors as sentences.

import { isQiscusError } from "/pkg/index.js";

const advice = {
  invalid_request: () => "Correct that, and try again.",
  rejected: () => "Correct that, and try again.",
  unauthorized: () => "The server behind this page may have a wrong secret key, or doesn't let you.",
  not_found: () => "Sign the users in, and open the room again.",
  rate_limited: ({ retryAfter }) =>
    retryAfter ? `Try again in ${Math.ceil(retryAfter / 1000)} seconds.` : "Try again in a while.",
  server_error: () => "Try again in a while.",
  network: () => "Check that the server of this page is running, then try again.",
  timeout: () => "Try again in a while.",
  invalid_response: () => "The server is not what this page was made for.",
  internal: () => "This is a bug of qiscus-wasm: please report it.",
};

/**
 * What became of an action, why, and what to do.
 *
 * `failed` begins the sentence where the action surely had no effect; `unsure` where it may have had, and then
 * `caution` comes last.
 */
export function sentence(error, { failed, unsure, caution }) {
  if (!isQiscusError(error)) {
    reportError(error);
    return `${failed}, because this page has a bug: ${error?.message ?? error}.`;
  }
  const unknown = error.outcome === "unknown" && unsure !== undefined;
  const parts = [`${unknown ? unsure : failed}: ${error.message}.`, advice[error.code]?.(error)];
  if (unknown) parts.push(caution);
  return parts.filter(Boolean).join(" ");
}
