// Every public item of the typings has an example, which compiles and does what it says.
//
// The items are all exports of all entries, the methods of classes, and the members of interfaces that an exported function
// returns. An example is TypeScript and imports what it uses of the package; reference-names.mjs has the other names.
// In `comment.message; // => "Hello"`, the value behind the arrow is asserted.
import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript-5";
import { blocks, compile } from "./example-code.mjs";
import { calls } from "./reference-calls.mjs";
import { types, values } from "./reference-names.mjs";
import { timeout } from "../deadline.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, "reference-examples");
/** Between an expression and its value. */
const arrow = "// => ";

const manifest = fileURLToPath(import.meta.resolve("qiscus-wasm/package.json"));
const typings = Object.values(JSON.parse(await readFile(manifest, "utf8")).exports)
  .flatMap((conditions) => conditions.import?.types ?? [])
  .map((file) => join(dirname(manifest), file));
const program = ts.createProgram(typings, { module: ts.ModuleKind.NodeNext, types: ["node"], lib: ["lib.es2022.d.ts"] });
const checker = program.getTypeChecker();
const sources = typings.map((file) => program.getSourceFile(file));

/** The public items by name, each with its location and its examples. Every overload is an item. */
const items = new Map();
const seen = new Set();
for (const source of sources) {
  for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(source))) {
    // `export *` gives the symbols of another entry.
    const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    for (const declaration of original.declarations) {
      add(symbol.name, declaration);
      if (ts.isClassDeclaration(declaration)) addMembers(declaration);
      if (!ts.isFunctionDeclaration(declaration)) continue;
      const { symbol: made } = checker.getReturnTypeOfSignature(checker.getSignatureFromDeclaration(declaration));
      made?.declarations?.filter((type) => ts.isInterfaceDeclaration(type) && isOwn(type)).forEach(addMembers);
    }
  }
}
const examples = [...items.values()].flatMap(({ found }) => found);

before(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const names = Object.entries(types).map(([name, type]) => `  const ${name}: ${type};\n`);
  await writeFile(join(folder, "names.mts"), `export {};\ndeclare global {\n${names.join("")}}\n`);
  for (const { name, file, code } of examples) {
    await writeFile(join(folder, file), `${code}\n`);
    const runs = `${showing(code)}\nexport { ${calls[name]?.gives.join(", ") ?? ""} };\n`;
    const { outputText } = ts.transpileModule(runs, { compilerOptions: { module: "esnext", target: "es2022" } });
    await writeFile(join(folder, file.replace(".mts", ".mjs")), outputText);
  }
});

test("every item has an example", () => {
  for (const name of ["QiscusClient.postComment", "Sandbox.seed", "load"]) assert.ok(items.has(name), `${name} is not found`);
  const missing = [...items].filter(([, { found }]) => found.length === 0).map(([name, { at }]) => `${name} (${at})`);
  assert.ok(missing.length === 0, `add an @example to the doc comment of each:\n${missing.join("\n")}`);
});

test("every entry of reference-calls.mjs belongs to an example", () => {
  const unknown = Object.keys(calls).filter((name) => !items.get(name)?.found.length);
  assert.deepEqual(unknown, [], "remove them from reference-calls.mjs");
});

test("the examples compile", { timeout }, async () => {
  const options = { lib: ["es2022", "esnext.disposable"], types: ["node"], exactOptionalPropertyTypes: true, timeout };
  const messages = await compile(folder, "tsconfig", ["names.mts", ...examples.map(({ file }) => file)], options);
  if (messages) assert.fail(inTypings(messages));
});

for (const { name, at, file, code } of examples) {
  test(`${name} runs (${at})`, { timeout }, async (t) => {
    const { fetch, ...given } = await values();
    t.mock.method(globalThis, "fetch", fetch);
    for (const method of ["log", "warn", "error"]) t.mock.method(console, method, () => {});
    assert.deepEqual(Object.keys(given), Object.keys(types), "a value for each name that has a type");
    const shown = new Set();
    const $show = (value, actual, expected) => assert.deepEqual((shown.add(value), actual), expected);
    Object.assign(globalThis, given, { $show });
    t.after(() => {
      for (const name of [...Object.keys(given), "$show"]) delete globalThis[name];
    });
    const module = await import(pathToFileURL(join(folder, file.replace(".mts", ".mjs"))));
    await calls[name]?.run(module, { ...given, t });
    assert.equal(shown.size, code.split(arrow).length - 1, "a value that it shows is never reached");
  });
}

function isOwn(declaration) {
  return sources.includes(declaration.getSourceFile());
}

/** The methods of a class, and the members of an interface. An error's fields are data, which its own example reads. */
function addMembers(type) {
  for (const member of type.members) {
    if (ts.isPropertyDeclaration(member) || ts.isCallSignatureDeclaration(member)) continue;
    add(`${type.name.text}.${ts.isConstructorDeclaration(member) ? "constructor" : member.name.getText()}`, member);
  }
}

function add(name, declaration) {
  if (seen.has(declaration)) return;
  seen.add(declaration);
  let unique = name;
  for (let number = 2; items.has(unique); number++) unique = `${name}, ${number}`;
  const tags = ts.getJSDocTags(declaration).filter((tag) => tag.tagName.text === "example");
  const found = tags.map((tag) => ({ name: unique, ...exampleOf(tag, unique) }));
  items.set(unique, { ...locate(declaration), found });
}

function exampleOf(tag, name) {
  const text = tag
    .getSourceFile()
    .text.slice(tag.getStart(), tag.end)
    .replace(/^ *\* ?/gm, "");
  const found = blocks(text);
  assert.deepEqual(
    found.map(({ language }) => language),
    ["ts"],
    `${name}: an @example is one block of TypeScript`,
  );
  const [{ code, line }] = found;
  const location = locate(tag, line - 1);
  return { code, ...location, file: `${location.at.replace(":", "-")}.mts` };
}

/** The typings and the line of something, or of a line further down. */
function locate(node, further = 0) {
  const source = node.getSourceFile();
  const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1 + further;
  return { typing: basename(source.fileName), line, at: `${basename(source.fileName)}:${line}` };
}

/** The code, with a check in place of each line that shows a value. */
function showing(code) {
  let values = 0;
  const checked = code.replace(/^( *)(.+); \/\/ => (.+)$/gm, (_, indent, actual, expected) => {
    return `${indent}$show(${(values += 1)}, ${actual}, ${expected});`;
  });
  assert.ok(!checked.includes(arrow), `only an expression of one line can show its value:\n${code}`);
  return checked;
}

/** The compiler's messages, with the lines of the typings. */
function inTypings(messages) {
  return messages.replace(/^(\S+\.mts)\((\d+),(\d+)\)/gm, (all, file, line, column) => {
    const example = examples.find((example) => example.file === file);
    return example ? `${example.typing}:${example.line + Number(line) - 1}:${column}` : all;
  });
}
