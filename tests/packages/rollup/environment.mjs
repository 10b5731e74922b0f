// Rollup with the plugins that an application needs for its packages: a page, a program for Node.js, and import and require in
// one bundle.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";

async function build(project, entry, folder, file, format, ...plugins) {
  const settings = ["node-resolve", ...plugins].flatMap((name) => ["--plugin", name]);
  await project.run("rollup", [entry, ...settings, "--format", format, "--file", `${folder}/${file}`]);
  await project.oneModule(folder);
}

async function page(project, entry, folder, ...plugins) {
  await build(project, entry, folder, "main.js", "iife", ...plugins);
  await copyFile(join(project.folder, "index.html"), join(project.folder, folder, "index.html"));
  return project.visit(await project.files(folder));
}

export default {
  group: "Bundlers",
  name: "Rollup",
  of: "rollup",
  rows: [
    { name: "build, page", run: (project) => page(project, "src/main.js", "dist/page") },
    {
      name: "build for Node.js",
      async run(project) {
        await build(project, "src/server.js", "dist/node", "server.mjs", "es");
        return project.report("node", ["dist/node/server.mjs"]);
      },
    },
    { name: "build, import and require", run: (project) => page(project, "src/mixed.js", "dist/mixed", "commonjs") },
  ],
};
