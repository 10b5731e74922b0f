// `cargo xtask bench`: measures the package beside the alternatives, and writes BENCHMARKS.md. The arguments are programs of Node.js.
// With `--only` it measures some parts; then, or with a second build, it writes nothing.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { pageOf } from "./bodies.mjs";
import { browser } from "./browser.mjs";

const { values, positionals: programs } = parseArgs({
  options: { only: { type: "string", multiple: true } },
  allowPositionals: true,
});
const nodes = programs.map((program) => ({
  program,
  name: `Node.js ${execFileSync(program, ["--version"], { encoding: "utf8" }).trim()}`,
}));
const builds = { "qiscus-wasm": "qiscus-wasm" };
if (existsSync(new URL("../node_modules/qiscus-wasm-before", import.meta.url))) builds.before = "qiscus-wasm-before";

/** What a part returns in a process of its own. */
function measure({ program }, ...given) {
  const run = fileURLToPath(new URL("run.mjs", import.meta.url));
  const stdio = ["ignore", "pipe", "inherit"];
  return JSON.parse(execFileSync(program, ["--expose-gc", run, JSON.stringify(given)], { encoding: "utf8", stdio }));
}

const number = (value, digits = value < 10 ? 1 : 0) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const bold = (name, text) => (/^(qiscus-wasm|before)/.test(name) ? `**${text}**` : text);

/** Columns of cells by the name of the row, as a table. */
function table(columns, cell) {
  const names = [...new Set(Object.values(columns).flatMap(Object.keys))];
  const rows = names.map((name) => [
    name,
    ...Object.values(columns).map((column) => (column[name] === undefined ? "" : cell(column[name]))),
  ]);
  const head = ["", ...Object.keys(columns)];
  const lines = [
    head,
    head.map((_, at) => (at === 0 ? "---" : "--:")),
    ...rows.map((cells) => cells.map((text) => text && bold(cells[0], text))),
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const columns = (values, label, measure) => Object.fromEntries(values.map((value) => [label(value), measure(value)]));
const spread = ({ ratio, spread }) => `${number(ratio, 2)} (${spread.map((edge) => number(edge, 2)).join(" to ")})`;
const time = (result) => `${number(result.time)} µs · ${spread(result)}`;
const rate = (result) => `${number(1e6 / result.time, 0)} calls/s · ${number(result.cpu, 0)} µs CPU · ${spread(result)}`;
const quartiles = ([low, median, high]) => `${number(median)} ms (${number(low)} to ${number(high)})`;
const comments = (count) => `${number(count, 0)} comment${count === 1 ? "" : "s"}`;

const COUNTS = [1, 20, 100, 1000];
const KINDS = { plain: "Comments as in the specification", live: "Comments as the live service sends them" };
const forEachNode = (text) => nodes.map((node) => `### ${node.name}\n\n${text(node)}`).join("\n\n");
const forEachKind = (text) =>
  Object.entries(KINDS)
    .map(([kind, title]) => `${title}:\n\n${text(kind)}`)
    .join("\n\n");

const parts = {
  page: () => `## A page of comments

\`loadComments\` with a fetch that has the response in memory. Bare \`fetch\` and \`json()\` check nothing; the others check every comment.

${forEachNode((node) =>
  forEachKind((kind) =>
    table(
      columns(COUNTS, comments, (count) => measure(node, "page", builds, kind, count)),
      time,
    ),
  ),
)}`,

  loopback: () => `## A small call over HTTP

One comment from a server on this machine: calls per second, CPU time of the client's process for each call, and the ratio of the times.

${forEachNode((node) =>
  table(
    columns(
      [1, 50],
      (count) => `${count} at a time`,
      (count) => measure(node, "loopback", builds, count),
    ),
    rate,
  ),
)}`,

  webhook: () => `## A signed webhook

The signature is verified and the body is parsed. This package and zod check the event too.

${forEachNode((node) =>
  table(
    columns(
      [700, 2000, 20_000],
      (size) => `${number(size / 1000, 1)} kB`,
      (size) => measure(node, "webhook", builds, size),
    ),
    time,
  ),
)}`,

  cold: () => `## Cold start

From \`import\` to the first result, each in a new process, without the start of Node.js.

${table(Object.fromEntries(nodes.map((node) => [node.name, measure(node, "cold", builds)])), quartiles)}`,

  memory: () => {
    const all = nodes.flatMap((node) =>
      Object.entries(builds).map(([name, build]) => [`${name}, ${node.name}`, measure(node, "memory", build)]),
    );
    return `## Memory

MiB after a garbage collection: the module's memory, which never shrinks, and the heap.

${table(Object.fromEntries(all), ({ wasm, heap }) => `${number(wasm, 2)} + ${number(heap, 1)}`)}`;
  },

  crossings: () => {
    const counts = (build) => {
      const all = Object.entries(measure(nodes[0], "crossings", build));
      // A build with shortened names only has totals, and its drops are among the imports.
      const rows = all.some(([name]) => /^import \w\w?$/.test(name)) ? all.slice(0, 2) : all;
      const column = (call) => Object.fromEntries(rows.map(([name, row]) => [name, row[call] ?? 0]));
      return table(columns(["loadComments", "postComment", "webhook"], String, column), String);
    };
    return `## Crossings

Calls between JavaScript and the module: for \`loadComments\` with one comment, \`postComment\`, and a signed webhook through \`webhookHandler\`.
The module calls imports; JavaScript calls exports.

${Object.entries(builds)
  .map(([name, build]) => `${name}:\n\n${counts(build)}`)
  .join("\n\n")}`;
  },

  browser: async () => {
    const { version, pages, cold } = await browser(builds, pageOf(1), Object.keys(KINDS), COUNTS);
    return `## In Chromium ${version}

${forEachKind((kind) =>
  table(
    columns(COUNTS, comments, (count) => pages[kind][count]),
    time,
  ),
)}

From the script's text to the first result:

${table({ "cold start": cold }, quartiles)}`;
  },
};

const written = [];
for (const [name, part] of Object.entries(parts)) {
  if (values.only && !values.only.includes(name)) continue;
  const text = await part();
  console.log(`\n${text}`);
  written.push(text);
}

if (!values.only && !builds.before) {
  const { dependencies } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  const peers = [
    "zod",
    "valibot",
    "ajv",
    "ky",
    "axios",
    "ofetch",
    "stripe",
    "standardwebhooks",
    "@octokit/webhooks",
    "@slack/web-api",
  ];
  const intro = `<!-- Written by \`cargo xtask bench\`. -->

# Benchmarks

Measured side by side, in turns, so that other load on the machine affects all rows alike. Compare the ratios: each is the time relative
to the first row, with its middle half in brackets. Times and rates are medians of one machine. No test asserts a time.

Measured on ${new Date().toISOString().slice(0, 10)} with ${cpus().length} × ${cpus()[0].model.trim()}; ${peers.map((name) => `${name} ${dependencies[name]}`).join(", ")}.

\`cargo xtask bench --only page\` measures one part; \`--package FOLDER\` measures another build of the package too.`;
  await writeFile(new URL("../../../BENCHMARKS.md", import.meta.url), `${[intro, ...written].join("\n\n")}\n`);
}
process.exit();
