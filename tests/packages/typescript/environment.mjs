// TypeScript: a small program is compiled with the package's declarations under each version and resolution, and then run.
import { cp } from "node:fs/promises";
import { join } from "node:path";

const versions = ["5.2", "5.5", "5.9", "6", "7"];
const resolutions = {
  node16: "node16, CommonJS",
  nodenext: "nodenext, ES module",
  bundler: "bundler",
  node10: "node10, which knows no subpaths",
  bare: "nodenext, without types of the DOM or a platform",
};

function row(version, folder) {
  return {
    name: resolutions[folder],
    quick: version === "7" && folder === "bare",
    of: `typescript-${version}`,
    async run(project) {
      for (const file of ["main.ts", "handlers.ts"]) await cp(join(project.folder, file), join(project.folder, folder, file));
      const compiler = join("node_modules", `typescript-${version}`, "bin", "tsc");
      const output = `${folder}/compiled-${version}`;
      // It is deprecated there.
      const old = folder === "node10" && version === "6" ? ["--ignoreDeprecations", "6.0"] : [];
      await project.run("node", [compiler, "--project", folder, "--outDir", output, "--pretty", "false", ...old]);
      return project.report("node", ["run.mjs", `./${output}/main.js`]);
    },
  };
}

export default {
  name: "TypeScript",
  rows: versions.flatMap((version) =>
    Object.keys(resolutions)
      .filter((folder) => version !== "7" || folder !== "node10")
      .map((folder) => row(version, folder)),
  ),
};
