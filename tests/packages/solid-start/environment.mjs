// SolidStart with Nitro 3, as its starter: a page and an API route, from the development server and from the build for Node.js.
const dev = (project) => project.start("vite", (port) => ["--host", "127.0.0.1", "--port", String(port), "--strictPort"]);

async function build(project) {
  await project.run("vite", ["build"]);
  await project.oneModule(".output/public");
}

async function production(project) {
  await (project.built ??= build(project));
  return project.start("node", () => [".output/server/index.mjs"], { env: { HOST: "127.0.0.1" } });
}

export default {
  group: "Frameworks",
  name: "SolidStart 2",
  of: "@solidjs/start",
  node: "24",
  rows: [
    { name: "dev server, page", run: async (project) => project.visit(await dev(project)) },
    { name: "dev server, API route", run: async (project) => project.fetchReport(`${await dev(project)}/server`) },
    { name: "build, page", run: async (project) => project.visit(await production(project)) },
    { name: "build, API route", run: async (project) => project.fetchReport(`${await production(project)}/server`) },
  ],
};
