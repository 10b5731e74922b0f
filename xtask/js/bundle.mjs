// Bundles the entry points of pkg-template/ into pkg/, and checks that they load everywhere.
import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { shorter } from "./glue.mjs";
import { shortened } from "./names.mjs";
import { encoded } from "./text.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const template = join(root, "pkg-template");
const core = join(root, "target", "wasm-pack");

// What no output may hold: a path of this machine, and what fails in bundlers, CommonJS or workers.
const forbidden = [root, "import.meta", 'require("fs")', 'require("node:', 'from "fs"', 'from "node:'];

const { module, glue } = shortened(await readFile(join(core, "core_bg.wasm")), await readFile(join(core, "core.js"), "utf8"));
await writeFile(join(root, "pkg", "qiscus.wasm"), module);
const embedded = Object.entries(encoded(module)).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);

/**
 * `#core` is the generated glue, `#wasm` the module as text, `#start` what starts the module in this entry, any other
 * `#name` a snippet of the core (src/wasm/name.js).
 */
const generated = (start) => ({
  name: "generated",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^#/ }, async ({ path }) => {
      if (path === "#start") return { path: join(template, "start", `${start}.js`), sideEffects: false };
      if (path === "#core") return { path: join(core, "core.js"), sideEffects: false };
      // A namespace of its own: the absolute path of a file would end up in a comment of the output.
      if (path === "#wasm") return { path: "qiscus.wasm", namespace: "text" };
      return { path: await snippet(`${path.slice(1)}.js`), sideEffects: false };
    });
    // Left to the platform: workers and edge functions compile a module only if it is imported like this.
    esbuild.onResolve({ filter: /^\.\/qiscus\.wasm(\?module)?$/ }, ({ path }) => ({ path, external: true }));
    esbuild.onLoad({ filter: /[\\/]core\.js$/ }, () => ({ contents: shorter(glue) }));
    esbuild.onLoad({ filter: /./, namespace: "text" }, () => ({ contents: embedded.join("\n") }));
  },
});

/** The folder of the snippets has a hash in its name that changes from build to build. */
async function snippet(name) {
  const files = await readdir(join(core, "snippets"), { recursive: true });
  const found = files.filter((file) => file.split(/[\\/]/).at(-1) === name);
  if (found.length !== 1) throw new Error(`#${name}: ${found.length} snippets of that name in target/wasm-pack`);
  return join(core, "snippets", found[0]);
}

/** Bundles an entry point; `start` is the file in start/ that knows where its module comes from. */
async function bundle(format, folder, name, entry, start) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { [name]: join(template, `${entry}.js`) },
    outdir: join(root, "pkg", folder),
    format,
    bundle: true,
    platform: "neutral",
    target: "es2022",
    // Top-level await breaks require(), Jest and older bundlers: esbuild refuses it when told that nobody has it.
    supported: { "top-level-await": false },
    legalComments: "none",
    charset: "utf8",
    // The glue makes its coders when it is loaded, which fails where there are none.
    inject: [join(template, "text.js")],
    plugins: [generated(start)],
    metafile: true,
    logLevel: "warning",
    // The glue mentions it in a function that no entry imports; that it is gone is checked below.
    logOverride: { "empty-import-meta": "silent" },
  });
  for (const [file, { imports }] of Object.entries(result.metafile.outputs)) {
    const text = await readFile(join(root, file), "utf8");
    const shown = relative(root, join(root, file));
    for (const word of forbidden) if (text.includes(word)) throw new Error(`${shown} contains ${word}`);
    const strangers = imports.filter(({ path }) => !path.startsWith("./qiscus.wasm"));
    if (strangers.length > 0) throw new Error(`${shown} imports ${strangers.map(({ path }) => path).join(", ")}`);
    console.log(`    ${shown}`);
  }
}

const entries = [
  ["index", "index", "embedded"],
  ["slim", "slim", "slim"],
  ["node", "node"],
  ["lambda", "lambda"],
];
for (const entry of [...entries, ["workerd", "index", "workerd"], ["edge-light", "index", "edge-light"]]) {
  await bundle("esm", ".", ...entry);
}
for (const entry of entries) await bundle("cjs", "cjs", ...entry);
