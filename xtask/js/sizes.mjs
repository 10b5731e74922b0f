// Prints how large the package is, and where it is larger than xtask/budgets.json allows: `--enforce` fails there.
// `--peers FOLDER` prints the same of what people would use instead, as installed in that folder.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { peers } from "./peers.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The size of some files one after the other, in three ways; each file is compressed by itself, as servers do. */
function sizes(files) {
  const sum = (measure) => files.reduce((total, file) => total + measure(file), 0);
  return {
    raw: sum((file) => file.length),
    gzip: sum((file) => gzipSync(file, { level: 9 }).length),
    brotli: sum((file) => brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length),
  };
}

/** Some code as a bundler would put it into an application. */
async function minified(contents, resolveDir, options) {
  const stdin = { contents, resolveDir };
  const result = await build({ stdin, bundle: true, minify: true, format: "esm", write: false, logLevel: "error", ...options });
  return Buffer.from(result.outputFiles[0].contents);
}

const pkg = join(root, "pkg");
const entry = (contents) => minified(contents, pkg, { external: ["./qiscus.wasm"] });
const wasm = await readFile(join(pkg, "qiscus.wasm"));
const rows = {
  "qiscus.wasm": [wasm],
  "default entry": [await entry('export * from "./index.js"')],
  "client only": [await entry('export { QiscusClient } from "./index.js"')],
  "webhooks only": [await entry('export { webhookHandler, validateWebhook, verifyWebhookSignature } from "./index.js"')],
  "slim + .wasm": [await entry('export * from "./slim.js"'), wasm],
  "workerd + .wasm": [await entry('export * from "./workerd.js"'), wasm],
  "node": [await entry('export * from "./node.js"')],
  "lambda": [await entry('export * from "./lambda.js"')],
};
for (const [name, files] of Object.entries(rows)) rows[name] = sizes(files);

const line = (cells) => `    ${cells[0].padEnd(28)}${cells.slice(1).map((cell) => cell.padStart(10)).join("")}`;
const print = (name, size) => console.log(line([name, ...Object.values(size).map((bytes) => bytes.toLocaleString("en-US"))]));
console.log(line(["bytes, minified", "raw", "gzip", "brotli"]));
for (const [name, size] of Object.entries(rows)) print(name, size);

const at = process.argv.indexOf("--peers");
if (at > 0) {
  console.log();
  for (const [name, contents] of Object.entries(peers)) {
    const platform = "node";
    print(name, sizes([await minified(contents, process.argv[at + 1], { platform, mainFields: ["module", "main"] })]));
  }
}

const budgets = JSON.parse(await readFile(join(root, "xtask", "budgets.json"), "utf8"));
for (const [name, budget] of Object.entries(budgets)) {
  const [row, measure] = name.split(", ");
  const size = rows[row]?.[measure];
  if (size === undefined) throw new Error(`xtask/budgets.json: there is no "${name}"`);
  if (size > budget) {
    console.error(`    over budget: ${name} is ${size} bytes, xtask/budgets.json allows ${budget}`);
    if (process.argv.includes("--enforce")) process.exitCode = 1;
  }
}
