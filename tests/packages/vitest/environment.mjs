// Vitest: its three environments.
const run =
  (environment, file = "check") =>
  (project) =>
    project.report("vitest", ["run", `${file}.spec.js`, "--environment", environment]);

export default {
  group: "Test runners",
  name: "Vitest 5",
  of: "vitest",
  node: "24",
  rows: [
    { name: "node", quick: true, run: run("node") },
    { name: "jsdom", run: run("jsdom") },
    { name: "happy-dom", run: run("happy-dom") },
    { name: "`qiscus-wasm/testing`, node", run: run("node", "testing") },
    { name: "`qiscus-wasm/testing`, jsdom", quick: true, run: run("jsdom", "testing") },
    { name: "`qiscus-wasm/testing`, happy-dom", run: run("happy-dom", "testing") },
  ],
};
