// Nitro by itself: a route, from the builds for Node.js and for Cloudflare's workerd.
export default {
  group: "Frameworks",
  name: "Nitro 2",
  of: "nitropack",
  node: "24",
  rows: [
    {
      name: "build, route",
      async run(project) {
        await project.run("nitro", ["build"]);
        const url = await project.start("node", () => [".output/server/index.mjs"], { env: { HOST: "127.0.0.1" } });
        return project.fetchReport(url);
      },
    },
    {
      name: "build for `cloudflare_module`, route in workerd",
      setting: "`experimental: { wasm: true }`",
      async run(project) {
        await project.run("nitro", ["build"], { env: { NITRO_PRESET: "cloudflare_module" } });
        await project.oneModule(".output/server");
        const fixed = ["dev", "--local", "--config", ".output/server/wrangler.json", "--ip", "127.0.0.1"];
        const url = await project.start("wrangler", (port) => [...fixed, "--port", String(port)]);
        return project.fetchReport(url);
      },
    },
  ],
};
