// Runs a Worker as wrangler bundles it, in the runtime of Cloudflare.
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import workerd from "workerd";
import { listening, run } from "./examples/support.mjs";

/** The configuration of a Worker that may call the sandbox, which is on this machine. */
const config = (port, env, compatibilityDate) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      compatibilityDate = "${compatibilityDate}",
      globalOutbound = "local",
      modules = [
        (name = "worker.js", esModule = embed "worker.js"),
        (name = "qiscus.wasm", wasm = embed "qiscus.wasm"),
      ],
      bindings = [${Object.entries(env).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`)}],
    )),
    (name = "local", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;

/** At the first of these dates a request with a `cache` throws, at the second it doesn't. */
export const compatibilityDates = ["2024-09-23", "2026-01-01"];

/** The export conditions of wrangler. */
const wrangler = ["workerd", "worker", "browser"];

/** Serves a Worker at a port, with these variables, as the runtime was at a date, until the test ends. */
export async function startWorker(t, file, port, env, compatibilityDate, conditions = wrangler) {
  const folder = await mkdtemp(join(tmpdir(), "qiscus-worker-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await build({
    entryPoints: [file],
    outfile: join(folder, "worker.js"),
    bundle: true,
    format: "esm",
    conditions,
    external: ["./qiscus.wasm"],
    logLevel: "error",
  });
  await copyFile(join(process.env.QISCUS_PKG, "qiscus.wasm"), join(folder, "qiscus.wasm"));
  await writeFile(join(folder, "worker.capnp"), config(port, env, compatibilityDate));
  const program = run(t, workerd.default, ["serve", join(folder, "worker.capnp")]);
  await listening(`http://127.0.0.1:${port}/`, program);
}
