// Nuxt: a page and a server route, from the development server and from the builds for Node.js and for the edge.
const dev = (project) => project.start("nuxt", (port) => ["dev", "--host", "127.0.0.1", "--port", String(port)]);

async function build(project) {
  await project.run("nuxt", ["build"]);
  await project.oneModule(".output/public");
}

async function production(project) {
  await (project.built ??= build(project));
  return project.start("node", () => [".output/server/index.mjs"], { env: { HOST: "127.0.0.1" } });
}

export default {
  group: "Frameworks",
  name: "Nuxt 4",
  of: "nuxt",
  node: "24",
  rows: [
    { name: "dev server, page", run: async (project) => project.visit(await dev(project)) },
    { name: "dev server, server route", run: async (project) => project.fetchReport(`${await dev(project)}/server`) },
    { name: "build, page", run: async (project) => project.visit(await production(project)) },
    { name: "build, server route", run: async (project) => project.fetchReport(`${await production(project)}/server`) },
    {
      name: "build for `cloudflare_module`, server route in workerd",
      setting: "`nitro: { experimental: { wasm: true } }`",
      async run(project) {
        await project.run("nuxt", ["build"], { env: { NITRO_PRESET: "cloudflare_module" } });
        await project.oneModule(".output/server");
        const fixed = ["dev", "--local", "--config", ".output/server/wrangler.json", "--ip", "127.0.0.1"];
        const url = await project.start("wrangler", (port) => [...fixed, "--port", String(port)]);
        return project.fetchReport(`${url}/server`);
      },
    },
    {
      name: "build for `vercel_edge`, server route",
      setting: "`nitro: { experimental: { wasm: true } }`",
      // The edge-runtime package runs this build, but allows what Vercel's documentation forbids.
      notRun: "the build compiles the module from bytes, which Vercel's documentation forbids: only a deployment can tell",
    },
  ],
};
