// What the core asks of JavaScript values. Nothing here decides whether a value is right, and nothing throws for what a caller
// gives, be it a proxy: the module can't catch it, and would be left in the middle of something.

// The numbers of the kinds are the core's (`Kind` in src/schema/kind.rs).
let /** @type {number} */ MISSING, /** @type {number} */ NULL, /** @type {number} */ BOOLEAN, /** @type {number} */ INTEGER;
let /** @type {number} */ LARGE, /** @type {number} */ NUMBER, /** @type {number} */ STRING, /** @type {number} */ ARRAY;
let /** @type {number} */ OBJECT, /** @type {number} */ EMPTY, /** @type {number} */ FUNCTION, /** @type {number} */ NOT_FINITE;
let /** @type {number} */ BIG_INT, /** @type {number} */ SYMBOL, /** @type {number} */ UNREADABLE;

/**
 * Called when the module starts.
 * @param {Record<string, number>} kinds the number of each kind, by the name that issues give it
 */
export function defineKinds(kinds) {
  ({
    nothing: MISSING,
    null: NULL,
    boolean: BOOLEAN,
    integer: INTEGER,
    "integer beyond 2^53": LARGE,
    number: NUMBER,
    string: STRING,
    array: ARRAY,
    object: OBJECT,
    "empty object": EMPTY,
    function: FUNCTION,
    "number that is not finite": NOT_FINITE,
    bigint: BIG_INT,
    symbol: SYMBOL,
    "getter that throws": UNREADABLE,
  } = kinds);
}

/** Whether somebody has given keys to all objects. */
let polluted = false;

/**
 * The kind of a value; throws what a proxy throws.
 * @param {unknown} value
 */
function kindOf(value) {
  switch (typeof value) {
    case "string":
      return STRING;
    case "number":
      return Number.isSafeInteger(value)
        ? INTEGER
        : Number.isInteger(value)
          ? LARGE
          : Number.isFinite(value)
            ? NUMBER
            : NOT_FINITE;
    case "object":
      if (value === null) return NULL;
      if (Array.isArray(value)) return ARRAY;
      for (const key in value) if (!polluted || Object.hasOwn(value, key)) return OBJECT;
      return EMPTY;
    case "boolean":
      return BOOLEAN;
    case "undefined":
      return MISSING;
    case "function":
      return FUNCTION;
    case "bigint":
      return BIG_INT;
    default:
      return SYMBOL;
  }
}

/** @param {unknown} value */
export function kind(value) {
  try {
    lookForPollution();
    return kindOf(value);
  } catch {
    return UNREADABLE;
  }
}

function lookForPollution() {
  polluted = false;
  for (const _ in {}) polluted = true;
}

// Which parts of a value need a closer look, by the kinds that settle each field (src/schema/masks.rs).

/**
 * A schema as this file uses it: a bit for each kind that is `settled`, or `open` if all children are.
 * @typedef {{
 *   settled: number,
 *   open: number,
 *   strings: string[],
 *   items?: Masks,
 *   model?: Model,
 *   required: number,
 *   anyString: boolean,
 * }} Masks
 * @typedef {{ key: string, place: number, masks: Masks }} Field
 * @typedef {{
 *   names: string[],
 *   fields: Map<string, Field>,
 *   variants: Map<unknown, Field[]>,
 *   required: number,
 *   closed: boolean,
 *   order: { key: string, field: Field }[],
 * }} Model
 */

/**
 * @param {any} schema what `Schema::masks` gives
 * @returns {Masks}
 */
export function prepare({ settled, open, strings, items, model, required = 0 }) {
  const anyString = ((settled >> STRING) & 1) === 1;
  return { settled, open, strings, required, anyString, items: items && prepare(items), model: model && prepareModel(model) };
}

/**
 * @param {{ names: string[], fields: unknown[], variants?: unknown[][], closed?: unknown }} model
 * @returns {Model}
 */
function prepareModel({ names, fields, variants = [], closed }) {
  const all = fields.map((schema, place) => ({ key: names[place], place, masks: prepare(schema) }));
  const byType = new Map();
  variants.forEach((added, at) => {
    const tag = all[all.length - 1].masks;
    const of = added.map((schema, place) => ({
      key: names[all.length + place],
      place: all.length + place,
      masks: prepare(schema),
    }));
    byType.set(tag.strings[at], of);
    if (at === 0 && tag.required === 0) byType.set(undefined, of);
  });
  return {
    names,
    fields: new Map(all.map((field) => [field.key, field])),
    variants: byType,
    required: all.reduce((sum, { masks }) => sum + masks.required, 0),
    closed: closed !== undefined,
    // The known keys of the last object.
    order: [],
  };
}

