// Calls as JavaScript that can be copied.

const name = /^[A-Za-z_$][\w$]*$/;

/** A value as a literal, on one line. */
export function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (value && typeof value === "object") {
    const pairs = Object.entries(value).filter(([, each]) => each !== undefined);
    if (pairs.length === 0) return "{}";
    return `{ ${pairs.map(([key, each]) => `${name.test(key) ? key : JSON.stringify(key)}: ${literal(each)}`).join(", ")} }`;
  }
  return JSON.stringify(value) ?? "undefined";
}

export const codeOf = (method, ...args) =>
  `qiscus.${method}(${args.filter((each) => each !== undefined).map((each) => (typeof each === "string" ? JSON.stringify(each) : literal(each))).join(", ")})`;

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(-?\d+(?:\.\d+)?)\b|\b(true|false|null|await|const|for|of|new)\b/g;

/** Splits code or JSON into `[class, text]` for colours; the class is empty for the rest. */
export function tokens(code) {
  const parts = [];
  let end = 0;
  for (const match of code.matchAll(token)) {
    const [all, string, colon, number] = match;
    if (match.index > end) parts.push(["", code.slice(end, match.index)]);
    if (string && colon) parts.push(["jk", string], ["", colon]);
    else parts.push([string ? "js" : number ? "jn" : "jk", all]);
    end = match.index + all.length;
  }
  if (end < code.length) parts.push(["", code.slice(end)]);
  return parts;
}
