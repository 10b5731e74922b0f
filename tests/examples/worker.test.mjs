// The example for Cloudflare Workers, bundled as wrangler does it, in the runtime of Cloudflare.
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import workerd from "workerd";
import { converse, freePort, listening, run, sandboxFor } from "./support.mjs";

const example = fileURLToPath(new URL("../../examples/cloudflare-worker.mjs", import.meta.url));

/** The configuration of a Worker that may call the sandbox, which is on this machine. */
const config = (port, env) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      compatibilityDate = "2026-01-01",
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

test("cloudflare-worker.mjs answers people, but not itself", { timeout: 60_000 }, async (t) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const { sandbox, env } = await sandboxFor(t, url);
  const folder = await mkdtemp(join(tmpdir(), "qiscus-worker-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await build({
    entryPoints: [example],
    outfile: join(folder, "worker.js"),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    external: ["./qiscus.wasm"],
    logLevel: "error",
  });
  await copyFile(join(process.env.QISCUS_PKG, "qiscus.wasm"), join(folder, "qiscus.wasm"));
  await writeFile(join(folder, "worker.capnp"), config(port, env));
  const program = run(t, workerd.default, ["serve", join(folder, "worker.capnp")]);
  await listening(url, program);
  await converse(sandbox, url);
});
