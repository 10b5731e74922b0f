// What the core asks of JavaScript values.

// The numbers are those of `Kind` and `Blank` in src/shape.
const MISSING = 0;
const NULL = 1;
const BOOLEAN = 2;
const INTEGER = 3;
const LARGE = 4;
const NUMBER = 5;
const STRING = 6;
const ARRAY = 7;
const OBJECT = 8;
const EMPTY = 9;
const FUNCTION = 10;
const NOT_FINITE = 11;
const BIG_INT = 12;
const SYMBOL = 13;
const UNREADABLE = 14;
const EMPTY_LIST = 1;
const NO_PAYLOAD = 2;

// Nothing here may throw for what a caller gives, be it a proxy: the module can't catch it, and would be left as it is just then.

export const list = (...items) => items;

export function kind(value) {
  try {
    return kindOf(value);
  } catch {
    return UNREADABLE;
  }
}

/** The kind of a value; throws what a proxy throws. */
function kindOf(value) {
  switch (typeof value) {
    case "string":
      return STRING;
    case "number":
      return Number.isSafeInteger(value) ? INTEGER : Number.isInteger(value) ? LARGE : Number.isFinite(value) ? NUMBER : NOT_FINITE;
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

// Whether values are what shapes say. What is wrong with those that aren't is found out by src/shape/check.rs.

/** Whether somebody has given names to all objects. */
let polluted;

/** Shapes by their addresses in the module. */
const shapes = new Map();

export function learnShape(address, json) {
  shapes.set(address, prepared(JSON.parse(json)));
}

/** `literals` and `names` have a comma behind each. */
const split = (words) => words.split(",").slice(0, -1);

function prepared(shape) {
  let { accepts, literals, least = -Infinity, most = Infinity, blank, items, model } = { __proto__: null, ...shape };
  const plain = least === -Infinity && most === Infinity && !items && !model;
  const text = plain && ((accepts >> STRING) & 1) === 1;
  const required = 1 - (accepts & 1);
  items &&= prepared(items);
  model &&= known(model);
  return { plain, text, required, accepts, literals: split(literals), least, most, blank, items, model };
}

function known(model) {
  const of = { __proto__: null, ...model };
  const names = split(of.names);
  const fields = of.fields.map(prepared);
  const tag = of.tag && prepared(of.tag);
  const variants = new Map();
  of.variants?.forEach((shapes, place) => {
    // Theirs are the last names.
    const fields = shapes.map((shape, at) => [names.at(at - shapes.length), prepared(shape)]);
    variants.set(tag.literals[place], fields);
    if (place === 0 && !tag.required) variants.set(undefined, fields);
  });
  return {
    names: new Set(names),
    fields: new Map(fields.map((field, at) => [names[at], field])),
    required: fields.reduce((sum, { required }) => sum + required, 0),
    // The known keys of the last object.
    order: [],
    tag,
    variants,
  };
}

/**
 * Whether a value is what a shape says, with all that it holds, and with `onlyKnown` has no other names than the shape: 1, or
 * 0 if not; 2 where nothing is known under that address. Puts `[]` where a list is `null`.
 */
export function fits(value, address, onlyKnown) {
  const shape = shapes.get(address);
  if (shape === undefined) return 2;
  polluted = false;
  for (const _ in {}) polluted = true;
  try {
    return is(value, shape) && !(onlyKnown && Object.keys(value).some((key) => !shape.model.names.has(key))) ? 1 : 0;
  } catch {
    return 0;
  }
}

function is(value, shape) {
  const kind = kindOf(value);
  if (((shape.accepts >> kind) & 1) === 0) return kind === STRING && shape.literals.includes(value);
  if (shape.plain || value == null) return true;
  const { model, items, least, most } = shape;
  if (typeof value === "object") {
    if (kind !== ARRAY) return model === undefined || (shape.blank === NO_PAYLOAD && kind === EMPTY) || holds(value, model);
    if (value.length < least || value.length > most) return false;
    // A loop, which is a fifth faster than every().
    if (items !== undefined) for (const item of value) if (!is(item, items)) return false;
    return true;
  }
  // Characters are code points.
  const size = typeof value === "string" ? (value.length > most ? sizeOf(value) : value.length) : value;
  return size >= least && size <= most;
}

function holds(object, { fields, order, required, tag, variants }) {
  let found = 0;
  let at = 0;
  for (const key in object) {
    if (polluted && !Object.hasOwn(object, key)) continue;
    // Most objects have the known keys in the order of the one before: then those are not looked up.
    let next = order[at];
    if (next?.key !== key) {
      const field = fields.get(key);
      if (field === undefined) continue;
      next = order[at] = { key, field };
    }
    at++;
    const { field } = next;
    const value = object[key];
    // Most values are strings, and strings all that they may be.
    if (!(field.text && typeof value === "string") && !is(value, field)) return false;
    if (value === null && field.blank === EMPTY_LIST) object[key] = [];
    found += field.required;
  }
  if (found < required) return false;
  if (tag === undefined) return true;
  let { type } = object;
  if (type !== undefined && !Object.hasOwn(object, "type")) type = undefined;
  const variant = variants.get(type);
  if (variant === undefined) return is(type, tag);
  for (const [name, field] of variant) if (!is(entry(object, name), field)) return false;
  return true;
}

/** The items of an array; the characters of a string, without a copy of them. */
export function sizeOf(value) {
  if (typeof value !== "string") return value.length;
  let size = 0;
  for (const _ of value) size++;
  return size;
}

/** The names of fields under their addresses in the module. */
const names = new Map();

export function knows(name) {
  return names.has(name);
}

export function learn(name, text) {
  names.set(name, text);
}

export function field(value, name) {
  return entry(value, names.get(name));
}

export function entry(value, key) {
  try {
    return value != null && Object.hasOwn(value, key) ? value[key] : undefined;
  } catch {} // a getter's
}

export function text(value) {
  try {
    return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  } catch {} // what is no JSON
}

export function texts(list) {
  return list.map(text);
}

export function number(value) {
  return typeof value === "number" ? value : NaN;
}

export function keys(object) {
  return Object.keys(object);
}

/**
 * The parameters as plain data, so that what is checked is what is sent. Every property is read once.
 * Returns the copy; where a property can't be read or is no JSON none, its name and what was thrown.
 */
export function copyParams(params) {
  return copy(params, Object.keys, asJson);
}

/**
 * The options, with headers of any form as an object, and lists of their own. Those that are `known` may be not their own or not
 * listed, as a class's getters are: a key for signatures that is overlooked lets everything in.
 */
export function copyOptions(options, known) {
  const namesOf = (object) => [...Object.keys(object), ...split(known).filter((name) => has(object, name))];
  return copy(options, namesOf, (value, key) => {
    if (key === "headers") return asRecord(value);
    if (key === "extraParams") return asJson(value);
    return Array.isArray(value) ? [...value] : value;
  });
}

/** Whether an object has a name, or what it is made from, but for what all objects have. */
const has = (object, name) =>
  object !== null && object !== Object.prototype && (Object.hasOwn(object, name) || has(Object.getPrototypeOf(object), name));

function copy(source, namesOf, convert) {
  let key;
  try {
    if (typeof source !== "object" || source === null || Array.isArray(source)) return [source];
    const target = Object.create(null);
    for (key of new Set(namesOf(source))) target[key] = convert(source[key], key);
    return [target];
  } catch (cause) {
    return [undefined, key, cause];
  }
}

/** Does something from deeper in the stack: throws if there is no room. The arguments fill it faster than frames do. */
export const deeper = (frames, task) =>
  frames > 0 ? deeper(frames - 1, task, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) : task();

/** What JSON has of an object; anything else as it is. */
export function asJson(value) {
  if (typeof value !== "object" || value === null) return value;
  // Deeper than any part of it is written again later: what can be now, can be then.
  const copy = JSON.parse(deeper(30, () => JSON.stringify(value)));
  // A Date becomes a string in JSON, but a caller who gives a Date for a string is mistaken.
  if (typeof copy !== "object" || copy === null) throw new TypeError("it is no plain object");
  return copy;
}

function asRecord(headers) {
  if (typeof headers !== "object" || headers === null) return headers;
  return Object.fromEntries(typeof headers[Symbol.iterator] === "function" ? headers : Object.entries(headers));
}
