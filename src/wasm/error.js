// The error that users see.

import { endAll } from "./platform.js";
import { deeper } from "./value.js";

const BRAND = Symbol.for("qiscus-wasm.QiscusError");

/** Whether a value is a QiscusError, also one of another realm or of a second copy of this package. */
export function isQiscusError(value) {
  return typeof value === "object" && value !== null && value[BRAND] === true;
}

export class QiscusError extends Error {
  /** `cause` is what the platform threw: left out where nothing was, since that can be undefined too. */
  constructor(message, details, ...cause) {
    super(message, cause.length > 0 ? { cause: cause[0] } : undefined);
    Object.assign(this, details);
  }

  get [BRAND]() {
    return true;
  }

  get name() {
    return "QiscusError";
  }

  /** For loggers, which would leave out the message. */
  toJSON() {
    return { name: this.name, message: this.message, ...this };
  }

  // A class that extends this one keeps the usual test.
  static [Symbol.hasInstance](value) {
    const base = Object.hasOwn(this.prototype, BRAND);
    return base ? isQiscusError(value) : Function.prototype[Symbol.hasInstance].call(this, value);
  }
}

/** The error of a call. A server may have repeated the secret: it is taken out of what the server said. */
export function qiscusError(json, secret, hasCause, cause) {
  const details = { __proto__: null, ...JSON.parse(json) };
  const { message } = details;
  delete details.message;
  const clean = secret ? cleaner(secret) : (text) => text;
  for (const name of ["apiMessage", "body"]) if (name in details) details[name] = clean(details[name]);
  details.detailedMessages &&= details.detailedMessages.map(clean);
  for (const issue of details.issues ?? []) for (const name of Object.keys(issue)) issue[name] = clean(issue[name]);
  details.fieldErrors &&= Object.fromEntries(Object.entries(details.fieldErrors).map((pair) => pair.map(clean)));
  // What an engine says of text that is no JSON quotes it: it is asked again, of the text without the secret.
  if (secret && "body" in details && isSyntaxError(cause)) [hasCause, cause] = complaint(details.body);
  return new QiscusError(shortened(clean(message)), details, ...(hasCause ? [cause] : []));
}

/** A proxy can throw when it is asked. */
function isSyntaxError(thrown) {
  try {
    return thrown instanceof SyntaxError;
  } catch {
    return false;
  }
}

function complaint(text) {
  try {
    JSON.parse(text);
    return [false];
  } catch (cause) {
    return [true, cause];
  }
}

/** A server may say more than fits into a log. All of it is in `apiMessage` and the like. */
const shortened = (text) => (text.length > 3000 ? `${text.slice(0, 2000)} … ${text.slice(-1000)}` : text);

/** Takes a secret out of a text, however a server writes it there, and where the text was cut in the middle of it. */
export function cleaner(secret) {
  const json = JSON.stringify(secret).slice(1, -1);
  const uri = encodeURIComponent(secret);
  const escaped = (text, set) => text.replace(set, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const forms = new Set([
    secret,
    json,
    // As PHP, Go and Rails have it.
    escaped(json.replaceAll("/", "\\/"), /[^ -~]/g),
    escaped(json, /[<>&]/g),
    uri,
    uri.replace(/%../g, (code) => code.toLowerCase()),
    // A form, and a page.
    uri.replace(/[!'()~]/g, escape).replaceAll("%20", "+"),
    secret.replace(/[&<>"']/g, (it) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39" }[it]};`),
  ]);
  return (text) => {
    for (const form of forms) text = text.replaceAll(form, "[redacted]");
    for (const form of forms) {
      for (let length = form.length - 1; length > 3; length--) {
        if (text.endsWith(form.slice(0, length))) return `${text.slice(0, -length)}[redacted]`;
      }
    }
    return text;
  };
}

/** What the module returned; throws it if it is an error. */
export function checked(result) {
  if (isQiscusError(result)) throw result;
  return result;
}

let panic;

/** The hook of the module's panics. */
export function panicked(what) {
  panic = new QiscusError(`a fault of qiscus-wasm: ${what}`, { code: "internal" });
}

/** Throws if the module has panicked: what is in its memory then can't be trusted. */
export function alive() {
  if (panic !== undefined) throw panic;
}

/**
 * The same where the caller's stack goes on into the module. Throws if it is nearly full, too: were it to end inside the
 * module, that would be left as it is just then.
 */
export function ready() {
  alive();
  deeper(170, () => {});
}

/** What is thrown to a caller for what the module threw, with a stack that begins at the caller. */
export function thrown(error, caller) {
  if (!isQiscusError(error)) {
    // A trap: of a panic that has said why, or of something worse.
    if (error instanceof WebAssembly.RuntimeError) {
      panic ?? panicked(error.message);
      endAll();
    }
    return panic ?? new QiscusError(`a fault of qiscus-wasm: ${error?.message}`, { code: "internal" }, error);
  }
  Error.captureStackTrace?.(error, caller);
  return error;
}
