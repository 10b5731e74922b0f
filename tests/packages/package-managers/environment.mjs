// Package managers: each installs the tarballs into a new project, beside this one so that its node_modules can't help.
import { cp, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

const bunPackage = `@oven/bun-linux-${process.arch === "arm64" ? "aarch64" : "x64"}`;
// The package pnpm itself also names binaries of other platforms, which not every registry has.
const pnpmPackage = `@pnpm/exe.linux-${process.arch}`;
const files = ["esm.mjs", "cjs.cjs", "mixed.mjs"];
const inNode = (file) => ["node", file];

/** A row: what adds the tarballs, and what runs a file then. */
function row(name, of, add, { start = () => inNode, env, first = {}, ...more } = {}) {
  return {
    environment: name,
    name: "install; run an ES module, CommonJS, and both in one program",
    of,
    ...more,
    async run(project) {
      const place = `${project.folder}-${name.replaceAll(/\W+/g, "-")}`;
      await mkdir(place);
      await writeFile(join(place, "package.json"), '{ "name": "app", "private": true }');
      for (const [path, content] of Object.entries(first)) await writeFile(join(place, path), content);
      for (const file of files) await cp(join(project.folder, file), join(place, file));
      // Caches of its own: a cache knows a tarball by its name and version.
      const caches = {
        BUN_INSTALL_CACHE_DIR: join(place, "cache"),
        YARN_CACHE_FOLDER: join(place, "cache"),
        YARN_ENABLE_GLOBAL_CACHE: "false",
        YARN_ENABLE_TELEMETRY: "false",
        YARN_GLOBAL_FOLDER: join(place, "yarn"),
      };
      const options = { cwd: join("..", basename(place)), env: { ...caches, ...env } };
      const [program, ...args] = add(project);
      await project.run(program, [...args, ...project.tarballs], options);
      const reports = [];
      for (const file of files) {
        const [program, ...args] = start(project)(file);
        reports.push(await project.report(program, args, options));
      }
      return reports;
    },
  };
}

const inFolder = (project, ...path) => join(project.folder, "node_modules", ...path);
const npm = async (project) => (await project.run("npm", ["--version"])).trim();
const bun = (project) => inFolder(project, bunPackage, "bin", "bun");
const yarn = (project) => ["node", inFolder(project, "yarn", "bin", "yarn.js"), "add", "--offline"];
const berry = (project) => ["node", inFolder(project, "@yarnpkg", "cli-dist", "bin", "yarn.js")];
/** Makes the folder a project of its own. */
const empty = { "yarn.lock": "" };
const add = (project) => [...berry(project), "add"];

export default {
  group: "Package managers",
  name: "Package managers",
  rows: [
    row("npm", npm, () => ["npm", "install", "--no-audit", "--no-fund"]),
    row("pnpm", pnpmPackage, (project) => [inFolder(project, pnpmPackage, "pnpm"), "add", "--store-dir", "store"], {
      quick: true,
    }),
    row("Yarn 1", "yarn", yarn),
    row("Yarn 4, node_modules", "@yarnpkg/cli-dist", add, { env: { YARN_NODE_LINKER: "node-modules" }, first: empty }),
    row("Yarn 4, Plug'n'Play", "@yarnpkg/cli-dist", add, {
      first: empty,
      start: (project) => (file) => [...berry(project), "node", file],
      twoClasses: true,
    }),
    row("bun add", bunPackage, (project) => [bun(project), "add"]),
  ],
};
