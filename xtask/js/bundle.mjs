// Bundles the entry points of pkg-template/ into pkg/, and checks that they load everywhere. With `--faults`, the one entry for
// tests of a module that fails, into target/faults/.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { encoded } from "./text.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const template = join(root, "pkg-template");
const { faults } = parseArgs({ options: { faults: { type: "boolean" } } }).values;
const core = join(root, "target", faults ? "wasm-pack-faults" : "wasm-pack");
const output = join(root, faults ? "target/faults" : "pkg");

// What no output may hold: a path of this machine, and what fails in bundlers, CommonJS or workers.
const forbidden = [root, "import.meta", 'require("fs")', 'require("node:', 'from "fs"', 'from "node:'];

const module = await readFile(join(core, "core_bg.wasm"));
await mkdir(output, { recursive: true });
await writeFile(join(output, "qiscus.wasm"), module);

const embedded = () =>
  Object.entries(encoded(module)).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join("\n");

/** `#core` is the generated glue, `#wasm` the module as text, `#start` what starts the module in this entry. */
const generated = (start) => ({
  name: "generated",
  setup(esbuild) {
    const file = (path) => ({ path, sideEffects: false });
    esbuild.onResolve({ filter: /^#start$/ }, () => file(join(template, "start", `${start}.js`)));
    esbuild.onResolve({ filter: /^#core$/ }, () => file(join(core, "core.js")));
    // A namespace of its own: the absolute path of a file would end up in a comment of the output.
    esbuild.onResolve({ filter: /^#wasm$/ }, () => ({ path: "qiscus.wasm", namespace: "text" }));
    // wasm-bindgen copies what the core imports of pkg-template/: both have to get the same file.
    esbuild.onResolve({ filter: /^\.\/snippets\// }, ({ path }) => file(join(template, path.split("/pkg-template/").at(-1))));
    // Left to the platform: workers and edge functions compile a module only if it is imported like this.
    esbuild.onResolve({ filter: /^\.\/qiscus\.wasm(\?module)?$/ }, ({ path }) => ({ path, external: true }));
    esbuild.onLoad({ filter: /./, namespace: "text" }, () => ({ contents: embedded() }));
  },
});

/** Bundles an entry point; `start` is the file in start/ that knows where its module comes from. */
async function bundle(format, folder, name, entry, start) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { [name]: join(template, `${entry}.js`) },
    outdir: join(output, folder),
    format,
    bundle: true,
    platform: "neutral",
    target: "es2022",
    // Top-level await breaks require(), Jest and older bundlers: esbuild refuses it when told that nobody has it. Static blocks
    // break Metro, the bundler of React Native.
    supported: { "class-static-blocks": false, "top-level-await": false },
    legalComments: "none",
    charset: "utf8",
    inject: [join(template, "inject.js")],
    plugins: [generated(start)],
    metafile: true,
    logLevel: "warning",
    // The glue mentions it in a function that no entry imports; that it is gone is checked below.
    // It names the module of a snippet once for each function that it imports without a wrapper; they are all the same.
    logOverride: { "empty-import-meta": "silent", "duplicate-object-key": "silent" },
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
if (faults) {
  await bundle("esm", ".", "index", "../tests/boundary/faults", "slim");
} else {
  for (const entry of [...entries, ["workerd", "index", "workerd"], ["edge-light", "index", "edge-light"]]) {
    await bundle("esm", ".", ...entry);
  }
  for (const entry of entries) await bundle("cjs", "cjs", ...entry);
}
