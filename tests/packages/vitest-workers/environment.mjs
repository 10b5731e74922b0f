// Vitest inside workerd, by Cloudflare's pool: with the Worker's configuration, as its guide has it, and without one.
const rule = '`miniflare: { modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }] }` in `vitest.config.js`';

export default {
  group: "Test runners",
  name: "@cloudflare/vitest-pool-workers",
  of: "@cloudflare/vitest-pool-workers",
  node: "24",
  rows: [
    { name: "a test, with `wrangler.jsonc`", run: (project) => project.report("vitest", ["run", "check.spec.js"]) },
    {
      name: "a test, without it",
      setting: rule,
      run: (project) => project.report("vitest", ["run", "check.spec.js", "--config", "miniflare.config.js"]),
    },
    {
      name: "`qiscus-wasm/testing`, with `wrangler.jsonc`",
      run: (project) => project.report("vitest", ["run", "testing.spec.js"]),
    },
    {
      name: "`qiscus-wasm/testing`, without it",
      setting: rule,
      run: (project) => project.report("vitest", ["run", "testing.spec.js", "--config", "miniflare.config.js"]),
    },
  ],
};
