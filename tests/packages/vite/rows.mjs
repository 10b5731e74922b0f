// The rows of every version of Vite: the development server, the build, a worker, and a build for servers.
const dev = (project) => project.start("vite", (port) => ["--host", "127.0.0.1", "--port", String(port), "--strictPort"]);

/** @param {{ quick?: boolean }} [options] whether the page's rows are among the quick ones */
export const rows = ({ quick = false } = {}) => [
  { name: "dev server, page", quick, run: async (project) => project.visit(await dev(project)) },
  { name: "dev server, worker", run: async (project) => project.visit(`${await dev(project)}/worker.html`) },
  {
    name: "build, page",
    quick,
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
];
