// Deno with the packages that npm has put into node_modules.
const allowed = ["--allow-net", "--allow-env", "--allow-read"];
const run =
  (...args) =>
  (project) =>
    project.report("deno", args);

export default {
  group: "Runtimes",
  name: "Deno",
  of: "deno",
  rows: [
    { name: "ES module", quick: true, run: run("run", ...allowed, "main.js") },
    {
      name: "ES module, nothing allowed but the network",
      run: (project) => project.report("deno", ["run", "--allow-net", "net.js", project.app]),
    },
    { name: "CommonJS", run: run("run", ...allowed, "cjs.cjs") },
    { name: "import and require", run: run("run", ...allowed, "mixed.mjs") },
    { name: "`deno test`", run: run("test", ...allowed, "check.spec.js") },
    { name: "`qiscus-wasm/testing`, ES module, nothing allowed", run: run("run", "testing.mjs") },
    { name: "`qiscus-wasm/testing`, CommonJS", run: run("run", "--allow-read", "testing.cjs") },
    { name: "`qiscus-wasm/testing`, `deno test`, nothing allowed", run: run("test", "testing.spec.js") },
  ],
};
