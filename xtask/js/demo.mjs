// Bundles the demo page, www/, into target/www/: files that any static host can serve.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const source = join(root, "www");
const output = join(root, "target", "www");

/** The package as it is built in pkg/, the files of a browser. */
const ownPackage = {
  name: "package",
  setup(esbuild) {
    const files = { "qiscus-wasm": "index.js", "qiscus-wasm/testing": "testing.js" };
    esbuild.onResolve({ filter: /^qiscus-wasm(\/testing)?$/ }, ({ path }) => ({
      path: join(root, "pkg", files[path]),
      sideEffects: false,
    }));
  },
};

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

await mkdir(output, { recursive: true });
// All but the documentation, which www/docs/build.mjs writes.
const files = async () => (await readdir(output)).filter((name) => name !== "docs").sort();
for (const name of await files()) await rm(join(output, name), { recursive: true });

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { app: join(source, "main.js"), style: join(source, "style.css") },
  outdir: output,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome120", "firefox121", "safari17"],
  minify: true,
  charset: "utf8",
  // The licence of lit-html is part of its files.
  legalComments: "eof",
  chunkNames: "[name]-[hash]",
  plugins: [ownPackage],
  metafile: true,
  logLevel: "warning",
  // The glue of the package names a module several times.
  logOverride: { "duplicate-object-key": "silent" },
});
for (const file of ["index.html", "icon.svg"]) await copyFile(join(source, file), join(output, file));

// What the first paint needs: the page, its style, and the scripts that are loaded at once.
const needed = new Set(["index.html", "style.css", "icon.svg"]);
const follow = (name) => {
  needed.add(name);
  const { imports } = metafile.outputs[`target/www/${name}`];
  for (const { path, kind } of imports) if (kind === "import-statement") follow(path.split("/").at(-1));
};
follow("app.js");
let first = 0;
for (const name of await files()) {
  const text = await readFile(join(output, name));
  if (text.includes(root)) throw new Error(`target/www/${name} contains a path of this machine`);
  const compressed = gzipSync(text).length;
  if (needed.has(name)) first += compressed;
  console.log(
    `    target/www/${name}: ${kB(text.length)}, ${kB(compressed)} compressed${needed.has(name) ? ", first paint" : ""}`,
  );
}
console.log(`    first paint: ${kB(first)}, compressed`);
if (first > 100_000) throw new Error("the first paint takes more than 100 kB");
