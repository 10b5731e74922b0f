// The error that users see.

const BRAND = Symbol.for("qiscus-wasm.QiscusError");

/**
 * The fields that the public typings add to an Error.
 * @typedef {Omit<import("qiscus-wasm").QiscusError, keyof Error | "toJSON">} Details
 */

/**
 * Whether a value is a QiscusError, also one of another realm or of a second copy of this package.
 * @param {unknown} value
 * @returns {value is import("qiscus-wasm").QiscusError}
 */
export function isQiscusError(value) {
  try {
    return typeof value === "object" && value !== null && /** @type {any} */ (value)[BRAND] === true;
  } catch {
    return false; // a proxy
  }
}

/**
 * The digest of the error that Next.js throws from `fetch` while it prerenders a page. If the page throws an error with it,
 * Next.js renders the page for each request; any other error fails the build.
 */
const DYNAMIC = "DYNAMIC_SERVER_USAGE";

/**
 * Whether Next.js threw this from `fetch`, instead of sending.
 * @param {any} thrown
 */
export function isDynamicUsage(thrown) {
  try {
    return thrown.digest === DYNAMIC;
  } catch {
    return false;
  }
}

export class QiscusError extends Error {
  /**
   * @param {string} message
   * @param {Details} details
   * @param {unknown[]} cause what the platform threw: left out where it threw nothing, since that can be `undefined` too
   */
  constructor(message, details, ...cause) {
    super(message, cause.length > 0 ? { cause: cause[0] } : undefined);
    Object.assign(this, details);
    if (isDynamicUsage(cause[0])) this.digest = DYNAMIC;
  }

  get [BRAND]() {
    return true;
  }

  // An accessor, so that it isn't listed among an error's own details.
  get name() {
    return /** @type {const} */ ("QiscusError");
  }

  /** For loggers, which would leave out the message. */
  toJSON() {
    return { name: this.name, message: this.message, .../** @type {object} */ (this) };
  }

  // A class that extends this one keeps the usual test.
  /** @param {unknown} value */
  static [Symbol.hasInstance](value) {
    // biome-ignore lint/complexity/noThisInStatic: the class that extends this one
    const base = Object.hasOwn(this.prototype, BRAND);
    // biome-ignore lint/complexity/noThisInStatic: as above
    return base ? isQiscusError(value) : Function.prototype[Symbol.hasInstance].call(this, value);
  }
}
