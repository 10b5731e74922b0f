// Checks a payload as a server would: its signature, its JSON, its schema, and what the handler answers.
import { isQiscusError, safeValidateWebhook, verifyWebhookSignature, webhookHandler } from "qiscus-wasm";
import { messageOf } from "../error.js";
import { placeOf, scan } from "./json.js";

const SIGNATURE = "qiscus-sdk-signature";

/** The issues of a payload by their places: `{ kind: "bad" | "warn", start, end, path, text }`, in the order of the text. */
export function inspect(text) {
  const { places, error, tokens } = scan(text);
  if (error) return { tokens, marks: [{ kind: "bad", path: "", text: error.message, ...error }] };
  const lenient = safeValidateWebhook(text);
  const issues = lenient.ok ? [] : lenient.issues;
  const known = new Set(issues.map(({ path }) => path));
  // An invalid payload doesn't list what would be ignored; a strict check does.
  const strict = safeValidateWebhook(text, { strict: true });
  const ignored = strict.ok ? [] : strict.issues.filter(({ path }) => !known.has(path));
  const marks = [...issues.map(mark("bad")), ...ignored.map(mark("warn"))].sort((a, b) => a.start - b.start);
  return { tokens, marks };

  function mark(kind) {
    return ({ path, expected, received }) => {
      const { start, end, missing } = placeOf(places, path) ?? { start: 0, end: 0, missing: path };
      // A missing value is marked where its object begins.
      const place = { start, end: missing ? start + 1 : end };
      const problem = missing ? `${missing} is missing, expected ${expected}` : `expected ${expected}`;
      const result =
        kind === "warn" ? `${leftOut(lenient.ok ? lenient.event : undefined, path)}left out` : `received ${received}`;
      return { kind, path, text: kind === "bad" && missing ? problem : `${problem}, ${result}`, ...place };
    };
  }
}

/** What is left out because of an issue, where that is more than the value at hand: `payload `. */
function leftOut(event, path) {
  const keys = path.split(/\.|\[|\]\.?/).filter((key) => key !== "");
  let value = event;
  for (const [at, key] of keys.entries()) {
    value = value?.[key];
    if (value === undefined) return event && at < keys.length - 1 ? `${key} ` : "";
  }
  return "";
}

/** What the signature is worth: `{ ok, text }`. */
export function verify(text, signature, key) {
  if (key === "") return { ok: null, text: "Not checked: no key" };
  try {
    verifyWebhookSignature(text, signature, key);
    return { ok: true, text: "Valid for these bytes" };
  } catch (error) {
    if (!isQiscusError(error) || error.code !== "invalid_signature") throw error;
    return { ok: false, text: signature === "" ? "Missing" : "Wrong for these bytes" };
  }
}

/** The answer of a real handler: `{ status, body, event?, ignored }`, or `{ problem }` where this can't be sent. */
export async function answer(text, signature, key) {
  let event;
  const ignored = [];
  const handler = webhookHandler({
    ...(key === "" ? {} : { signatureKey: key }),
    onEvent(received) {
      event = received;
    },
    onIgnored: (issues) => void ignored.push(...issues),
  });
  const headers = { "content-type": "application/json" };
  if (signature !== "") headers[SIGNATURE] = signature;
  let request;
  try {
    request = new Request("http://localhost/webhook", { method: "POST", headers, body: text });
  } catch (error) {
    return { problem: messageOf(error) };
  }
  const response = await handler(request);
  return { status: response.status, body: await response.text(), event, ignored };
}

/** The verdict as `{ tone, text }`. */
export function verdict({ status, problem }, marks) {
  if (problem) return { tone: "bad", text: `This can’t be sent: ${problem}` };
  const bad = marks.filter(({ kind }) => kind === "bad").length;
  const ignored = marks.length - bad;
  const count = (number, noun) => (number > 0 ? [`${number} ${noun}${number === 1 ? "" : "s"}`] : []);
  const parts = [...count(bad, "issue"), ...count(ignored, "ignored field")];
  if (status === 401) parts.unshift("the signature isn’t that of these bytes");
  const text = `The handler answers ${status}: ${parts.join(", ") || "a valid event"}`;
  return { tone: status >= 400 ? "bad" : ignored > 0 ? "warn" : "ok", text };
}
