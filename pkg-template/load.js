// From bytes to a running core.

import { initSync } from "#core";
import { QiscusError } from "./error.js";
import { assertReady } from "./life.js";

let running = false;

/** Whether the core runs; throws if it did, and has failed. */
export function isRunning() {
  assertReady();
  return running;
}

/**
 * Starts the core, if it doesn't run.
 * @param {() => any} source gives the module, as bytes or compiled
 */
export function run(source) {
  if (isRunning()) return;
  instantiate(source);
  running = true;
}

/** @param {() => any} source */
function instantiate(source) {
  try {
    const given = source();
    // A module of another realm (Next's edge sandbox) is one too; the glue asks by instanceof.
    const compiled = Object.prototype.toString.call(given) === "[object WebAssembly.Module]";
    if (compiled) Object.setPrototypeOf(given, WebAssembly.Module.prototype);
    const module = compiled ? given : new WebAssembly.Module(given);
    // The glue would keep another module, and never start the right one.
    if (WebAssembly.Module.exports(module).length < 5) throw new TypeError("it is not qiscus.wasm");
    initSync({ module });
  } catch (cause) {
    throw new QiscusError(`the WebAssembly module can't be started: ${explain(cause)}`, { code: "internal" }, cause);
  }
}

/** @param {any} cause */
function explain(cause) {
  if (typeof WebAssembly === "undefined") return "this runtime has no WebAssembly";
  const message = String(cause?.message ?? cause);
  const reason = reasons.find(({ pattern }) => pattern.test(message))?.reason;
  return reason ? `${reason} (${message})` : message;
}

/** What engines say, in the words of Chromium, Firefox and WebKit, and what it means. */
const reasons = [
  {
    pattern: /unsafe-eval|Content.Security.Policy|blocked by CSP/i,
    reason: "the page's Content-Security-Policy forbids it, allow 'wasm-unsafe-eval' in script-src",
  },
  {
    // What edge runtimes say. Chromium said it of pages too, before it knew that directive.
    pattern: /disallowed by embedder/i,
    reason:
      "this runtime compiles no WebAssembly at run time, so the bundler has to take the export condition workerd or edge-light" +
      ' (Next.js on Cloudflare: serverExternalPackages: ["qiscus-wasm"])',
  },
];
