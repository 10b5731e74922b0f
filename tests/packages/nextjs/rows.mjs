// The rows of every version of Next.js: one app, which `next build` builds and `next start` serves.

/** What the app has, by the names of the rows. */
const pages = { "client component": "client", "server component": "server", "server action": "action" };
const routes = { "route handler": "node", "route handler, edge": "edge", "API route of the Pages Router": "api/report" };

/** Builds unless the last row has built the same; resolves to the address. */
async function start(project, flags) {
  const built = flags.join(" ");
  // Next.js 14 would ask the registry for what it misses in a lock file.
  const env = { NEXT_IGNORE_INCORRECT_LOCKFILE: "1" };
  if (project.built !== built) {
    await project.run("next", ["build", ...flags], { env });
    project.built = built;
  }
  return project.start("next", (port) => ["start", "--hostname", "127.0.0.1", "--port", String(port)], { env });
}

/**
 * @param {string} bundler its name
 * @param {{ flags?: string[], quick?: string[] }} [options] flags of `next build`, and the names of the quick rows
 */
export function rows(bundler, { flags = [], quick = [] } = {}) {
  const row = (name, run) => ({ name: `${bundler}, ${name}`, quick: quick.includes(name), run });
  return [
    ...Object.entries(pages).map(([name, path]) =>
      row(name, async (project) => {
        const url = await start(project, flags);
        if (path === "client") await project.oneModule(".next/static");
        return project.visit(`${url}/${path}`);
      }),
    ),
    ...Object.entries(routes).map(([name, path]) =>
      row(name, async (project) => project.fetchReport(`${await start(project, flags)}/${path}`)),
    ),
  ];
}
