// Jest: its two environments, and ES modules, which it has behind a flag.
const modules = { NODE_OPTIONS: "--experimental-vm-modules" };

export default {
  group: "Test runners",
  name: "Jest 30",
  of: "jest",
  rows: [
    { name: "node", quick: true, run: (project) => project.report("jest", ["/node.spec.js"]) },
    {
      name: "jsdom",
      setting: "`{ fetch }`, which Jest's jsdom lacks: an environment that sets `this.global.nodeFetch = fetch`",
      run: (project) => project.report("jest", ["/jsdom.spec.js"]),
    },
    {
      name: "node, ES module",
      setting: "Jest's own: `NODE_OPTIONS=--experimental-vm-modules`, and `mjs` in `testMatch`",
      run: (project) => project.report("jest", ["--testMatch", "**/*.spec.mjs"], { env: modules }),
    },
    { name: "`qiscus-wasm/testing`, node", run: (project) => project.report("jest", ["/testing-node.spec.js"]) },
    { name: "`qiscus-wasm/testing`, jsdom", quick: true, run: (project) => project.report("jest", ["/testing-jsdom.spec.js"]) },
  ],
};
