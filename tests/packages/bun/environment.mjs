// Bun: as a program, a test runner and a bundler.
import { join } from "node:path";

const of = `@oven/bun-linux-${process.arch === "arm64" ? "aarch64" : "x64"}`;
const bun = (project) => join(project.folder, "node_modules", of, "bin", "bun");
const run =
  (...args) =>
  (project) =>
    project.report(bun(project), args);

export default {
  group: "Runtimes",
  name: "Bun",
  of,
  rows: [
    { name: "ES module", quick: true, run: run("esm.mjs") },
    { name: "CommonJS", run: run("cjs.cjs") },
    { name: "import and require", twoClasses: true, run: run("mixed.mjs") },
    { name: "`bun test`", run: run("test", "check.spec.js") },
    { name: "`qiscus-wasm/testing`, ES module", run: run("testing.mjs") },
    { name: "`qiscus-wasm/testing`, CommonJS", run: run("testing.cjs") },
    { name: "`qiscus-wasm/testing`, `bun test`", run: run("test", "testing.spec.js") },
    {
      name: "`bun build`, page",
      async run(project) {
        await project.run(bun(project), ["build", "index.html", "--outdir", "dist"]);
        await project.oneModule("dist");
        return project.visit(await project.files("dist"));
      },
    },
    {
      name: "`bun build`, page with import and require",
      async run(project) {
        await project.run(bun(project), ["build", "mixed.html", "--outdir", "mixed"]);
        await project.oneModule("mixed");
        return project.visit(`${await project.files("mixed")}/mixed.html`);
      },
    },
    {
      name: "`bun build --target bun`, import and require",
      setting: "`--conditions module`, or the bundle holds two copies",
      async run(project) {
        const flags = ["--target", "bun", "--conditions", "module", "--outdir", "server"];
        await project.run(bun(project), ["build", "mixed.mjs", ...flags]);
        await project.oneModule("server");
        return project.report(bun(project), ["server/mixed.js"]);
      },
    },
  ],
};
