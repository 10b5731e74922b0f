// Next.js on Cloudflare, by OpenNext: the build of Next.js as a Worker, in workerd.
export default {
  group: "Workers, edge and serverless",
  name: "OpenNext for Cloudflare (Next.js 16)",
  of: "@opennextjs/cloudflare",
  node: "24",
  rows: [
    {
      name: "route handler",
      setting: '`serverExternalPackages: ["qiscus-wasm"]` in `next.config.mjs`',
      async run(project) {
        await project.run("opennextjs-cloudflare", ["build"]);
        const args = ["dev", "--ip", "127.0.0.1", "--inspector-port", "0"];
        const url = await project.start("wrangler", (port) => [...args, "--port", String(port)]);
        return project.fetchReport(`${url}/report`);
      },
    },
  ],
};
