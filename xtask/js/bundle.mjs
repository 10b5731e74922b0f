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
const output = join(root, faults ? "target/faults" : "pkg");

// What no output may hold: a path of this machine, and what fails in bundlers, CommonJS or workers.
const forbidden = [root, "import.meta", 'require("fs")', 'require("node:', 'from "fs"', 'from "node:'];

await mkdir(output, { recursive: true });

/** A module of the package: wasm-pack's folder and name for it, and its file in the package. */
async function moduleOf(folder, name, file) {
  const wasm = await readFile(join(root, "target", folder, `${name}_bg.wasm`));
  await writeFile(join(output, file), wasm);
  const constants = Object.entries(encoded(wasm)).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
  return { glue: join(root, "target", folder, `${name}.js`), file, text: constants.join("\n") };
}

/** `#core` and `#sandbox` are the generated glue, `#wasm` the module as text, `#start` what starts the module in this entry. */
const generated = (start, { glue, file: wasm, text }) => ({
  name: "generated",
  setup(esbuild) {
    const file = (path) => ({ path, sideEffects: false });
    esbuild.onResolve({ filter: /^#start$/ }, () => file(join(template, "start", `${start}.js`)));
    esbuild.onResolve({ filter: /^#(core|sandbox)$/ }, () => file(glue));
    // A namespace of its own: the absolute path of a file would end up in a comment of the output.
    esbuild.onResolve({ filter: /^#wasm$/ }, () => ({ path: wasm, namespace: "text" }));
    // wasm-bindgen copies what the core imports of pkg-template/: both have to get the same file.
    esbuild.onResolve({ filter: /^\.\/snippets\// }, ({ path }) => file(join(template, path.split("/pkg-template/").at(-1))));
    // Left to the platform: workers and edge functions compile a module only if it is imported like this.
    esbuild.onResolve({ filter: /^\.\/qiscus\.wasm(\?module)?$/ }, ({ path }) => ({
      path: path.replace("qiscus.wasm", wasm),
      external: true,
    }));
    esbuild.onLoad({ filter: /./, namespace: "text" }, () => ({ contents: text }));
  },
});

/** Bundles an entry point; `start` is the file in start/ that knows where its module comes from. */
async function bundle(format, folder, { name, entry = name, start, module }) {
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
    plugins: [generated(start, module)],
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
    const strangers = imports.filter(({ path }) => !path.startsWith(`./${module.file}`));
    if (strangers.length > 0) throw new Error(`${shown} imports ${strangers.map(({ path }) => path).join(", ")}`);
    console.log(`    ${shown}`);
  }
}

if (faults) {
  const module = await moduleOf("wasm-pack-faults", "core", "qiscus.wasm");
  await bundle("esm", ".", { name: "index", entry: "../tests/boundary/faults", start: "slim", module });
} else {
  const module = await moduleOf("wasm-pack", "core", "qiscus.wasm");
  const sandbox = await moduleOf("wasm-pack-sandbox", "sandbox", "sandbox.wasm");
  const twins = [
    { name: "index", start: "embedded", module },
    { name: "slim", start: "slim", module },
    { name: "node", module },
    { name: "lambda", module },
    { name: "testing", start: "embedded", module: sandbox },
  ];
  const platforms = [
    { name: "workerd", entry: "index", start: "workerd", module },
    { name: "edge-light", entry: "index", start: "edge-light", module },
    { name: "testing-workerd", entry: "testing", start: "workerd", module: sandbox },
  ];
  for (const entry of [...twins, ...platforms]) await bundle("esm", ".", entry);
  for (const entry of twins) await bundle("cjs", "cjs", entry);
}
