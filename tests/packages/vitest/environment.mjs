// Vitest: its three environments.
const run = (environment) => (project) => project.report("vitest", ["run", "--environment", environment]);

export default {
  group: "Test runners",
  name: "Vitest 5",
  of: "vitest",
  node: "24",
  rows: [
    { name: "node", quick: true, run: run("node") },
    { name: "jsdom", run: run("jsdom") },
    { name: "happy-dom", run: run("happy-dom") },
  ],
};
