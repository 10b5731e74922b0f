// A project of the matrix: what an environment's rows do in it.
import { execFile, spawn } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { delimiter, extname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launch } from "../../tests/browser.mjs";
import { freePort } from "../../tests/server.mjs";

/** `cargo xtask` installs these. */
const NODES = fileURLToPath(new URL("../../tests/packages/nodes/node_modules", import.meta.url));
const windows = process.platform === "win32";

/** No questions, no telemetry, no colours. */
const QUIET = {
  ASTRO_TELEMETRY_DISABLED: "1",
  CI: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  NG_CLI_ANALYTICS: "false",
  NO_COLOR: "1",
  NODE_ENV: undefined,
  NUXT_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
};

/** npm downloads only what its cache lacks. */
const NPM = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];

/** How long a server may take to answer, and a page to have its report, in milliseconds. */
const START = 90_000;
const VISIT = 60_000;

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Runs a program to its end; resolves to its standard output, and rejects with all of it. */
export function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const limits = { timeout: 5 * 60_000, maxBuffer: 64 << 20, shell: windows };
    execFile(program, args, { ...limits, ...options }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const shown = `${stdout}\n${stderr}`.trim().split("\n").slice(-60).join("\n");
      reject(new Error(`\`${[program, ...args].join(" ")}\` failed (${error.signal ?? error.code})\n${shown}`));
    });
  });
}

let browser;
/** The one browser of all rows. */
const chromium = () => (browser ??= launch());
export const closeBrowser = async () => (await browser)?.close();

export class Project {
  #ends = [];
  #fingerprints;

  /** @param {{ folder: string, app: string, node?: string, tarballs: string[], fingerprints: Buffer[] }} settings */
  constructor({ folder, app, node, tarballs, fingerprints }) {
    this.folder = folder;
    /** The address of the sandbox. */
    this.app = app;
    /** The package and its checks, as a user would install them. */
    this.tarballs = tarballs;
    this.#fingerprints = fingerprints;
    this.env = this.environment(node);
  }

  /** The folder of a version of Node.js, `"20.0"` or `"24"`. */
  nodeFolder(version) {
    return join(NODES, `node-${version}-${process.arch}`, "bin");
  }

  /** The variables of a program that this project runs, with a version of Node.js other than that on PATH. */
  environment(node) {
    const folders = [join(this.folder, "node_modules", ".bin"), ...(node ? [this.nodeFolder(node)] : [])];
    return { ...process.env, ...QUIET, APP: this.app, PATH: [...folders, process.env.PATH].join(delimiter) };
  }

  /** Installs the lock file's packages, then the tarballs as a user would. */
  async install() {
    const npm = (...args) => run("npm", [...args, ...NPM], { cwd: this.folder, env: this.env });
    const locked = await stat(join(this.folder, "package-lock.json")).catch(() => undefined);
    if (locked) await npm("ci");
    await npm("install", "--no-save", ...this.tarballs);
  }

  /** The version of an installed package. */
  async version(name) {
    if (typeof name === "function") return name(this);
    return JSON.parse(await readFile(join(this.folder, "node_modules", name, "package.json"), "utf8")).version;
  }

  /** Runs a program of the project, or one on PATH, to its end; resolves to its standard output. */
  run(program, args = [], { env, cwd = ".", node } = {}) {
    const variables = node ? this.environment(node) : this.env;
    return run(program, args, { cwd: join(this.folder, cwd), env: { ...variables, ...env } });
  }

  /** Runs a program that prints a report as a line of JSON. */
  async report(program, args, options) {
    const output = await this.run(program, args, options);
    const line = output.split("\n").find((line) => line.includes('{"passed":'));
    if (!line) throw new Error(`no report among the output:\n${output}`);
    return JSON.parse(line.slice(line.indexOf('{"passed":'), line.lastIndexOf("}") + 1));
  }

  /** Runs tests with Node.js (TAP), Jest (JSON) or Vitest; fails unless all passed, and at least one ran. */
  async tests(program, args, options) {
    const output = await this.run(program, args, options);
    const passed = /^# pass [1-9]|"numPassedTests":[1-9]|^ +Tests +[1-9]\d* passed/m.test(output);
    if (!passed) throw new Error(`no test passed:\n${output}`);
    return { passed: ["tests"], entry: "example", classes: 1 };
  }

