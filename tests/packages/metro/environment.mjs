// Metro, the bundler of React Native, with its defaults. React Native itself doesn't run here, so Node.js runs the bundle.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

export default {
  group: "Bundlers",
  name: "Metro",
  of: "metro",
  node: "22",
  rows: [
    {
      name: "bundle with the preset of React Native 0.88, run in Node.js",
      async run(project) {
        await mkdir(join(project.folder, "dist"));
        // Its caches are kept there, and would be used by the next run.
        const env = { TMPDIR: project.folder };
        await project.run("metro", ["build", "index.js", "--platform", "android", "--out", "dist/index.js"], { env });
        await project.oneModule("dist");
        return project.report("node", ["dist/index.js"]);
      },
    },
    {
      environment: "Hermes",
      version: "",
      name: "the bundle in the engine of React Native",
      // Its compiler in React Native 0.88, `hermesc`, has no option `--wasm`.
      notRun: "React Native 0.88 builds Hermes without WebAssembly, which is off by default there",
    },
  ],
};
