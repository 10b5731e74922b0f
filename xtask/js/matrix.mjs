// Runs the environments of tests/packages/, each in a new folder with the tarball installed, and prints what each row did.
// With neither names nor `--quick` it writes COMPATIBILITY.md.
import { build } from "esbuild";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { startSandbox } from "../../tests/sandbox.mjs";
import { closeBrowser, Project, run } from "./project.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const environments = join(root, "tests", "packages");

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean" }, keep: { type: "boolean" } },
});
const { QISCUS_TARBALL: tarball, QISCUS_PKG: pkg } = process.env;
if (!tarball || !pkg) throw new Error("QISCUS_TARBALL names no tarball: run `cargo xtask matrix`");

/** What a report names if all went well, by what it is of; the first is the constructor's. */
const CHECKS = {
  "qiscus-wasm": ["client", "call", "failed call", "invalid call", "webhook", "invalid webhook", "signature"],
  "qiscus-wasm/testing": [
    "sandbox",
    "call",
    "two sandboxes",
    "lost response",
    "stall",
    "unknown route",
    "webhook",
    "invalid option",
  ],
  // Its own tests: see Project.tests.
  example: ["tests"],
};
const DEADLINE = 6 * 60_000;

/** In the order of the page. */
const GROUPS = [
  "Runtimes",
  "Package managers",
  "Bundlers",
  "Frameworks",
  "Servers",
  "Workers, edge and serverless",
  "Pages",
  "Test runners",
  "TypeScript",
];

