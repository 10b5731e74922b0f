// From bytes to the core's class.

import { Core, initSync } from "#core";
import { QiscusError } from "#error";

/** Instantiates the module, from its bytes or compiled, and returns the class in it. */
export function instantiate(source) {
  try {
    // A module of another realm (Next's edge sandbox) is one too; the glue asks by instanceof, so it is told.
    const compiled = Object.prototype.toString.call(source) === "[object WebAssembly.Module]";
    if (compiled) Object.setPrototypeOf(source, WebAssembly.Module.prototype);
    const module = compiled ? source : new WebAssembly.Module(source);
    // The glue would keep another module, and never start the right one.
    if (WebAssembly.Module.exports(module).length < 5) throw new TypeError("it is not qiscus.wasm");
    initSync({ module });
  } catch (cause) {
    throw new QiscusError(`the WebAssembly module can't be started: ${explain(cause)}`, { code: "internal" }, cause);
  }
  return Core;
}

function explain(cause) {
  if (typeof WebAssembly === "undefined") return "this runtime has no WebAssembly";
  const message = String(cause?.message ?? cause);
  return /unsafe-eval|Content.Security.Policy|disallowed by embedder/i.test(message)
    ? `the page's Content-Security-Policy forbids it, allow 'wasm-unsafe-eval' in script-src (${message})`
    : message;
}
