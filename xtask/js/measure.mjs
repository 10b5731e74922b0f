// How large a piece of JavaScript is once it is in an application.
import { build } from "esbuild";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Some code as a bundler would put it into an application, and a map of it; what it imports is looked for in `folder`. */
export async function minified(contents, folder, options) {
  const stdin = { contents, resolveDir: folder };
  const settings = { bundle: true, minify: true, format: "esm", sourcemap: "external", outfile: "entry.js", write: false, logLevel: "error" };
  const { outputFiles } = await build({ stdin, ...settings, ...options });
  const [map, code] = ["entry.js.map", "entry.js"].map((name) => outputFiles.find(({ path }) => path.endsWith(name)).text);
  return { code, map: JSON.parse(map) };
}

export const brotli = (file) => brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** The size of some files one after the other, in three ways; each file is compressed by itself, as servers do. */
export function sizes(files) {
  const sum = (measure) => files.reduce((total, file) => total + measure(file), 0);
  return { raw: sum((file) => Buffer.byteLength(file)), gzip: sum((file) => gzipSync(file, { level: 9 }).length), brotli: sum(brotli) };
}