/**
 * The children of a value that need a closer look, by their places; `undefined` if there are none. See `AnyValue::unsettled`.
 * @param {any} value
 * @param {Masks} masks
 * @returns {number[] | undefined}
 */
export function unsettled(value, { items, model }) {
  /** @type {number[]} */
  const found = [];
  try {
    lookForPollution();
    if (items !== undefined && Array.isArray(value)) areItemsSettled(value, items, found);
    else if (model !== undefined) areFieldsSettled(value, model, found);
  } catch {
    // A proxy, or a getter that throws: the core looks at each by itself.
    return Array.from({ length: (model?.names ?? value).length + 1 }, (_, place) => place);
  }
  return found.length > 0 ? found : undefined;
}

/**
 * @param {any} value
 * @param {Masks} masks
 * @returns {boolean}
 */
function isSettled(value, { settled, open, strings, items, model }) {
  const kind = 1 << kindOf(value);
  if ((settled & kind) !== 0) return true;
  if ((open & kind) !== 0) {
    if (items !== undefined && kind === 1 << ARRAY) return areItemsSettled(value, items);
    return model !== undefined && areFieldsSettled(value, model);
  }
  return typeof value === "string" && strings.includes(value);
}

/**
 * Stops at the first one that isn't, or puts the places of all such into `found`.
 * @param {unknown[]} list
 * @param {Masks} masks
 * @param {number[]} [found]
 */
function areItemsSettled(list, masks, found) {
  // A loop, which is a fifth faster than every().
  for (let at = 0; at < list.length; at++) {
    if (isSettled(list[at], masks)) continue;
    if (found === undefined) return false;
    found.push(at);
  }
  return true;
}

/**
 * @param {any} object
 * @param {Model} model
 * @param {number[]} [found]
 */
function areFieldsSettled(object, { names, fields, variants, required, closed, order }, found) {
  let seen = 0;
  let at = 0;
  for (const key in object) {
    if (polluted && !Object.hasOwn(object, key)) continue;
    // Most objects have the known keys in the order of the one before: then those are not looked up.
    let next = order[at];
    if (next?.key !== key) {
      const field = fields.get(key);
      if (field === undefined) {
        if (!closed || names.includes(key)) continue;
        if (found === undefined) return false;
        found.push(names.length);
        continue;
      }
      next = order[at] = { key, field };
    }
    at++;
    const { place, masks } = next.field;
    const value = object[key];
    seen += masks.required;
    // Most values are strings, and strings all that they may be.
    if ((masks.anyString && typeof value === "string") || isSettled(value, masks)) continue;
    if (found === undefined) return false;
    found.push(place);
  }
  if (seen < required) {
    if (found === undefined) return false;
    for (const { key, place, masks } of fields.values())
      if (masks.required === 1 && !Object.hasOwn(object, key)) found.push(place);
  }
  if (variants.size === 0) return true;
  for (const { key, place, masks } of variants.get(property(object, "type")) ?? []) {
    if (isSettled(property(object, key), masks)) continue;
    if (found === undefined) return false;
    found.push(place);
  }
  return true;
}

/**
 * @param {any} value
 * @param {string} key
 */
export function property(value, key) {
  try {
    return value != null && Object.hasOwn(value, key) ? value[key] : undefined;
  } catch {} // a getter's
}

/**
 * @param {any} list
 * @param {number} at
 */
export function item(list, at) {
  try {
    return list[at];
  } catch {}
}

/**
 * The items of an array; the characters (code points) of a string, without a copy of them.
 * @param {string | unknown[]} value
 */
export function sizeOf(value) {
  if (typeof value !== "string") return Array.isArray(value) ? value.length : 0;
  let size = 0;
  for (const _ of value) size++;
  return size;
}

/**
 * A string as it is, an object or an array as JSON.
 * @param {any} value
 */
export function text(value) {
  try {
    return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  } catch {} // what isn't JSON
}

/** @param {any} value */
export const number = (value) => (typeof value === "number" ? value : NaN);

/** @param {any} object */
export function keys(object) {
  try {
    return Object.keys(object);
  } catch {
    return [];
  }
}

/**
 * @param {any} object
 * @param {string} key
 */
export const remove = (object, key) => void delete object[key];

/**
 * @param {any} object
 * @param {string} key
 * @param {unknown} value
 */
export const set = (object, key, value) => {
  object[key] = value;
};

/**
 * @param {any} object
 * @param {string} key
 */
export const setEmptyArray = (object, key) => {
  object[key] = [];
};
