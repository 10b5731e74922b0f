// What became of a call, in words: for the rows and for the verdict.
import { plural } from "./parts.js";

const byCode = {
  invalid_request: "Invalid parameters, so nothing was sent",
  invalid_options: "Invalid options, so nothing was sent",
  unauthorized: "Not authorized",
  not_found: "Not found",
  rate_limited: "Rate limited by the server",
  rejected: "Rejected by the server",
  server_error: "The server failed",
  network: "No connection",
  timeout: "No response in time",
  aborted: "Aborted",
  invalid_response: "The response can’t be used",
  internal: "A bug in this package",
};

const ownAttempts = ({ attempts }) => attempts.filter(({ isLookup }) => !isLookup);
const lookups = ({ attempts }) => attempts.filter(({ isLookup }) => isLookup);

/** `{ tone, title, text? }`: the tone is `ok`, `warn`, `bad` or `info`. */
export function verdict(entry) {
  const { state, error, isFound, ignored, confirms } = entry;
  const last = entry.attempts.at(-1);
  if (state === "running") return running(entry, last);
  if (state === "failed") {
    const text = error?.message;
    const answered = last?.status ? `The server answered ${last.status}` : "No response";
    const title = error?.code ? (byCode[error.code] ?? error.code) : answered;
    if (error?.outcome === "accepted") return { tone: "warn", title: "Accepted, but the response can’t be used", text };
    if (error?.outcome === "unknown") return { tone: "warn", title: `${unknownTitle(entry)} ${title}.`, text };
    return { tone: "bad", title, text };
  }
  if (isFound) return { tone: "ok", title: "Found on the server", text: "Its response was lost, so the client looked it up." };
  if (lookups(entry).length > 0) return { tone: "ok", title: "It wasn’t there, so it was sent again" };
  if (confirms) return { tone: "ok", title: "Look-up of a comment that may have been delivered" };
  if (ignored.length > 0) return { tone: "warn", title: `Succeeded, and left out ${plural(ignored.length, "optional field")}` };
  const sent = ownAttempts(entry).length;
  return { tone: "ok", title: sent > 1 ? `Succeeded at attempt ${sent}` : "Succeeded" };
}

const unknownTitle = (entry) =>
  lookups(entry).length > 0 ? "Couldn’t find out whether it took effect." : "It may have taken effect.";

function running(entry, last) {
  const tone = "info";
  if (!last) return { tone, title: "Starting" };
  if (last.isLookup) return { tone: "warn", title: "May have been delivered. Checking…" };
  if (last.duration === undefined) return { tone, title: "Waiting for the response" };
  return { tone, title: last.retryAfter ? `Waiting ${last.retryAfter} s, as the server asked` : "Waiting for the next attempt" };
}

/** The note of a row, at most one: `[text, tone]`. */
export function note(entry) {
  const { ignored, confirms, error, isFound } = entry;
  if (ignored.length > 0) return [`${ignored.length} ignored`, "warn"];
  if (confirms) return ["confirm", ""];
  if (error?.outcome === "unknown" || error?.outcome === "accepted") return [error.outcome, ""];
  if (lookups(entry).length > 0 && !isFound) return [entry.state === "running" ? "checking" : "sent again", ""];
  const sent = ownAttempts(entry).length;
  return sent > 1 ? [plural(sent, "attempt"), ""] : undefined;
}

/** The status of a row: `[text, tone]`. */
export function status(entry) {
  const { error, attempts } = entry;
  if (error?.code === "aborted") return ["aborted", "warn"];
  if (entry.state === "done" && entry.isFound) return ["found", "ok"];
  const last = ownAttempts(entry).at(-1) ?? attempts.at(-1);
  if (!last) return ["not sent", "bad"];
  const unsure = error?.outcome === "unknown" || error?.outcome === "accepted";
  if (last.status === undefined || (last.error && entry.state === "failed")) {
    return error?.outcome === "not_sent" ? ["not sent", "bad"] : ["no reply", unsure || !error?.code ? "warn" : "bad"];
  }
  if (entry.state === "failed") return [String(last.status), unsure ? "warn" : "bad"];
  return [String(last.status), last.status < 400 ? "ok" : "bad"];
}

/** The tone of an attempt's bar. */
export function toneOf({ isLookup, status: code, error, duration }) {
  if (duration === undefined) return "info";
  if (isLookup) return error || code >= 400 ? "warn" : "info";
  if (error || code === undefined) return "warn";
  return code < 400 ? "ok" : "bad";
}