  /**
   * Starts a server, which the end of the row stops; resolves to its address once it answers.
   *
   * @param {(port: number) => string[]} args
   */
  async start(program, args, { env } = {}) {
    const port = await freePort();
    const child = spawn(program, args(port), {
      cwd: this.folder,
      env: { ...this.env, PORT: String(port), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: !windows,
      shell: windows,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    let ended = false;
    child.on("exit", () => {
      ended = true;
    });
    child.on("error", (error) => {
      ended = true;
      output += error;
    });
    this.#ends.push(() => end(child));
    this.output = () => output;
    const url = `http://127.0.0.1:${port}`;
    const until = Date.now() + START;
    for (;;) {
      if (ended) throw new Error(`${program} ended before it answered:\n${output}`);
      const answered = await fetch(url, { signal: AbortSignal.timeout(30_000), redirect: "manual" }).then(
        () => true,
        () => false,
      );
      if (answered) return url;
      if (Date.now() > until) throw new Error(`${program} did not answer in ${START} ms:\n${output}`);
      await sleep(200);
    }
  }

  /** Serves the files of a folder, as any static host does; resolves to the address. */
  async files(folder, headers = {}) {
    const server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url, "http://localhost");
      const path = join(this.folder, folder, decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname));
      const body = await readFile(path).catch(() => undefined);
      response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "text/plain", ...headers });
      response.end(body);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#ends.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${server.address().port}`;
  }

  /** An address with that of the sandbox, for the code behind it. */
  withApp(url) {
    const address = new URL(url);
    address.searchParams.set("app", this.app);
    return address.href;
  }

  /** The report that a server answers with. */
  async fetchReport(url) {
    const response = await fetch(this.withApp(url), { signal: AbortSignal.timeout(90_000) });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`${url} answered ${response.status}: ${text.slice(0, 2000)}\n${this.output?.().slice(-3000) ?? ""}`);
    }
  }

  /** Opens a page in Chromium; resolves to its `globalThis.report`, a report or a promise of one. */
  async visit(url) {
    const context = await (await chromium()).newContext();
    const log = [];
    try {
      const page = await context.newPage();
      page.on("console", (message) => message.type() === "error" && log.push(message.text()));
      page.on("pageerror", (error) => log.push(String(error)));
      await page.goto(this.withApp(url), { timeout: VISIT });
      await page.waitForFunction(() => globalThis.report !== undefined, undefined, { timeout: VISIT });
      return await page.evaluate(() => globalThis.report);
    } catch (error) {
      throw new Error(`${url}: ${error.message}\n${log.join("\n")}\n${this.output?.().slice(-3000) ?? ""}`);
    } finally {
      await context.close();
    }
  }

  /** How many copies of the module the files of a folder hold, as text or as a .wasm. */
  async modules(folder) {
    let found = 0;
    const start = join(this.folder, folder);
    for (const entry of await readdir(start, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || path.endsWith(".map") || path.slice(start.length).includes("node_modules")) continue;
      const content = await readFile(path);
      for (const fingerprint of this.#fingerprints) {
        for (let at = content.indexOf(fingerprint); at >= 0; at = content.indexOf(fingerprint, at + 1)) found++;
      }
    }
    return found;
  }

  /** Fails unless the files of a folder hold the module exactly once. */
  async oneModule(folder) {
    const found = await this.modules(folder);
    if (found !== 1) throw new Error(`${folder} holds the module ${found} times`);
  }

  /** Ends what the row has started. */
  async stop() {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (windows) await promisify(execFile)("taskkill", ["/pid", String(child.pid), "/t", "/f"]).catch(() => {});
  else signal(child, "SIGTERM");
  const timer = setTimeout(() => signal(child, "SIGKILL"), 3000);
  await ended;
  clearTimeout(timer);
  // What it has started may outlive it.
  signal(child, "SIGKILL");
}

/** To the whole group, which is gone if nothing of it runs any more. */
function signal(child, name) {
  try {
    if (!windows) process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
