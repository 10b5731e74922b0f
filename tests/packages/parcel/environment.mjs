// Parcel: the build of a page.
export default {
  group: "Bundlers",
  name: "Parcel",
  of: "parcel",
  rows: [
    {
      name: "build, page",
      async run(project) {
        await project.run("parcel", ["build", "index.html"]);
        await project.oneModule("dist");
        return project.visit(await project.files("dist"));
      },
    },
  ],
};
