// Calls as JavaScript that can be copied.

const name = /^[A-Za-z_$][\w$]*$/;

/** A value as a literal, on one line. In short, lists of objects are only counted. */
export function literal(value, isShort = false) {
  if (Array.isArray(value)) {
    if (isShort && typeof value[0] === "object") return `[${value.length} ${value.length === 1 ? "item" : "items"}]`;
    return `[${value.map((each) => literal(each, isShort)).join(", ")}]`;
  }
  if (value && typeof value === "object") {
    const given = Object.entries(value).filter(([, each]) => each !== undefined);
    const pairs = given.map(([key, each]) => `${name.test(key) ? key : JSON.stringify(key)}: ${literal(each, isShort)}`);
    return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
  }
  return JSON.stringify(value) ?? "undefined";
}

function callOf(method, args, isShort) {
  const given = args.filter((each) => each !== undefined);
  return `qiscus.${method}(${given.map((each) => literal(each, isShort)).join(", ")})`;
}

export const codeOf = (method, ...args) => callOf(method, args, false);

/** For a glance, not for copying. */
export const shortCodeOf = (method, ...args) => callOf(method, args, true);

const token =
  /(?<=\[)(\d+ items?)(?=\])|("(?:[^"\\]|\\.)*")(\s*:)?|\b(-?\d+(?:\.\d+)?)\b|\b(true|false|null|await|const|for|of|new)\b/g;

/** Splits code or JSON into `[class, text]` for colours; the class is empty for the rest. */
export function tokens(code) {
  const parts = [];
  let end = 0;
  for (const match of code.matchAll(token)) {
    const [all, items, string, colon, number] = match;
    if (match.index > end) parts.push(["", code.slice(end, match.index)]);
    if (string && colon) parts.push(["jk", string], ["", colon]);
    else parts.push([items ? "jc" : string ? "js" : number ? "jn" : "jk", all]);
    end = match.index + all.length;
  }
  if (end < code.length) parts.push(["", code.slice(end)]);
  return parts;
}
