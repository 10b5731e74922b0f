// Angular's application builder: a component, from the development server and from the build.
export default {
  group: "Frameworks",
  name: "Angular 22",
  of: "@angular/core",
  node: "24",
  rows: [
    {
      name: "dev server, page",
      run: async (project) =>
        project.visit(await project.start("ng", (port) => ["serve", "--host", "127.0.0.1", "--port", String(port)])),
    },
    {
      name: "build, page",
      async run(project) {
        await project.run("ng", ["build"]);
        await project.oneModule("dist");
        return project.visit(await project.files("dist/in-angular/browser"));
      },
    },
  ],
};
