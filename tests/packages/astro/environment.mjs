// Astro with the adapter for Node.js: a script of a page and an endpoint, from the development server and from the build.
const dev = (project) => project.start("astro", (port) => ["dev", "--host", "127.0.0.1", "--port", String(port)]);

async function build(project) {
  await project.run("astro", ["build"]);
  await project.oneModule("dist/client");
}

async function production(project) {
  await (project.built ??= build(project));
  return project.start("node", () => ["dist/server/entry.mjs"], { env: { HOST: "127.0.0.1" } });
}

export default {
  group: "Frameworks",
  name: "Astro 7",
  of: "astro",
  node: "24",
  rows: [
    { name: "dev server, page", run: async (project) => project.visit(await dev(project)) },
    { name: "dev server, endpoint", run: async (project) => project.fetchReport(`${await dev(project)}/server`) },
    { name: "build, page", run: async (project) => project.visit(await production(project)) },
    { name: "build, endpoint", run: async (project) => project.fetchReport(`${await production(project)}/server`) },
  ],
};