/** The environments that were asked for, with the rows that were. */
async function selected() {
  const folders = (await readdir(environments, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = [];
  for (const { name: folder } of folders) {
    const file = join(environments, folder, "environment.mjs");
    const module = await import(pathToFileURL(file)).catch((error) => {
      if (error.code === "ERR_MODULE_NOT_FOUND" && error.message.includes("environment.mjs")) return undefined;
      throw error;
    });
    if (module) found.push({ folder, ...module.default });
  }
  const lost = found.filter(({ group }) => !GROUPS.includes(group)).map(({ folder }) => folder);
  if (lost.length > 0) throw new Error(`no group of ${lost.join(", ")} is in the page`);
  const unknown = names.filter((name) => !found.some(({ folder }) => folder === name));
  if (unknown.length > 0) {
    throw new Error(`no environment ${unknown.join(", ")}; there are ${found.map(({ folder }) => folder).join(", ")}`);
  }
  const list = found
    .filter(({ folder }) => names.length === 0 || names.includes(folder))
    .map((environment) => ({ ...environment, rows: environment.rows.filter(({ quick }) => quick || !options.quick) }))
    .filter(({ rows }) => rows.length > 0);
  if (list.length === 0) throw new Error(`none of the rows of ${names.join(", ")} is in the quick set: leave --quick out`);
  return list;
}

/** The package of the checks as a tarball, with its CommonJS twin. */
async function packChecks(folder) {
  const source = join(folder, "check");
  await cp(join(environments, "check"), source, { recursive: true });
  await build({ entryPoints: [join(source, "index.js")], outfile: join(source, "index.cjs"), format: "cjs" });
  const output = await run("npm", ["pack", "--pack-destination", folder], { cwd: source });
  return join(folder, output.trim().split("\n").at(-1));
}

/** Pieces of the module, as text in the default entry and as bytes: what holds one of them holds the module. */
async function fingerprints() {
  const [text, bytes] = await Promise.all([readFile(join(pkg, "index.js"), "latin1"), readFile(join(pkg, "qiscus.wasm"))]);
  const longest = text.split("\n").reduce((longest, line) => (line.length > longest.length ? line : longest), "");
  const middle = (whole) => whole.subarray(whole.length >> 1, (whole.length >> 1) + 60);
  return [middle(Buffer.from(longest, "latin1")), middle(bytes)];
}

/** Fails unless every check passed, in every report. */
function verify(reports) {
  if (reports.length === 0) throw new Error("the row gave no report");
  for (const report of reports) {
    if (report.error) throw new Error(`after ${report.passed.join(", ") || "nothing"}: ${report.error}`);
    const expected = CHECKS[report.entry];
    if (!expected || report.passed.join() !== expected.join()) throw new Error(`the report is ${JSON.stringify(report)}`);
  }
  return Math.max(...reports.map(({ classes }) => classes));
}

async function runRow(project, row, of) {
  if (row.notRun) {
    return { version: row.version ?? (await project.version(of)), state: "not run", result: `not run: ${row.notRun}` };
  }
  const start = performance.now();
  let timer;
  try {
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took more than ${DEADLINE / 60_000} minutes`)), DEADLINE);
    });
    const classes = verify([await Promise.race([row.run(project), late])].flat());
    if (classes > 1 && !row.twoClasses) throw new Error("two classes in one program");
    const result = classes > 1 ? "works; two classes, `instanceof` holds" : "works";
    return { version: await project.version(of), state: "works", result, ms: performance.now() - start };
  } catch (error) {
    return { version: "", state: "fails", result: "**fails**", error, ms: performance.now() - start };
  } finally {
    clearTimeout(timer);
    await project.stop();
  }
}

/** Those whose rows run now. */
const running = new Set();

/** Installs an environment and runs its rows; if it can't be installed, all of them fail. */
async function runEnvironment({ folder, group, name, of, node, rows, from }, { work, tarballs, ...shared }) {
  const place = join(work, folder);
  const project = new Project({ ...shared, folder: place, node, tarballs });
  running.add(project);
  const filter = (path) => !/[\\/](node_modules|\.next)$/.test(path) && !path.endsWith("environment.mjs");
  // Several versions of a tool share what lies in a folder of its own.
  const sources = from ? [from, folder] : [folder];
  for (const source of sources) await cp(join(environments, source), place, { recursive: true, filter });
  const failure = await project.install().then(
    () => undefined,
    (error) => error,
  );
  const outcomes = [];
  for (const row of rows) {
    // The first one shows why.
    const failed = { version: "", state: "fails", result: "**fails**", error: outcomes.length === 0 ? failure : undefined };
    const outcome = failure ? failed : await runRow(project, row, row.of ?? of);
    const { environment = name, name: what, setting = "" } = row;
    outcomes.push({ group, environment, row: what, setting, ...outcome });
    print(outcomes.at(-1));
  }
  running.delete(project);
  if (!options.keep) await remove(place);
  return outcomes;
}

const remove = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 });

function print({ environment, version, row, state, error, ms }) {
  const time = ms === undefined ? "" : `${(ms / 1000).toFixed(1)} s`;
  console.log(`    ${state.padEnd(8)} ${environment} ${version}, ${row} ${time}`.trimEnd());
  if (error) console.log(String(error.stack ?? error).replace(/^/gm, "      | "));
}

/** Runs the environments, two at a time on two cores, and gives their outcomes in the order of the list. */
async function runAll(list, context) {
  const outcomes = [];
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const at = next++;
      outcomes[at] = await runEnvironment(list[at], context);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, worker));
  return outcomes.flat();
}

const line = (cells) => `| ${cells.join(" | ")} |`;

/** A table: rows that differ in nothing but what ran are one line of it. */
function table(outcomes) {
  const lines = new Map();
  for (const { environment, version, row, result, setting } of outcomes) {
    const key = [environment, version, result, setting].join("\n");
    const known = lines.get(key) ?? { environment, version, ran: [], result, setting };
    known.ran.push(row);
    lines.set(key, known);
  }
  const cells = [...lines.values()].map((one) => [one.environment, one.version, one.ran.join("; "), one.result, one.setting]);
  const head = ["environment", "version", "what ran", "result", "setting needed"];
  return [head, head.map(() => "---"), ...cells].map(line).join("\n");
}

function page(outcomes, minutes) {
  const count = (state) => outcomes.filter((outcome) => outcome.state === state).length;
  const tables = GROUPS.map((name) => `## ${name}\n\n${table(outcomes.filter(({ group }) => group === name))}\n`);
  const date = new Date().toISOString().slice(0, 10);
  return `<!-- Written by \`cargo xtask matrix\`. -->

# Compatibility

The packed tarball was installed in a project of each environment, with the default settings of that tool. The
[same script](tests/packages/check/index.js) ran in each: it makes a client, a call, a call that fails and one that is invalid,
validates a valid and an invalid webhook, signs and verifies. Each error has to be an instance of \`QiscusError\`, and a bundle
may hold the module once. Rows of \`qiscus-wasm/testing\` make calls to a sandbox instead, with and without faults, and receive its
webhooks. The rows of [examples/testing](examples/testing) run the tests there.

${count("works")} worked, ${count("fails")} failed, ${count("not run")} were not run. One run of ${minutes} minutes on ${date}, on
${process.platform} ${process.arch}.

${tables.join("\n")}`;
}

const list = await selected();
const start = performance.now();
const work = await mkdtemp(join(tmpdir(), "qiscus-wasm-matrix-"));
const sandbox = await startSandbox();

async function cleanUp() {
  await Promise.all([...running].map((project) => project.stop()));
  await Promise.all([sandbox.stop(), closeBrowser()]);
  if (!options.keep) await remove(work);
}
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => cleanUp().finally(() => process.exit(1)));

try {
  const tarballs = [tarball, await packChecks(work)];
  const outcomes = await runAll(list, { work, tarballs, app: sandbox.url, fingerprints: await fingerprints() });
  const count = (state) => outcomes.filter((outcome) => outcome.state === state).length;
  if (options.keep) console.log(`    the projects are in ${work}`);
  // As the test runner of Node.js sums up.
  console.log(`ℹ pass ${count("works")}\nℹ fail ${count("fails")}\nℹ skipped ${count("not run")}`);
  const minutes = Math.round((performance.now() - start) / 60_000);
  if (names.length === 0 && !options.quick) await writeFile(join(root, "COMPATIBILITY.md"), page(outcomes, minutes));
  if (count("fails") > 0) process.exitCode = 1;
} finally {
  await cleanUp();
}
