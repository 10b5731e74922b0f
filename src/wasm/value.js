// What the walker asks of JavaScript values, a column at a time. The numbers are those of `Kind` in src/shape/kind.rs.

const LITERAL = 16;

export function kindOf(value, literals = []) {
  switch (typeof value) {
    case "string": {
      const index = literals.indexOf(value);
      return index < 0 ? 6 : LITERAL + index;
    }
    case "number":
      return Number.isSafeInteger(value) ? 3 : Number.isInteger(value) ? 4 : Number.isFinite(value) ? 5 : 11;
    case "object":
      if (value === null) return 1;
      if (Array.isArray(value)) return 7;
      for (const _ in value) return 8;
      return 9;
    case "boolean":
      return 2;
    case "undefined":
      return 0;
    case "function":
      return 10;
    case "bigint":
      return 12;
    default:
      return 13;
  }
}

/** What columns there are under an address in the module: the name of each, or undefined for the row itself. */
const known = new Map();

export function width(columns) {
  return known.get(columns)?.length ?? 0;
}

/** Adds a column, with the strings that are to be told apart in it: a list with a comma behind each. */
export function addColumn(columns, name, literals) {
  known.set(columns, [...(known.get(columns) ?? []), { name, literals: literals.split(",").slice(0, -1) }]);
}

/** Writes a byte for each row and column: the kind of that field, or of the row itself where a name is undefined. */
export function kinds(rows, start, end, columns, out) {
  let at = 0;
  for (let row = start; row < end; row++) {
    const value = rows[row];
    for (const { name, literals } of known.get(columns)) {
      try {
        out[at] = kindOf(name === undefined ? value : value[name], literals);
      } catch {
        out[at] = 14; // a getter that throws
      }
      at++;
    }
  }
}

export function pick(rows, name, picked) {
  return Array.from(picked, (row) => (name === undefined ? rows[row] : rows[row]?.[name]));
}

export function items(lists, lengths) {
  lists.forEach((list, row) => (lengths[row] = list.length));
  return lists.flat();
}

export function emptyLists(rows, name, picked) {
  for (const row of picked) rows[row][name] = [];
}

export function text(value) {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

export function texts(list) {
  return list.map(text);
}

/**
 * The parameters as plain data, so that what is checked is what is sent. Every property is read once.
 * Returns the copy; where a property can't be read or is no JSON, also its name and what was thrown.
 */
export function copyParams(params) {
  return copy(params, asJson);
}

/** The options, with headers of any form as an object, and lists of their own. */
export function copyOptions(options) {
  return copy(options, (value, key) => {
    if (key === "headers") return asRecord(value);
    if (key === "extraParams") return asJson(value);
    return Array.isArray(value) ? [...value] : value;
  });
}

function copy(source, convert) {
  if (typeof source !== "object" || source === null || Array.isArray(source)) return [source];
  const target = Object.create(null);
  for (const key of Object.keys(source)) {
    try {
      target[key] = convert(source[key], key);
    } catch (cause) {
      return [target, key, cause];
    }
  }
  return [target];
}

/** What JSON has of an object; anything else as it is. */
export function asJson(value) {
  if (typeof value !== "object" || value === null) return value;
  const copy = JSON.parse(JSON.stringify(value));
  // A Date becomes a string in JSON, but a caller who gives a Date for a string is mistaken.
  if (typeof copy !== "object" || copy === null) throw new TypeError("it is no plain object");
  return copy;
}

function asRecord(headers) {
  if (typeof headers !== "object" || headers === null) return headers;
  return Object.fromEntries(typeof headers[Symbol.iterator] === "function" ? headers : Object.entries(headers));
}
