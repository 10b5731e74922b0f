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

/** What a report names if all went well; the first is the constructor's. */
const CHECKS = ["client", "call", "failed call", "invalid call", "webhook", "invalid webhook", "signature"];
const DEADLINE = 6 * 60_000;

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
  const unknown = names.filter((name) => !found.some(({ folder }) => folder === name));
  if (unknown.length > 0) {
    throw new Error(`no environment ${unknown.join(", ")}; there are ${found.map(({ folder }) => folder).join(", ")}`);
  }
  return found
    .filter(({ folder }) => names.length === 0 || names.includes(folder))
    .map((environment) => ({ ...environment, rows: environment.rows.filter(({ quick }) => quick || !options.quick) }))
    .filter(({ rows }) => rows.length > 0);
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
    if (JSON.stringify(report.passed) !== JSON.stringify(CHECKS)) throw new Error(`the report is ${JSON.stringify(report)}`);
  }
  return Math.max(...reports.map(({ classes }) => classes));
}

async function runRow(project, row) {
  if (row.notRun) return { result: `not run: ${row.notRun}`, state: "not run" };
  const start = performance.now();
  let timer;
  try {
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took more than ${DEADLINE / 60_000} minutes`)), DEADLINE);
    });
    const reports = [await Promise.race([row.run(project), late])].flat();
    const classes = verify(reports);
    if (classes > 1 && !row.twoClasses) throw new Error("two classes in one program");
    return { result: classes > 1 ? "works; two classes, `instanceof` holds" : "works", state: "works", ms: performance.now() - start };
  } catch (error) {
    return { result: "**fails**", state: "fails", error, ms: performance.now() - start };
  } finally {
    clearTimeout(timer);
    await project.stop();
  }
}

/** Installs an environment and runs its rows; if it can't be installed, all of them fail. */
async function runEnvironment({ folder, name, of, node, rows, from, install = true }, { work, tarballs, ...shared }) {
  const place = join(work, folder);
  const project = new Project({ ...shared, folder: place, node, tarballs });
  const filter = (path) => !/[\\/](node_modules|\.next)$/.test(path) && !path.endsWith("environment.mjs");
  // Several versions of a tool share what lies in a folder of its own.
  for (const source of from ? [from, folder] : [folder]) await cp(join(environments, source), place, { recursive: true, filter });
  const failure = install ? await project.install().then(() => undefined, (error) => error) : undefined;
  const outcomes = [];
  for (const row of rows) {
    const outcome = failure ? { result: "**fails**", state: "fails", error: failure } : await runRow(project, row);
    const version = row.version ?? (failure ? "" : await project.version(row.of ?? of));
    outcomes.push({ environment: row.environment ?? name, version, row: row.name, setting: row.setting, ...outcome });
    print(outcomes.at(-1));
  }
  if (!options.keep) await rm(place, { recursive: true, force: true, maxRetries: 5 });
  return outcomes;
}

function print({ environment, version, row, state, error, ms }) {
  const time = ms === undefined ? "" : `${(ms / 1000).toFixed(1)} s`;
  console.log(`    ${state.padEnd(8)} ${environment} ${version ?? ""}, ${row} ${time}`.trimEnd());
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

function page(outcomes, minutes) {
  const count = (state) => outcomes.filter((outcome) => outcome.state === state).length;
  const rows = outcomes.map(({ environment, version, row, result, setting }) =>
    line([environment, version ?? "", row, result, setting ?? ""]),
  );
  return `<!-- Written by \`cargo xtask matrix\`. -->

# Compatibility

The packed tarball, installed in a project of each environment with that tool's default settings. The same script runs in each row
([tests/packages/check](tests/packages/check/index.js)): it makes a client, a call, a call that fails and one that is invalid, validates a
valid and an invalid webhook, signs and verifies. A bundle may hold the module once, and every error is an instance of \`QiscusError\`.

${count("works")} rows work, ${count("fails")} fail, ${count("not run")} were not run. From one run of ${minutes} minutes on ${new Date().toISOString().slice(0, 10)}, on
${process.platform} ${process.arch}.

${[line(["environment", "version", "row", "result", "setting needed"]), line(["---", "---", "---", "---", "---"]), ...rows].join("\n")}
`;
}

const list = await selected();
const start = performance.now();
const work = await mkdtemp(join(tmpdir(), "qiscus-wasm-matrix-"));
const sandbox = await startSandbox();
try {
  const tarballs = [tarball, await packChecks(work)];
  const outcomes = await runAll(list, { work, tarballs, app: sandbox.url, fingerprints: await fingerprints() });
  const minutes = Math.round((performance.now() - start) / 60_000);
  const failed = outcomes.filter(({ state }) => state === "fails");
  const passed = outcomes.filter(({ state }) => state === "works");
  if (options.keep) console.log(`    the projects are in ${work}`);
  // As the test runner of Node.js sums up.
  console.log(`ℹ pass ${passed.length}\nℹ fail ${failed.length}\nℹ skipped ${outcomes.length - passed.length - failed.length}`);
  if (names.length === 0 && !options.quick) await writeFile(join(root, "COMPATIBILITY.md"), page(outcomes, minutes));
  if (failed.length > 0) process.exitCode = 1;
} finally {
  await Promise.all([sandbox.stop(), closeBrowser()]);
  if (!options.keep) await rm(work, { recursive: true, force: true, maxRetries: 5 });
}
