// Node.js itself: an ES module, CommonJS, and both in one program.
const versions = ["20.0", "20", "22", "24", "26"];
const files = {
  "ES module": "esm.mjs",
  CommonJS: "cjs.cjs",
  "import and require": "mixed.mjs",
  "`qiscus-wasm/testing`, ES module": "testing.mjs",
  "`qiscus-wasm/testing`, CommonJS": "testing.cjs",
};

export default {
  group: "Runtimes",
  name: "Node.js",
  rows: versions.flatMap((node) =>
    Object.entries(files).map(([name, file]) => ({
      name,
      of: async (project) => (await project.run("node", ["--version"], { node })).trim().slice(1),
      quick: ["20.0", "26"].includes(node) && !file.startsWith("testing"),
      // Older ones can't require an ES module.
      twoClasses: node === "20.0",
      run: (project) => project.report("node", [file], { node }),
    })),
  ),
};
