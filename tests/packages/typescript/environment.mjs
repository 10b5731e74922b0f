// TypeScript: a small program is compiled with the package's declarations under each version and resolution, and then run.
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";

const versions = ["5.2", "5.5", "5.9", "6", "7"];
const resolutions = {
  node16: "node16, CommonJS",
  nodenext: "nodenext, ES module",
  bundler: "bundler",
  node10: "node10, which knows no subpaths",
  bare: "nodenext, without types of the DOM or a platform",
};

/** A library's own declarations, which TypeScript writes, have to compile as its source does. */
async function check(project, compiler, output) {
  const compilerOptions = { declaration: false, noEmit: true, rootDir: "." };
  const config = { extends: "../tsconfig.json", compilerOptions, files: ["main.d.ts", "handlers.d.ts"] };
  await writeFile(join(project.folder, output, "tsconfig.json"), JSON.stringify(config));
  await project.run("node", [compiler, "--project", output, "--pretty", "false"]);
}

const platforms = { workers: "Cloudflare's", bun: "Bun's", node: "Node.js's" };

/** Compiles files of the project in a folder, whose tsconfig.json has the settings, and runs the first one. */
const row = (version, folder, name, files, options) => ({
  name,
  of: `typescript-${version}`,
  ...options,
  async run(project) {
    for (const file of files) await cp(join(project.folder, `${file}.ts`), join(project.folder, folder, `${file}.ts`));
    const compiler = join("node_modules", `typescript-${version}`, "bin", "tsc");
    const output = `${folder}/compiled-${version}`;
    // It is deprecated there.
    const old = folder === "node10" && version === "6" ? ["--ignoreDeprecations", "6.0"] : [];
    await project.run("node", [compiler, "--project", folder, "--outDir", output, "--pretty", "false", ...old]);
    if (folder === "bare") await check(project, compiler, output);
    return project.report("node", ["run.mjs", `./${output}/${files[0]}.js`]);
  },
});

export default {
  group: "TypeScript",
  name: "TypeScript",
  rows: [
    ...versions.flatMap((version) =>
      Object.entries(resolutions)
        .filter(([folder]) => version !== "7" || folder !== "node10")
        .map(([folder, name]) => {
          const quick = version === "7" && folder === "bare";
          return row(version, folder, name, ["main", "handlers"], { quick });
        }),
    ),
    ...Object.entries(platforms).map(([folder, name]) => row("7", folder, `nodenext, ${name} types`, ["platform"])),
  ],
};
