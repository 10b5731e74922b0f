// Prints how large the package is, and where it is larger than xtask/budgets.json allows: `--enforce` fails there.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const budgets = JSON.parse(await readFile(join(root, "xtask", "budgets.json"), "utf8"));

/** The size of some files one after the other, in three ways; each file is compressed by itself, as servers do. */
function sizes(files) {
  const sum = (measure) => files.reduce((total, file) => total + measure(file), 0);
  return {
    raw: sum((file) => file.length),
    gzip: sum((file) => gzipSync(file, { level: 9 }).length),
    brotli: sum((file) => brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length),
  };
}

/** An entry as a bundler would put it into an application. */
async function minified(name) {
  const entry = join(root, "pkg", `${name}.js`);
  const result = await build({ entryPoints: [entry], bundle: true, minify: true, format: "esm", write: false });
  return Buffer.from(result.outputFiles[0].contents);
}

const wasm = await readFile(join(root, "pkg", "qiscus.wasm"));
const rows = {
  "qiscus.wasm": sizes([wasm]),
  "default entry": sizes([await minified("index")]),
  "slim + .wasm": sizes([await minified("slim"), wasm]),
};

const line = (cells) => `    ${cells[0].padEnd(16)}${cells.slice(1).map((cell) => cell.padStart(10)).join("")}`;
console.log(line(["bytes", "raw", "gzip", "brotli"]));
for (const [name, size] of Object.entries(rows)) {
  console.log(line([name, ...Object.values(size).map((bytes) => bytes.toLocaleString("en-US"))]));
}

for (const [name, budget] of Object.entries(budgets)) {
  const [row, measure] = name.split(", ");
  const size = rows[row]?.[measure];
  if (size === undefined) throw new Error(`xtask/budgets.json: there is no "${name}"`);
  if (size > budget) {
    console.error(`    over budget: ${name} is ${size} bytes, xtask/budgets.json allows ${budget}`);
    if (process.argv.includes("--enforce")) process.exitCode = 1;
  }
}
