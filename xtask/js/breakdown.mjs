// What the bytes of the default entry are: each of its characters has an owner, a file or a crate, and what an owner's
// characters cost is how much smaller everything is compressed without them.
import { SourceMap } from "node:module";
import { brotli } from "./measure.mjs";
import { CODE, DATA, readNumber, sections } from "./sections.mjs";
import { encoded } from "./text.mjs";

/**
 * What each owner takes, as it is and compressed, in kinds, with the reason for it; and the share of the whole that the
 * differences explain. What several owners have alike none is charged for: all are charged a little more, so that it adds
 * up to the whole.
 */
export function breakdown({ code, map }, bundle, module, functions, reasons) {
  const { text, alphabet } = encoded(module);
  const start = code.indexOf(text);
  if (start < 0) throw new Error("the module's text is not in the default entry");
  const around = ownersOfCode(code, map, bundle);
  const inside = ownersOfText(text, alphabet.slice(-2), ownersOfModule(module, functions));
  const owners = [...around.slice(0, start), ...inside, ...around.slice(start + text.length)];

  const characters = [...code];
  const whole = brotli(code);
  const measured = new Map();
  for (const owner of new Set(owners)) {
    const others = characters.filter((_, at) => owners[at] !== owner);
    measured.set(owner, { raw: characters.length - others.length, brotli: whole - brotli(others.join("")) });
  }
  const explained = total([...measured.values()]).brotli / whole;
  for (const size of measured.values()) size.brotli /= explained;
  return { explained, kinds: inKinds(measured, reasons) };
}

/** The owners by kind, the largest first. Fails where one has no reason, or a reason is for nothing. */
function inKinds(measured, reasons) {
  const known = Object.values(reasons).flatMap(Object.keys);
  const unknown = [...measured.keys()].filter((owner) => !known.includes(owner));
  const gone = known.filter((owner) => !measured.has(owner));
  if (unknown.length + gone.length > 0) throw new Error(`xtask/reasons.json: without a reason ${JSON.stringify(unknown)}, not there ${JSON.stringify(gone)}`);
  return Object.entries(reasons).map(([kind, owners]) => {
    const rows = Object.entries(owners).map(([owner, reason]) => ({ owner, reason, size: measured.get(owner) }));
    rows.sort((a, b) => b.size.brotli - a.size.brotli);
    return { kind, size: total(rows.map(({ size }) => size)), rows };
  });
}

function total(sizes) {
  const sum = (measure) => sizes.reduce((sum, size) => sum + size[measure], 0);
  return { raw: sum("raw"), brotli: sum("brotli") };
}

/** Above each file's part of a bundle esbuild says which file it was. */
function ownersOfCode(code, map, bundle) {
  let owner;
  const files = bundle.split("\n").map((line) => (owner = /^\/\/ (?:target\/wasm-pack\/snippets\/[^/]+\/)?(.+)$/.exec(line)?.[1] ?? owner));
  const source = new SourceMap(map);
  owner = files[0];
  return code.split("\n").flatMap((line, row) => [...`${line}\n`].map((_, column) => (owner = files[source.findEntry(row, column).originalLine] ?? owner)));
}

/** Of the text's characters, of which the prefixes begin a pair. */
function ownersOfText(text, prefixes, owners) {
  let byte = 0;
  return Array.from(text, (character) => owners[prefixes.includes(character) ? byte : byte++]);
}

function ownersOfModule(module, functions) {
  const owners = new Array(module.length).fill("imports and exports");
  for (const { id, start, body } of sections(module)) {
    if (id === CODE) {
      let [count, at] = readNumber(body, 0);
      for (const owner of functions.slice(-count)) {
        const [size, first] = readNumber(body, at);
        owners.fill(owner, start + at, start + first + size);
        at = first + size;
      }
    }
    if (id === DATA) {
      owners.fill("tables", start, start + body.length);
      for (const { 0: text, index } of body.toString("latin1").matchAll(/[ -~]{4,}/g)) {
        owners.fill("texts", start + index, start + index + text.length);
      }
    }
  }
  return owners;
}
