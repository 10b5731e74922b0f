// Next.js 16, by its bundlers: components, an action, and routes in both runtimes.
import { rows } from "../nextjs/rows.mjs";

export default {
  group: "Frameworks",
  name: "Next.js 16",
  of: "next",
  from: "nextjs",
  rows: [...rows("Turbopack"), ...rows("webpack", { flags: ["--webpack"] })],
};
