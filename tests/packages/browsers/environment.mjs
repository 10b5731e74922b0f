// Pages and their workers in Chromium, Firefox and WebKit, with the files of node_modules served as they are.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { missing, programs } from "../../engines/installed.mjs";

const map = /<script type="importmap">(.*?)<\/script>/s.exec(readFileSync(new URL("index.html", import.meta.url), "utf8"))[1];
const inline = `'sha256-${createHash("sha256").update(map).digest("base64")}'`;
const policy = (...sources) => ({ "content-security-policy": `script-src 'self' ${[...sources, inline].join(" ")}` });
const isolation = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };

const version = (engine) => async (project) => /\d+(\.\d+)+/.exec(await project.run(programs[engine], ["--version"]))[0];

let foxes;
/** Opens a page in Firefox, one for all rows because it starts slowly; resolves to its report. */
async function firefox(project, url) {
  const { launch } = createRequire(join(project.folder, "package.json"))("puppeteer-core");
  foxes ??= launch({ browser: "firefox", executablePath: programs.Firefox, headless: true });
  const context = await (await foxes).createBrowserContext();
  const log = [];
  try {
    const page = await context.newPage();
    page.on("console", (message) => log.push(message.text())).on("pageerror", (error) => log.push(String(error)));
    await page.goto(project.withApp(url));
    await page.waitForFunction(() => globalThis.report !== undefined);
    return await page.evaluate(() => globalThis.report);
  } catch (error) {
    throw new Error(`${url}: ${error.message}\n${log.join("\n")}`);
  } finally {
    await context.close();
  }
}

let webkitVersion = "";
/** Opens a page in WebKit; resolves to its report. */
async function webkit(project, url) {
  const driver = await project.start("xvfb-run", (port) => ["-a", programs.WebKit, `--port=${port}`]);
  const command = async (method, path, body) => {
    const response = await fetch(`${driver}/session${path}`, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${url}: ${value.message}`);
    return value;
  };
  const capabilities = { alwaysMatch: { timeouts: { script: 60_000 } } };
  const { sessionId, capabilities: found } = await command("POST", "", { capabilities });
  webkitVersion = found.browserVersion;
  try {
    await command("POST", `/${sessionId}/url`, { url: project.withApp(url) });
    const script = `const done = arguments[0];
      Promise.resolve(globalThis.report).then(done, (error) => done({ error: String(error) }));`;
    for (let tries = 0; tries < 300; tries++) {
      const report = await command("POST", `/${sessionId}/execute/async`, { script, args: [] });
      if (report) return { passed: [], classes: 0, ...report };
      await sleep(100);
    }
    throw new Error(`${url} has no report`);
  } finally {
    await command("DELETE", `/${sessionId}`);
  }
}

const engines = {
  Chromium: { visit: (project, url) => project.visit(url), of: version("Chromium") },
  Firefox: { visit: firefox, of: version("Firefox"), end: async () => (await foxes).close() },
  WebKit: { visit: webkit, of: () => webkitVersion },
};
/** The rows of an engine; `visit` opens a page there. */
const rows = (visit) => {
  const page = (name, path = "", headers = {}) => ({
    name,
    run: async (project) => visit(project, `${await project.files(".", headers)}/${path}`),
  });
  return [
    page("page with an import map"),
    page("module worker", "worker.html"),
    page("shared worker", "shared.html"),
    page("service worker", "service.html"),
    {
      ...page("strict Content-Security-Policy", "", policy("'wasm-unsafe-eval'")),
      setting: "`script-src 'self' 'wasm-unsafe-eval'`",
    },
    {
      name: "Content-Security-Policy without `'wasm-unsafe-eval'`: the error names it",
      async run(project) {
        const refused = await visit(project, await project.files(".", policy()));
        if (!refused.error?.includes("'wasm-unsafe-eval'")) throw new Error(`the report is ${JSON.stringify(refused)}`);
        return visit(project, await project.files(".", policy("'wasm-unsafe-eval'")));
      },
    },
    page("Trusted Types", "trusted.html", { "content-security-policy": "require-trusted-types-for 'script'" }),
    page("COOP and COEP", "isolated.html", isolation),
    page("`qiscus-wasm/testing`, page", "testing.html"),
    page("`qiscus-wasm/testing`, a service worker that answers the page's requests", "answering.html"),
  ];
};

/** The rows of an engine that is installed; the last one ends it. */
function present(environment, { visit, of, end }) {
  const quick = ["page with an import map", "`qiscus-wasm/testing`, page"];
  const isQuick = ({ name }) => environment === "Chromium" && quick.includes(name);
  const list = rows(visit).map((row) => ({ ...row, environment, of, quick: isQuick(row) }));
  const last = list.at(-1);
  const { run } = last;
  if (end) last.run = (project) => run(project).finally(end);
  return list;
}

/** The rows of one that is not. */
const absent = (environment) => rows().map(({ name }) => ({ name, environment, version: "", notRun: missing[environment] }));

export default {
  group: "Pages",
  name: "Pages",
  rows: Object.entries(engines).flatMap(([name, engine]) => (programs[name] ? present(name, engine) : absent(name))),
};
