// Reads JSON with positions: where each value stands, and where the text stops being JSON.

const MARK = /[ \t\r\n]+|[{}[\],:]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a string of JSON has none
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/;
const WORD = /(?:true|false|null)(?!\w)/;
const TOKEN = new RegExp([MARK, STRING, NUMBER, WORD].map(({ source }) => source).join("|"), "y");
const BAD_STRING = /"(?:[^"\\\n]|\\[^\n])*"?/y;
const BAD_WORD = /[^ \t\r\n{}[\],:"]+/y;

/** The tokens of a text, broken or not: `{ kind, start, end, problem? }`, without the white space. */
export function tokenize(text) {
  const tokens = [];
  const match = (pattern, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  for (let start = 0; start < text.length; ) {
    const good = match(TOKEN, start);
    const bad = good === undefined ? (match(BAD_STRING, start) ?? match(BAD_WORD, start)) : undefined;
    const end = start + (good ?? bad).length;
    const token = { kind: kindOf(good), start, end };
    if (bad !== undefined) token.problem = problemOf(bad);
    if (good === undefined || good.trim() !== "") tokens.push(token);
    start = end;
  }
  // A string before a colon is a key.
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token.kind === "string" && next && text[next.start] === ":") token.kind = "key";
  });
  return tokens;
}

function kindOf(token) {
  if (token === undefined) return "bad";
  if (token[0] === '"') return "string";
  if (/^[-\d]/.test(token)) return "number";
  return /^[a-z]/.test(token) ? "word" : "mark";
}

function problemOf(bad) {
  if (bad[0] !== '"') return `unexpected \`${bad.length > 20 ? `${bad.slice(0, 20)}…` : bad}\``;
  return /^"(?:[^"\\]|\\.)*"$/.test(bad) ? "invalid escape or control character" : "this string isn't closed";
}

/**
 * Scans a text. `places` maps paths such as `payload.buttons[2].label` to `{ start, end }` of the value; `""` is the whole.
 * `error` is the first syntax error, `{ start, end, message }`. Places before it are known.
 */
export function scan(text) {
  const tokens = tokenize(text);
  const places = new Map();
  const stack = [];
  let expected = "value";
  let path = "";

  const isOpen = (kind) => stack.at(-1)?.kind === kind;
  const closed = (end) => {
    expected = stack.length > 0 ? "comma" : "end";
    return end;
  };

  for (const token of tokens) {
    const { kind, start, end } = token;
    const mark = kind === "mark" ? text[start] : "";
    const fail = (message) => ({ tokens, places, error: { start, end, message: token.problem ?? message } });
    const ends = (mark === "}" && isOpen("object")) || (mark === "]" && isOpen("array"));
    if (kind === "bad") return fail(`unexpected \`${text.slice(start, end)}\``);

    if (ends && (expected === "comma" || expected === "first")) {
      const container = stack.pop();
      places.get(container.path).end = closed(end);
    } else if (expected === "comma" && mark === ",") {
      const { kind: container } = stack.at(-1);
      expected = container === "object" ? "key" : "value";
      if (container === "array") path = `${stack.at(-1).path}[${++stack.at(-1).index}]`;
    } else if ((expected === "key" || (expected === "first" && isOpen("object"))) && (kind === "key" || kind === "string")) {
      const parent = stack.at(-1).path;
      const key = JSON.parse(text.slice(start, end));
      path = parent === "" ? key : `${parent}.${key}`;
      expected = "colon";
    } else if (expected === "colon" && mark === ":") {
      expected = "value";
    } else if (expected === "value" || (expected === "first" && isOpen("array"))) {
      if (expected === "first") path = `${stack.at(-1).path}[0]`;
      if (kind === "mark" && mark !== "{" && mark !== "[") return fail(`expected a value, received \`${mark}\``);
      // The last of duplicate keys counts, as in JSON.parse.
      places.set(path, { start, end });
      if (kind === "mark") {
        stack.push({ kind: mark === "{" ? "object" : "array", path, index: 0 });
        expected = "first";
      } else {
        closed(end);
      }
    } else {
      return fail(`${wanted(expected, stack.at(-1)?.kind)}, received \`${text.slice(start, Math.min(end, start + 20))}\``);
    }
  }
  if (expected === "end") return { tokens, places, error: null };
  const { start, end } = tokens.at(-1) ?? { start: 0, end: 0 };
  const message = tokens.length > 0 ? `the JSON ends too early: ${wanted(expected, stack.at(-1)?.kind)}` : "the body is empty";
  return { tokens, places, error: { start, end, message } };
}

function wanted(expected, container) {
  const end = container === "array" ? "`]`" : "`}`";
  if (expected === "key") return "expected a key in double quotes";
  if (expected === "first") return `expected a key in double quotes or ${end}`;
  if (expected === "comma") return `expected \`,\` or ${end}`;
  return { value: "expected a value", colon: "expected `:`", end: "expected nothing more" }[expected];
}

/**
 * Where an issue's path is in a scanned text, and the part of the path that is missing there: the nearest value that exists.
 */
export function placeOf(places, path) {
  let known = path;
  while (!places.has(known) && known !== "") known = known.replace(/(?:^|\.)[^.[\]]*$|\[\d+\]$|.$/s, "");
  const place = places.get(known);
  return place && { ...place, missing: path.slice(known.length).replace(/^\./, "") };
}

/** The same tokens, indented. Numbers keep their digits, which JSON.parse would round. Text that isn't JSON stays as it is. */
export function indented(text) {
  const { tokens, error } = scan(text);
  if (error) return text;
  let depth = 0;
  let out = "";
  const line = () => `\n${"  ".repeat(depth)}`;
  tokens.forEach(({ start, end }, at) => {
    const token = text.slice(start, end);
    const previous = at > 0 ? text[tokens[at - 1].start] : "";
    const isEmpty = (token === "}" && previous === "{") || (token === "]" && previous === "[");
    if ((token === "}" || token === "]") && --depth >= 0 && !isEmpty) out += line();
    out += token;
    if (token === ":") out += " ";
    if (token === "{" || token === "[") depth++;
    const next = text[tokens[at + 1]?.start];
    if (token === "," || ((token === "{" || token === "[") && next !== "}" && next !== "]")) out += line();
  });
  return out;
}
