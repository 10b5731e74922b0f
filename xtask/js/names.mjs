// The names between the module and the glue. wasm-bindgen makes them long, with a hash (`__wbg_receive_dac69bdd2e0a85e1`),
// and each stands in both files: a kilobyte of the compressed package. Here both get the same short ones.

import { CUSTOM, EXPORTS, IMPORTS, number, readNumber, sections } from "./sections.mjs";

/** What the module imports is all put into one object, whoever wrote it: the glue, or a snippet of the core. */
const FOLDER = "a";

/** The module and the glue with short names. Custom sections are dropped: only tools read them. */
export function shortened(bytes, glue) {
  const module = new WebAssembly.Module(bytes);
  const imports = WebAssembly.Module.imports(module);
  const exports = WebAssembly.Module.exports(module);
  const folders = new Map(imports.map(({ module }) => [module, FOLDER]));
  const functions = numbered(imports.map(({ name }) => name));
  // The memory keeps its name, by which tools find it.
  const doors = numbered(exports.filter(({ kind }) => kind !== "memory").map(({ name }) => name));

  const parts = [bytes.subarray(0, 8)];
  for (const { id, body } of sections(bytes)) {
    if (id === CUSTOM) continue;
    let renamed = body;
    if (id === IMPORTS) renamed = withNames(body, [folders, functions], importEnd);
    if (id === EXPORTS) renamed = withNames(body, [doors], exportEnd);
    parts.push(Uint8Array.of(id), number(renamed.length), renamed);
  }
  const snippets = imports.filter(({ name }) => !name.startsWith("__wb"));
  const direct = snippets.map(({ module, name }) => `import { ${name} as snippet_${name} } from ${JSON.stringify(module)};\n`);
  const entries = snippets.map(({ name }) => `\n${functions.get(name)}: snippet_${name},`);
  // Only as the keys of the imports, and as properties of the exports: there they can't be mistaken for anything else.
  const text = glue
    .replace(/^import \* as import\d+ from .*\n/gm, "")
    .replace(/^ +"(.+)": import(\d+),\n/gm, (_, name, place) => (place === "0" ? `${FOLDER}: import0,\n` : ""))
    .replace(/^( +)(__wb\w+)(?=: function)/gm, (_, indent, name) => indent + (functions.get(name) ?? name))
    .replace(/^ +const import0 = {\n +__proto__: null,/m, (start) => start + entries.join(""))
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${doors.get(name) ?? name}`);
  const result = { module: Buffer.concat(parts), glue: direct.join("") + text };
  complete(result, imports.length, exports.length);
  return result;
}

/** Fails unless the glue has every import that the module asks for, and asks for no export that it lacks. */
function complete({ module: bytes, glue }, imports, exports) {
  const module = new WebAssembly.Module(bytes);
  const asked = WebAssembly.Module.imports(module);
  const given = WebAssembly.Module.exports(module).map(({ name }) => name);
  const own = glue.slice(glue.indexOf("const import0 = {"));
  const missing = asked.filter(({ name }) => !new RegExp(`^ *${name}: (function|snippet_)`, "m").test(own));
  const unknown = [...glue.matchAll(/\bwasm\.(\w+)/g)].filter(([, name]) => !given.includes(name));
  const left = /\bimport[1-9]/.test(glue) || new Set(asked.map(({ name }) => name)).size < imports;
  if (missing.length + unknown.length > 0 || left || asked.length !== imports || given.length !== exports) {
    throw new Error(`the glue and the module disagree: ${JSON.stringify({ missing, unknown })}`);
  }
}

/** Each name's place in the list, as a name: a, b, … z, aa, ba, … */
function numbered(names) {
  const letters = (place) => String.fromCharCode(97 + (place % 26)) + (place < 26 ? "" : letters(Math.floor(place / 26) - 1));
  return new Map([...new Set(names)].map((name, place) => [name, letters(place)]));
}

/** A section of entries that begin with names; `end` finds where an entry ends, from the end of its names. */
function withNames(body, maps, end) {
  let [count, at] = readNumber(body, 0);
  const parts = [number(count)];
  for (; count > 0; count--) {
    for (const map of maps) {
      const [length, start] = readNumber(body, at);
      at = start + length;
      const name = Buffer.from(body.subarray(start, at)).toString();
      const short = Buffer.from(map.get(name) ?? name);
      parts.push(number(short.length), short);
    }
    const start = at;
    at = end(body, at);
    parts.push(body.subarray(start, at));
  }
  return Buffer.concat(parts);
}

function importEnd(body, at) {
  if (body[at] !== 0) throw new Error("the module imports something else than functions");
  return readNumber(body, at + 1)[1];
}

function exportEnd(body, at) {
  return readNumber(body, at + 1)[1];
}
