// Every entry point exports the same names, in every condition, and the typings declare exactly these.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import ts from "typescript-5";
import { timeout } from "../deadline.mjs";

const folder = process.env.QISCUS_PKG;
const require = createRequire(import.meta.url);

/** What an ES module exports, without running it: two of them run only on their own platforms. */
async function exported(file) {
  const entry = join(folder, file);
  const result = await build({ entryPoints: [entry], format: "esm", metafile: true, write: false, outdir: "." });
  return Object.values(result.metafile.outputs)[0].exports.sort();
}

/** The values, not the types, that typings declare. */
function declared(file) {
  const entry = join(folder, file);
  const program = ts.createProgram([entry], { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 });
  const checker = program.getTypeChecker();
  const resolved = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
  return checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)))
    .filter((symbol) => resolved(symbol).flags & ts.SymbolFlags.Value)
    .map((symbol) => symbol.name)
    .sort();
}

const names = await exported("index.js");
const slimNames = [...names, "load"].sort();

test("the names of the interface are there", { timeout }, () => {
  assert.deepEqual(names, [
    "QiscusClient",
    "QiscusError",
    "isFromRest",
    "isQiscusError",
    "proxyHandler",
    "safeValidateWebhook",
    "signWebhook",
    "validateWebhook",
    "verifyWebhookSignature",
    "webhookHandler",
    "webhookSchema",
  ]);
});

for (const [file, expected] of Object.entries({
  "workerd.js": names,
  "edge-light.js": names,
  "slim.js": slimNames,
  "node.js": ["nodeHandler"],
  "lambda.js": ["lambdaHandler"],
  "testing.js": ["createSandbox"],
  "testing-workerd.js": ["createSandbox"],
})) {
  test(`${file} exports them`, { timeout }, async () => assert.deepEqual(await exported(file), expected));
}

for (const [file, expected] of Object.entries({
  "cjs/index.js": names,
  "cjs/slim.js": slimNames,
  "cjs/node.js": ["nodeHandler"],
  "cjs/lambda.js": ["lambdaHandler"],
  "cjs/testing.js": ["createSandbox"],
})) {
  test(`${file} exports them`, { timeout }, () => {
    assert.deepEqual(Object.keys(require(join(folder, file))).sort(), expected);
  });
}

for (const [file, expected] of Object.entries({
  "index.d.ts": names,
  "slim.d.ts": slimNames,
  "cjs/index.d.ts": names,
  "cjs/slim.d.ts": slimNames,
  "node.d.ts": ["nodeHandler"],
  "cjs/node.d.ts": ["nodeHandler"],
  "lambda.d.ts": ["lambdaHandler"],
  "cjs/lambda.d.ts": ["lambdaHandler"],
  "testing.d.ts": ["createSandbox"],
  "cjs/testing.d.ts": ["createSandbox"],
})) {
  test(`${file} declares them`, { timeout }, () => assert.deepEqual(declared(file), expected));
}

test("conditions: types first, the ES module before its twin", { timeout }, async () => {
  const { exports } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  assert.deepEqual(Object.keys(exports["."]), ["workerd", "edge-light", "module-sync", "module", "import", "require"]);
  const entries = [".", "./slim", "./node", "./lambda", "./testing"];
  for (const branch of entries.flatMap((entry) => Object.values(exports[entry]))) {
    assert.deepEqual(Object.keys(branch), ["types", "default"]);
  }
});
