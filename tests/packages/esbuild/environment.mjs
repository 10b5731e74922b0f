// esbuild: a page, a program for Node.js in both formats, and import and require in one bundle.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";

async function build(project, entry, folder, file, ...settings) {
  await project.run("esbuild", [entry, "--bundle", "--minify", ...settings, `--outfile=${folder}/${file}`]);
  await project.oneModule(folder);
}

async function page(project, entry, folder) {
  await build(project, entry, folder, "main.js");
  await copyFile(join(project.folder, "index.html"), join(project.folder, folder, "index.html"));
  return project.visit(await project.files(folder));
}

async function server(project, format, folder, file) {
  await build(project, "src/server.js", folder, file, "--platform=node", `--format=${format}`);
  return project.report("node", [`${folder}/${file}`]);
}

export default {
  group: "Bundlers",
  name: "esbuild",
  of: "esbuild",
  rows: [
    { name: "bundle, page", quick: true, run: (project) => page(project, "src/main.js", "dist/page") },
    { name: "bundle for Node.js, ES module", run: (project) => server(project, "esm", "dist/esm", "server.mjs") },
    { name: "bundle for Node.js, CommonJS", run: (project) => server(project, "cjs", "dist/cjs", "server.cjs") },
    { name: "bundle, import and require", run: (project) => page(project, "src/mixed.js", "dist/mixed") },
  ],
};
