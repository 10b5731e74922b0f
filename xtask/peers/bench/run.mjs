// One measurement in this process, printed as JSON: the name of a part, the builds to measure, and more arguments of the part.
const [part, builds, ...options] = JSON.parse(process.argv[2]);
const { [part]: measure } = await import(`./${part}.mjs`);

/** Parts that hook into a build, or start it in another process, import it themselves. */
const own = ["cold", "memory", "crossings"].includes(part);
const imported = {};
if (!own) for (const [name, build] of Object.entries(builds)) imported[name] = await import(build);
console.log(JSON.stringify(await measure(own ? builds : imported, ...options)));
process.exit();
