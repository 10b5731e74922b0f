// Cloudflare Workers and Pages, as wrangler runs them here: by workerd, from an old compatibility date on.
const recent = "2026-11-01";

/** Serves at an address of this machine only; the inspector would take a port that another row has. */
const dev = (project, command) =>
  project.start("wrangler", (port) => [...command, "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0"]);

const worker = (date, options) => ({
  name: `Worker, compatibility date ${date}`,
  run: async (project) => project.fetchReport(await dev(project, ["dev", "--compatibility-date", date])),
  ...options,
});

export default {
  group: "Workers, edge and serverless",
  name: "wrangler",
  of: "wrangler",
  node: "24",
  rows: [
    worker("2022-03-01"),
    worker(recent, { quick: true }),
    {
      name: "Pages function",
      run: async (project) =>
        project.fetchReport(`${await dev(project, ["pages", "dev", "public", "--compatibility-date", recent])}/report`),
    },
  ],
};
