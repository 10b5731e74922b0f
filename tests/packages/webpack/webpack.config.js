const { join } = require("node:path");

// A page loads main.js of the row's folder; a server is a CommonJS file.
const bundle = (name, entry, target = "web") => ({
  name,
  target,
  mode: "production",
  entry,
  output: { path: join(__dirname, "dist", name), filename: "main.js" },
});

module.exports = [
  bundle("page", "./src/main.js"),
  bundle("node", "./src/server.js", "node"),
  bundle("worker", "./src/page.js"),
  bundle("mixed", "./src/mixed.js"),
];
