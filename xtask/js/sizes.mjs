// Prints the sizes of the package's entries, and those above xtask/budgets.json: with `--enforce` these are an error.
// `--peers FOLDER` adds the alternatives that are installed there, and writes all of it into SIZES.md.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const pkg = join(root, "pkg");
const { values: options } = parseArgs({ options: { enforce: { type: "boolean" }, peers: { type: "string" } } });
const json = async (...path) => JSON.parse(await readFile(join(...path), "utf8"));

/** The program as an application would bundle it. */
async function minified(contents, resolveDir, settings) {
  const common = { bundle: true, minify: true, format: "esm", write: false, logLevel: "error" };
  return (await build({ stdin: { contents, resolveDir }, ...common, ...settings })).outputFiles[0].contents;
}

/** The sum of some files, each compressed by itself as servers do. */
function size(files) {
  const sum = (bytes) => files.reduce((total, file) => total + bytes(file).length, 0);
  return {
    raw: sum((file) => file),
    gzip: sum((file) => gzipSync(file, { level: 9 })),
    brotli: sum((file) => brotliCompressSync(file)),
  };
}

const wasm = await readFile(join(pkg, "qiscus.wasm"));
const entry = async (contents, ...more) => size([await minified(contents, pkg, { external: ["./qiscus.wasm"] }), ...more]);
const ours = {
  "qiscus.wasm": size([wasm]),
  "default entry": await entry('export * from "./index.js"'),
  "client only": await entry('export { QiscusClient } from "./index.js"'),
  "webhooks only": await entry('export { webhookHandler, validateWebhook, verifyWebhookSignature } from "./index.js"'),
  "slim + .wasm": await entry('export * from "./slim.js"', wasm),
  "workerd + .wasm": await entry('export * from "./workerd.js"', wasm),
  "node": await entry('export * from "./node.js"'),
  "lambda": await entry('export * from "./lambda.js"'),
  "testing": await entry('export * from "./testing.js"'),
};

/** The schema of a webhook; zod and valibot name their functions alike. */
const schema = (library) => `
import { looseObject as object, array, string, number, nullish, union, literal, record, unknown } from "${library}";
const id = union([number(), string()]);
const participant = object({ email: string(), id: nullish(id), username: nullish(string()), avatar_url: nullish(string()) });
const message = object({ type: string(), text: string(), id: nullish(id), payload: nullish(record(string(), unknown())) });
const type = union([literal("single"), literal("group")]);
const room = object({ id, topic_id: id, type, name: string(), participants: nullish(array(participant)) });
const from = object({ id, email: string(), name: string() });
export const event = object({ type: string(), payload: object({ from, room, message }) });`;

/** What an application imports of each alternative. */
const peers = {
  "@octokit/webhooks": 'export { Webhooks } from "@octokit/webhooks";',
  "standardwebhooks": 'export { Webhook } from "standardwebhooks";',
  "ky": 'export { default } from "ky";',
  "valibot": schema("valibot"),
  "zod": schema("zod"),
  "svix": 'export { Svix, Webhook } from "svix";',
  "@slack/web-api": 'export { WebClient } from "@slack/web-api";',
  "stripe": 'export { default } from "stripe";',
  "openai": 'export { default } from "openai";',
  "stream-chat": 'export { StreamChat } from "stream-chat";',
  "qiscus-sdk-javascript": 'import "qiscus-sdk-javascript";',
  "qiscus-sdk-core": 'import "qiscus-sdk-core";',
};

function print(title, rows) {
  const line = (name, cells) => console.log(`    ${name.padEnd(36)}${cells.map((cell) => cell.padStart(10)).join("")}`);
  line(title, ["raw", "gzip", "brotli"]);
  for (const [name, sizes] of Object.entries(rows))
    line(
      name,
      Object.values(sizes).map((bytes) => bytes.toLocaleString("en-US")),
    );
}

const kB = (bytes) => (bytes / 1000).toFixed(1);
const table = (rows) =>
  [
    "|  | raw | gzip | brotli |",
    "| --- | --: | --: | --: |",
    ...rows.map(([name, sizes]) => `| ${[name, ...Object.values(sizes).map(kB)].join(" | ")} |`),
  ].join("\n");

const page = (theirs) => `<!-- Written by \`cargo xtask size --peers\`. -->

# Sizes

In kB (1,000 bytes) of the minified bundle. Brotli is what a browser downloads. [xtask/budgets.json](xtask/budgets.json) has the limits;
\`cargo xtask test\` enforces them.

${table(Object.entries(ours))}

The default entry contains the WebAssembly module as text, so it needs no bundler settings. The module is one file: importing less of
the package saves little. \`qiscus-wasm/testing\` has a module of its own, which no other entry loads.

## Alternatives

Most of them are smaller, and none does the same. zod and valibot are measured with the schema of one webhook; they make no calls.
All are bundled for Node.js, without its built-in modules. [tests/trust/README.md](tests/trust/README.md) compares what the clients do
when a request fails.

${table([["**qiscus-wasm**, default entry", ours["default entry"]], ...Object.entries(theirs)].sort(([, a], [, b]) => a.brotli - b.brotli))}
`;

print("bytes, minified", ours);
if (options.peers) {
  const { dependencies } = await json(root, "xtask", "peers", "package.json");
  const theirs = {};
  for (const [name, contents] of Object.entries(peers)) {
    const code = await minified(contents, options.peers, { platform: "node", mainFields: ["module", "main"] });
    theirs[`${name} ${dependencies[name]}`] = size([code]);
  }
  print("alternatives", theirs);
  await writeFile(join(root, "SIZES.md"), page(theirs));
}

for (const [name, budget] of Object.entries(await json(root, "xtask", "budgets.json"))) {
  const [row, measure] = name.split(", ");
  const bytes = ours[row]?.[measure];
  if (bytes === undefined) throw new Error(`xtask/budgets.json: unknown entry "${name}"`);
  if (bytes > budget) {
    console.error(`    over budget: ${name} is ${bytes} bytes, xtask/budgets.json allows ${budget}`);
    if (options.enforce) process.exitCode = 1;
  }
}
