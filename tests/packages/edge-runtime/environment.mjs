// Vercel's functions without a framework, by the builder of `vercel dev`: esbuild and edge-runtime, or Node.js.
const functions = { "edge function": "api/edge.js", "Node.js function": "api/node.js" };

export default {
  group: "Workers, edge and serverless",
  name: "Vercel functions (@vercel/node)",
  of: "@vercel/node",
  node: "24",
  rows: Object.entries(functions).map(([name, file]) => ({ name, run: (project) => project.report("node", ["call.mjs", file]) })),
};
