// SvelteKit with the adapter for Node.js: a page and an endpoint, from the development server and from the build.
const dev = (project) => project.start("vite", (port) => ["--host", "127.0.0.1", "--port", String(port), "--strictPort"]);

async function build(project) {
  await project.run("vite", ["build"]);
  await project.oneModule("build/client");
  await project.oneModule("build/server");
}

async function production(project) {
  await (project.built ??= build(project));
  return project.start("node", () => ["build"], { env: { HOST: "127.0.0.1" } });
}

export default {
  group: "Frameworks",
  name: "SvelteKit 3",
  of: "@sveltejs/kit",
  node: "24",
  rows: [
    { name: "dev server, page", run: async (project) => project.visit(await dev(project)) },
    { name: "dev server, endpoint", run: async (project) => project.fetchReport(`${await dev(project)}/server`) },
    { name: "build, page", run: async (project) => project.visit(await production(project)) },
    {
      name: "build, endpoint",
      quick: true,
      run: async (project) => project.fetchReport(`${await production(project)}/server`),
    },
    {
      environment: "SvelteKit 3 on Cloudflare",
      version: "",
      name: "adapter-cloudflare",
      notRun: "adapter-cloudflare 7 is for SvelteKit 2, and its preview for SvelteKit 3 does not build yet",
    },
  ],
};
