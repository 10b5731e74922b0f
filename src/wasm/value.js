// What the walker asks of JavaScript values, a column at a time. The numbers are those of `Kind` in src/shape/kind.rs.

const LITERAL = 16;
const UNREADABLE = 14;

// Nothing here may throw for what a caller gives, be it a proxy: the module can't catch it, and would be left as it is just then.

function kindOf(value, literals) {
  try {
    return readableKindOf(value, literals);
  } catch {
    return UNREADABLE;
  }
}

function readableKindOf(value, literals) {
  switch (typeof value) {
    case "string": {
      const index = literals === undefined ? -1 : literals.indexOf(value);
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

/**
 * What columns there are under an address in the module: their names, or undefined for the row itself, the literals of each,
 * and the kinds that need no closer look.
 */
const known = new Map();

export function width(columns) {
  return known.get(columns)?.names.length ?? 0;
}

/** Adds a column, with the strings that are to be told apart in it: a list with a comma behind each. */
export function addColumn(columns, name, literals, settled) {
  if (!known.has(columns)) known.set(columns, { names: [], literals: [], settled: [], places: new Map() });
  const added = known.get(columns);
  added.places.set(name, added.names.length);
  added.names.push(name);
  added.literals.push(literals === "" ? undefined : literals.split(",").slice(0, -1));
  added.settled.push(settled);
}

/** The names of fields under their addresses in the module. */
const names = new Map();

export function knows(name) {
  return names.has(name);
}

export function learn(name, text) {
  names.set(name, text);
}

/** Many values, where the core may have one or many. */
class Column {
  #rows;

  constructor(rows) {
    this.#rows = rows;
  }

  // Not by instanceof, which would ask a proxy.
  static rowsOf(values) {
    return #rows in Object(values) ? values.#rows : [values];
  }
}

const { rowsOf } = Column;

export function first(values) {
  return rowsOf(values)[0];
}

export function lengthOf(values) {
  return rowsOf(values).length;
}

/** Writes a byte for each row and column: the kind of that field, or of the row itself where a name is undefined. */
export function kinds(values, start, end, columns, out) {
  const { names, literals } = known.get(columns);
  let at = 0;
  for (const value of rowsOf(values).slice(start, end)) {
    for (let column = 0; column < names.length; column++) {
      const name = names[column];
      try {
        out[at] = kindOf(name === undefined ? value : value[name], literals[column]);
      } catch {
        out[at] = UNREADABLE;
      }
      at++;
    }
  }
}

/** The columns that have a kind which needs a closer look, a bit for each; all bits if a row of fields is no object. */
export function unsettled(values, columns) {
  const { names, literals, settled, places } = known.get(columns);
  const rows = rowsOf(values);
  if (names[0] === undefined) return rows.every((row) => (settled[0] >> kindOf(row, literals[0])) & 1) ? 0 : 1;
  let bits = 0;
  const present = new Array(names.length).fill(0);
  const order = [];
  for (const row of rows) {
    if (typeof row !== "object" || row === null || Array.isArray(row)) return -1;
    // Most rows have the same keys in the same order as the one before: then no key is looked up.
    let at = 0;
    for (const key in row) {
      let next = order[at];
      if (next?.key !== key) next = order[at] = { key, place: places.get(key) };
      at++;
      const { place } = next;
      if (place === undefined) continue;
      present[place]++;
      if (!((settled[place] >> kindOf(row[key], literals[place])) & 1)) bits |= 1 << place;
    }
  }
  for (let place = 0; place < names.length; place++) {
    if (present[place] < rows.length && !(settled[place] & 1)) bits |= 1 << place;
  }
  return bits;
}

export function pick(values, name, picked) {
  const rows = rowsOf(values);
  const found = [];
  for (const row of picked) found.push(name === 0 ? rows[row] : rows[row]?.[names.get(name)]);
  return new Column(found);
}

export function items(lists, lengths) {
  const rows = rowsOf(lists);
  rows.forEach((list, row) => (lengths[row] = list.length));
  return new Column(rows.length === 1 ? rows[0] : rows.flat());
}

export function emptyLists(values, name, picked) {
  for (const row of picked) rowsOf(values)[row][names.get(name)] = [];
}

export function kind(values) {
  return kindOf(first(values));
}

export function field(values, name) {
  return entry(values, names.get(name));
}

export function entry(values, key) {
  try {
    return first(values)?.[key];
  } catch {} // a getter's
}

const asText = (value) => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));

export function text(values) {
  try {
    return asText(first(values));
  } catch {} // what is no JSON
}

export function texts(values) {
  return first(values).map(asText);
}

export function number(values) {
  const value = first(values);
  return typeof value === "number" ? value : NaN;
}

export function keys(values) {
  return Object.keys(first(values));
}

export function unknownKeys(values, columns) {
  const { places } = known.get(columns);
  return keys(values).filter((key) => !places.has(key));
}

/**
 * The parameters as plain data, so that what is checked is what is sent. Every property is read once.
 * Returns the copy; where a property can't be read or is no JSON none, its name and what was thrown.
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
  let key;
  try {
    if (typeof source !== "object" || source === null || Array.isArray(source)) return [source];
    const target = Object.create(null);
    for (key of Object.keys(source)) target[key] = convert(source[key], key);
    return [target];
  } catch (cause) {
    return [undefined, key, cause];
  }
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
