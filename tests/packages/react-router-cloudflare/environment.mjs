// React Router on Cloudflare, by Cloudflare's plugin for Vite: a page and a resource route, in workerd.
const serve = (project, command = []) =>
  project.start("vite", (port) => [...command, "--host", "127.0.0.1", "--port", String(port), "--strictPort"]);

async function build(project) {
  await project.run("react-router", ["build"]);
  await project.oneModule("build/client");
  await project.oneModule("build/server");
}

async function production(project) {
  await (project.built ??= build(project));
  return serve(project, ["preview"]);
}

export default {
  group: "Workers, edge and serverless",
  name: "React Router 8 on Cloudflare",
  of: "react-router",
  from: "react-router",
  node: "24",
  rows: [
    { name: "dev server, resource route", run: async (project) => project.fetchReport(`${await serve(project)}/server`) },
    { name: "build, page", run: async (project) => project.visit(await production(project)) },
    { name: "build, resource route", run: async (project) => project.fetchReport(`${await production(project)}/server`) },
  ],
};
