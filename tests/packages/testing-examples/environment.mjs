// The examples of `qiscus-wasm/testing`, as they lie in examples/testing/.
const node = (file) => (project) => project.tests("node", ["--test", "--test-reporter=tap", file]);
const file = (folder) => `${folder}/bot.test.js`;
const modules = { NODE_OPTIONS: "--experimental-vm-modules" };

export default {
  group: "Test runners",
  name: "Examples",
  from: "../../examples/testing",
  node: "24",
  rows: [
    {
      environment: "Vitest 5",
      of: "vitest",
      name: "examples/testing/vitest",
      quick: true,
      run: (project) => project.tests("vitest", ["run", file("vitest")]),
    },
    {
      environment: "Jest 30",
      of: "jest",
      name: "examples/testing/jest",
      setting: "Jest's own: `NODE_OPTIONS=--experimental-vm-modules`",
      run: (project) => project.tests("jest", ["--json", "--runTestsByPath", file("jest")], { env: modules }),
    },
    {
      environment: "Playwright",
      of: "playwright-core",
      name: "examples/testing/playwright",
      run: node("playwright/page.test.js"),
    },
    {
      environment: "msw",
      of: "msw",
      name: "examples/testing/msw",
      setting: "`.catch(() => HttpResponse.error())`, or msw makes a status 500 of a lost connection",
      run: node(file("msw")),
    },
    { environment: "undici", of: "undici", name: "examples/testing/undici", run: node(file("undici")) },
    {
      environment: "Node.js",
      of: async (project) => (await project.run("node", ["--version"])).trim().slice(1),
      name: "examples/testing/server",
      async run(project) {
        const url = await project.start("node", () => ["server/server.js"]);
        return project.report("node", ["client.js"], { env: { APP: url } });
      },
    },
  ],
};
