// Builds the documentation site into target/www/docs, unless it is up to date.
import { createHash } from "node:crypto";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const output = join(root, "target", "www", "docs");
const stamp = join(output, "sources.sha256");

/** A digest of the files that the site is made of. */
async function digest() {
  const own = await readdir(here, { recursive: true, withFileTypes: true });
  const files = own
    .filter((file) => file.isFile())
    .map(({ parentPath, path, name }) => join(parentPath ?? path, name))
    .filter((path) => !/^(node_modules|reference)\b/.test(path.slice(here.length + 1)));
  const typings = (await readdir(join(root, "pkg"))).filter((name) => name.endsWith(".d.ts"));
  files.push(...typings.map((name) => join(root, "pkg", name)));
  files.push(...["icon.svg", join("style", "tokens.css")].map((name) => join(root, "www", name)));
  const hash = createHash("sha256");
  for (const path of files.sort()) hash.update(path.slice(root.length)).update(await readFile(path));
  return hash.digest("hex");
}

const sources = await digest();
if ((await readFile(stamp, "utf8").catch(() => "")) === sources) {
  console.log("    target/www/docs is up to date");
} else {
  // VitePress links Vue into the package that the current folder belongs to; this one has it.
  process.chdir(here);
  // Without the stamp, a build that fails is repeated.
  await rm(output, { recursive: true, force: true });
  await import("./reference.mjs");
  if (!process.exitCode) {
    const { build } = await import("vitepress");
    await build(here);
    await writeFile(stamp, sources);
  }
}
