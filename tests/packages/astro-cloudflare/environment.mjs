// Astro on Cloudflare: a script of a page and an endpoint, from the build in workerd.
async function build(project) {
  await project.run("astro", ["build"]);
  await project.oneModule("dist/client");
  await project.oneModule("dist/server");
}

async function production(project) {
  await (project.built ??= build(project));
  return project.start("wrangler", (port) => ["dev", "--local", "--ip", "127.0.0.1", "--port", String(port)]);
}

export default {
  group: "Workers, edge and serverless",
  name: "Astro 7 on Cloudflare",
  of: "astro",
  from: "astro",
  node: "24",
  rows: [
    { name: "build, page", run: async (project) => project.visit(await production(project)) },
    { name: "build, endpoint", run: async (project) => project.fetchReport(`${await production(project)}/server`) },
  ],
};
