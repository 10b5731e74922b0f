// React Router in its framework mode: a page and a resource route, from the development server and from the build.
const dev = (project) =>
  project.start("react-router", (port) => ["dev", "--host", "127.0.0.1", "--port", String(port), "--strictPort"]);

async function build(project) {
  await project.run("react-router", ["build"]);
  await project.oneModule("build/client");
}

async function production(project) {
  await (project.built ??= build(project));
  return project.start("react-router-serve", () => ["build/server/index.js"], { env: { HOST: "127.0.0.1" } });
}

export default {
  group: "Frameworks",
  name: "React Router 8",
  of: "react-router",
  node: "24",
  rows: [
    { name: "dev server, page", run: async (project) => project.visit(await dev(project)) },
    { name: "dev server, resource route", run: async (project) => project.fetchReport(`${await dev(project)}/server`) },
    { name: "build, page", run: async (project) => project.visit(await production(project)) },
    { name: "build, resource route", run: async (project) => project.fetchReport(`${await production(project)}/server`) },
  ],
};
