// Copies, so that what was validated is what is used. Every property is read once.

import { deeper } from "./life.js";

/** @import { Masks } from "./value.js" */

/**
 * The parameters as plain data, of at most so many characters. Throws the key that can't be read or isn't JSON, and why; or the
 * one that brings too many.
 * @param {unknown} params
 * @param {number} most
 */
export const copyParams = (params, most) => copy(params, Object.keys, (value, key, count) => asJson(value, count), most);

/**
 * The options, of at most so many characters, with headers of any form as an object, and lists of their own. Those that the
 * schema knows may be inherited or not listed, as a class's getters are: a key for signatures that is overlooked would let
 * everything in.
 * @param {unknown} options
 * @param {Masks} masks
 * @param {number} most
 */
export function copyOptions(options, { model }, most) {
  const names = model?.names ?? [];
  const keysOf = (/** @type {object} */ object) => [...Object.keys(object), ...names.filter((name) => has(object, name))];
  const convert = (/** @type {unknown} */ value, /** @type {string} */ key, /** @type {Count} */ count) => {
    if (key === "headers") return asRecord(value, count);
    if (key === "extraParams") return asJson(value, count);
    return Array.isArray(value) ? [...value] : value;
  };
  return copy(options, keysOf, convert, most);
}

/** @typedef {(characters: number) => void} Count */

const TOO_LARGE = new RangeError("too large");

/**
 * Whether an object has a property, or what it is made from, but for what all objects have.
 * @param {any} object
 * @param {string} name
 * @returns {boolean}
 */
const has = (object, name) =>
  object !== null && object !== Object.prototype && (Object.hasOwn(object, name) || has(Object.getPrototypeOf(object), name));

/**
 * @param {any} source
 * @param {(object: object) => string[]} keysOf
 * @param {(value: any, key: string, count: Count) => unknown} convert
 * @param {number} most
 */
function copy(source, keysOf, convert, most) {
  let path;
  let left = most;
  const count = (/** @type {number} */ characters) => {
    left -= characters;
    if (left < 0) throw TOO_LARGE;
  };
  try {
    if (typeof source !== "object" || source === null || Array.isArray(source)) return source;
    assertRecord(source);
    /** @type {[string, unknown][]} */
    const entries = [];
    for (path of new Set(keysOf(source))) {
      const value = convert(source[path], path, count);
      count(path.length + (typeof value === "string" ? value.length : 0));
      entries.push([path, value]);
    }
    // Not Object.create(null), whose keys are slow to go through.
    return Object.fromEntries(entries);
  } catch (cause) {
    throw { path, isTooLarge: cause === TOO_LARGE, is: cause instanceof Foreign ? cause.name : undefined, cause };
  }
}

/** An object that has nothing to list, or nothing that is meant: a Map, a Promise, an AbortSignal. */
class Foreign extends Error {
  /** @param {object} object */
  constructor(object) {
    super();
    this.name = Object.prototype.toString.call(object).slice(8, -1);
  }
}

/**
 * Of any class, of no class, or a module.
 * @param {object} object
 */
function assertRecord(object) {
  if (!/ (Object|Module)]$/.test(Object.prototype.toString.call(object))) throw new Foreign(object);
}

/**
 * What JSON has of an object; anything else as it is.
 * @param {unknown} value
 * @param {Count} [count]
 */
export function asJson(value, count) {
  if (typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value) && typeof (/** @type {any} */ (value).toJSON) !== "function") assertRecord(value);
  // Deeper than any part of it is written again later: what can be now, can be then.
  const text = deeper(30, () => JSON.stringify(value));
  count?.(text?.length ?? 0);
  const copy = JSON.parse(text);
  // A Date becomes a string in JSON, but a caller who gives a Date for a string is mistaken.
  if (typeof copy !== "object" || copy === null) throw new Foreign(value);
  return copy;
}

/**
 * @param {any} headers
 * @param {Count} count
 */
function asRecord(headers, count) {
  if (typeof headers !== "object" || headers === null) return headers;
  const entries = [...(typeof headers[Symbol.iterator] === "function" ? headers : Object.entries(headers))];
  for (const [name, value] of entries) count(String(name).length + (typeof value === "string" ? value.length : 0));
  return Object.fromEntries(entries);
}

/**
 * Whether a value is an object of no class: all that it has is its own, and listed. Of another realm, too.
 * @param {any} value
 */
export function isPlain(value) {
  try {
    if (typeof value !== "object" || value === null) return false;
    const above = Object.getPrototypeOf(value);
    const isOfNone = above === null || (Object.getPrototypeOf(above) === null && Object.hasOwn(above, "isPrototypeOf"));
    return isOfNone && Object.getOwnPropertyNames(value).length === Object.keys(value).length;
  } catch {
    return false;
  }
}
