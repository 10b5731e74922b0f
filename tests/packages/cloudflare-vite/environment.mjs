// A Worker by Cloudflare's plugin for Vite: the development server, and the build in `vite preview`.
const serve = (project, command = []) =>
  project.start("vite", (port) => [...command, "--host", "127.0.0.1", "--port", String(port), "--strictPort"]);

export default {
  group: "Workers, edge and serverless",
  name: "@cloudflare/vite-plugin",
  of: "@cloudflare/vite-plugin",
  node: "24",
  rows: [
    { name: "dev server", run: async (project) => project.fetchReport(await serve(project)) },
    {
      name: "build",
      async run(project) {
        await project.run("vite", ["build"]);
        await project.oneModule("dist");
        return project.fetchReport(await serve(project, ["preview"]));
      },
    },
  ],
};
