// A function of AWS Lambda in one file, by the two usual bundlers; it is called with events of a function URL.
const env = { QISCUS_WEBHOOK_KEY: "webhook-key" };

async function invoke(project, folder, file) {
  await project.oneModule(folder);
  return project.report("node", ["invoke.mjs", `${folder}/${file}`], { env });
}

export default {
  group: "Workers, edge and serverless",
  name: "AWS Lambda, bundled",
  rows: [
    {
      name: "@vercel/ncc",
      of: "@vercel/ncc",
      async run(project) {
        await project.run("ncc", ["build", "handler.mjs", "--out", "dist/ncc"]);
        return invoke(project, "dist/ncc", "index.mjs");
      },
    },
    {
      name: "esbuild, as AWS SAM does",
      of: "esbuild",
      async run(project) {
        const settings = ["--platform=node", "--target=node20", "--format=cjs", "--minify"];
        await project.run("esbuild", ["handler.mjs", "--bundle", ...settings, "--outfile=dist/esbuild/handler.js"]);
        return invoke(project, "dist/esbuild", "handler.js");
      },
    },
  ],
};
