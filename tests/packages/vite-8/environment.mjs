// Vite: the development server, the build, a worker, and server-side rendering.
const dev = (project) => project.start("vite", (port) => ["--host", "127.0.0.1", "--port", String(port), "--strictPort"]);

export default {
  name: "Vite 8",
  of: "vite",
  rows: [
    { name: "dev server, page", quick: true, run: async (project) => project.visit(await dev(project)) },
    { name: "dev server, worker", run: async (project) => project.visit(`${await dev(project)}/worker.html`) },
    {
      name: "build, page",
      quick: true,
      async run(project) {
        await project.run("vite", ["build"]);
        await project.oneModule("dist");
        return project.visit(await project.files("dist"));
      },
    },
    {
      name: "build, worker",
      async run(project) {
        await project.run("vite", ["build"], { env: { ENTRY: "worker.html" } });
        return project.visit(`${await project.files("dist")}/worker.html`);
      },
    },
    {
      name: "build for servers",
      async run(project) {
        await project.run("vite", ["build", "--ssr", "src/server.js", "--outDir", "server"]);
        return project.report("node", ["server/server.js"]);
      },
    },
  ],
};
