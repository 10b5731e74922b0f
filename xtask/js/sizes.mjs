// Prints how large the package is, and where it is larger than xtask/budgets.json allows: `--enforce` fails there.
// `--peers FOLDER` prints the same of what people would use instead, as installed in that folder, `--breakdown OWNERS` what
// the bytes of the default entry are, with the owners of the core's functions from that file, and `--page FILE` keeps it all.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { breakdown } from "./breakdown.mjs";
import { minified, sizes } from "./measure.mjs";
import { page } from "./page.mjs";
import { peers } from "./peers.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const json = async (...path) => JSON.parse(await readFile(join(root, ...path), "utf8"));
const text = { type: "string" };
const options = { enforce: { type: "boolean" }, peers: text, breakdown: text, page: text };
const { values: wanted } = parseArgs({ options });

const pkg = join(root, "pkg");
const entry = (contents) => minified(contents, pkg, { external: ["./qiscus.wasm"] });
const wasm = await readFile(join(pkg, "qiscus.wasm"));
const whole = await entry('export * from "./index.js"');
const entries = {
  "qiscus.wasm": [wasm],
  "default entry": [whole.code],
  "client only": [(await entry('export { QiscusClient } from "./index.js"')).code],
  "webhooks only": [(await entry('export { webhookHandler, validateWebhook, verifyWebhookSignature } from "./index.js"')).code],
  "slim + .wasm": [(await entry('export * from "./slim.js"')).code, wasm],
  "workerd + .wasm": [(await entry('export * from "./workerd.js"')).code, wasm],
  "node": [(await entry('export * from "./node.js"')).code],
  "lambda": [(await entry('export * from "./lambda.js"')).code],
};
for (const [name, files] of Object.entries(entries)) entries[name] = sizes(files);

const line = (cells) => `    ${cells[0].padEnd(36)}${cells.slice(1).map((cell) => cell.padStart(10)).join("")}`;
const print = (name, size) => console.log(line([name, ...Object.values(size).map((bytes) => Math.round(bytes).toLocaleString("en-US"))]));
console.log(line(["bytes, minified", "raw", "gzip", "brotli"]));
for (const [name, size] of Object.entries(entries)) print(name, size);

const others = {};
if (wanted.peers) {
  console.log();
  for (const [name, contents] of Object.entries(peers)) {
    const { code } = await minified(contents, wanted.peers, { platform: "node", mainFields: ["module", "main"] });
    others[name] = sizes([code]);
    print(name, others[name]);
  }
}

let parts;
if (wanted.breakdown) {
  const bundle = await readFile(join(pkg, "index.js"), "utf8");
  parts = breakdown(whole, bundle, wasm, await json(wanted.breakdown), await json("xtask", "reasons.json"));
  for (const { kind, size, rows } of parts.kinds) {
    console.log();
    print(kind, size);
    for (const { owner, size } of rows) print(`  ${owner}`, size);
  }
}

if (wanted.page) {
  const { dependencies } = await json("xtask", "peers", "package.json");
  const template = await readFile(join(root, "xtask", "js", "sizes.md"), "utf8");
  await writeFile(join(root, wanted.page), page(template, entries, others, dependencies, parts));
}

for (const [name, budget] of Object.entries(await json("xtask", "budgets.json"))) {
  const [row, measure] = name.split(", ");
  const size = entries[row]?.[measure];
  if (size === undefined) throw new Error(`xtask/budgets.json: there is no "${name}"`);
  if (size > budget) {
    console.error(`    over budget: ${name} is ${size} bytes, xtask/budgets.json allows ${budget}`);
    if (wanted.enforce) process.exitCode = 1;
  }
}
