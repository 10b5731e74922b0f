// webpack: a page, a worker of a page, a program for Node.js, and import and require in one bundle.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";

async function build(project, name) {
  await project.run("webpack", ["--config-name", name]);
  await project.oneModule(`dist/${name}`);
}

async function page(project, name) {
  await build(project, name);
  await copyFile(join(project.folder, "index.html"), join(project.folder, "dist", name, "index.html"));
  return project.visit(await project.files(`dist/${name}`));
}

export default {
  group: "Bundlers",
  name: "webpack",
  of: "webpack",
  rows: [
    { name: "build, page", quick: true, run: (project) => page(project, "page") },
    {
      name: "build for Node.js",
      async run(project) {
        await build(project, "node");
        return project.report("node", ["dist/node/main.js"]);
      },
    },
    { name: "build, worker", run: (project) => page(project, "worker") },
    { name: "build, import and require", run: (project) => page(project, "mixed") },
  ],
};
