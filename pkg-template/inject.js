// What the generated glue expects of the platform, where the platform lacks it or doesn't catch. esbuild puts these in place of
// the globals (see xtask/js/bundle.mjs).

import { guarded } from "./life.js";

const platform = globalThis;

// escape() and unescape() are old, but every engine has them: between them lies a byte a character. jsdom has no coders.

export const TextDecoder =
  platform.TextDecoder ??
  class {
    /** @param {Iterable<number>} [bytes] */
    decode(bytes = []) {
      return decodeURIComponent(escape(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
    }
  };

export const TextEncoder =
  platform.TextEncoder ??
  class {
    /** @param {string} text */
    encode(text) {
      const whole = text.replace(/[\ud800-\udfff]/gu, "\ufffd");
      return Uint8Array.from(unescape(encodeURIComponent(whole)), (character) => character.charCodeAt(0));
    }
  };

/** @typedef {new (free: (held: unknown) => void) => FinalizationRegistry<unknown>} Registry */

/** After a trap, what the collector frees would trap again. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: esbuild puts it in the place of the platform's
export const FinalizationRegistry =
  platform.FinalizationRegistry &&
  class extends /** @type {Registry} */ (platform.FinalizationRegistry) {
    /** @param {(held: unknown) => void} free */
    constructor(free) {
      super(guarded(free));
    }
  };

/**
 * Where the futures of the module are polled. By a promise: Jest's fake timers replace the platform's queueMicrotask, and calls
 * would wait for it.
 * @param {() => void} task
 */
export const queueMicrotask = (task) => void Promise.resolve().then(guarded(() => task()));
