// Next.js 15, by its bundlers: components, an action, and routes in both runtimes.
import { rows } from "../nextjs/rows.mjs";

export default {
  group: "Frameworks",
  name: "Next.js 15",
  of: "next",
  from: "nextjs",
  rows: [...rows("webpack"), ...rows("Turbopack", { flags: ["--turbopack"] })],
};
