// `cargo xtask bench`: how fast the package is beside what people would use instead, as a page in Markdown. Names of parts
// after the file choose some of them, and then nothing is written.
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { browser } from "./browser.mjs";
import { cold } from "./cold.mjs";
import { growth } from "./growth.mjs";
import { memory } from "./memory.mjs";
import { page } from "./page.mjs";
import { loopback } from "./loopback.mjs";
import { pageOf } from "./replies.mjs";
import { webhook } from "./webhook.mjs";

const [file, ...only] = process.argv.slice(2);
const COUNTS = [1, 20, 100, 1000];
const OURS = /^qiscus-wasm/;

const number = (value, digits = value < 10 ? 1 : 0) => value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const bold = (name, text) => (OURS.test(name) ? `**${text}**` : text);
const table = (head, rows) =>
  [head, head.map((_, at) => (at === 0 ? "---" : "--:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Contenders as rows, what was compared as columns: microseconds, and the ratio to the first contender with its spread. */
function ratios(columns, cell) {
  const names = Object.keys(Object.values(columns)[0]);
  const text = cell ?? (({ time, ratio, spread }) => `${number(time)} µs · ${number(ratio, 2)} (${spread.map((edge) => number(edge, 2)).join(" to ")})`);
  const rows = names.map((name) => [bold(name, name), ...Object.values(columns).map((column) => bold(name, text(column[name])))]);
  return table(["", ...Object.keys(columns)], rows);
}

const labelled = async (values, label, measure) => {
  const columns = {};
  for (const value of values) columns[label(value)] = await measure(value);
  return columns;
};
const plural = (count) => `${number(count, 0)} comment${count === 1 ? "" : "s"}`;
const spans = (name, [low, median, high]) => [bold(name, name), bold(name, `${number(median)} ms (${number(low)} to ${number(high)})`)];

const parts = {
  page: async () => `## A page of comments

\`loadComments\` from a fetch that has the reply in memory, against \`fetch\` and \`response.json()\`, which is the limit: they check
nothing. The others check the same models. Microseconds a call, and the ratio to the limit with its middle half.

${ratios(await labelled(COUNTS, plural, page))}`,
  loopback: async () => {
    const results = await loopback();
    const cell = ({ time, cpu, ratio, spread }) => `${number(1e6 / time, 0)} calls/s · ${number(cpu, 0)} µs CPU · ${number(ratio, 2)} (${spread.map((edge) => number(edge, 2)).join(" to ")})`;
    return `## A small call over HTTP

One comment from a server on this machine. Calls per second, this process's CPU for each, and the ratio of the time to bare \`fetch\`.

${ratios({ "one after the other": results[1], "50 at a time": results[50] }, cell)}`;
  },
  webhook: async () => `## A signed webhook

The signature is verified, the body is parsed, and by the first two it is checked against the model. Those which \`node:crypto\` helps
have a hash that is compiled for this processor.

${ratios(await labelled([700, 2000, 20_000], (size) => `${number(size / 1000, 1)} kB`, webhook))}`,
  cold: async () => `## From import to the first result

Each in a fresh process, without the start of Node.js itself: the module is imported and used once.

${table(["Node.js", "median (middle half)"], Object.entries(cold()).map(([name, times]) => spans(name, times)))}`,
  browser: async () => {
    const { version, pages, cold } = await browser(pageOf(1), COUNTS);
    return `## In a page (Chromium ${version})

${ratios(Object.fromEntries(Object.entries(pages).map(([count, column]) => [plural(Number(count)), column])))}

${table(["from the script's text to the first result", "median (middle half)"], Object.entries(cold).map(([name, times]) => spans(name, times)))}`;
  },
  memory: async () => `## Memory

After a garbage collection, in MiB. The module's memory can't shrink, so it has to stay as it is.

${table(["", "the module's", "the heap's"], Object.entries(await memory()).map(([name, { wasm, heap }]) => [name, number(wasm, 2), number(heap, 1)]))}`,
  growth: async () => `## Growth

Microseconds for one comment of a page.

${table(["comments", "qiscus-wasm", "fetch + json()", "ratio"], Object.entries(await growth()).map(([count, { time, limit }]) => [number(Number(count), 0), number(time, 2), number(limit, 2), number(time / limit, 2)]))}`,
};

const written = [];
for (const [name, part] of Object.entries(parts)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const text = await part();
  console.log(`\n${text}`);
  written.push(text);
}

if (only.length === 0) {
  const { dependencies } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  const peers = ["zod", "valibot", "ajv", "ky", "axios", "ofetch", "stripe", "standardwebhooks", "@octokit/webhooks", "@slack/web-api"];
  const intro = await readFile(new URL("intro.md", import.meta.url), "utf8");
  const machine = `${new Date().toISOString().slice(0, 10)}, Node.js ${process.version}, ${cpus().length} × ${cpus()[0].model.trim()}; ${peers.map((name) => `${name} ${dependencies[name]}`).join(", ")}.`;
  await writeFile(file, `${intro.trim().replace("MACHINE", machine)}\n\n${written.join("\n\n")}\n`);
}
process.exit();
