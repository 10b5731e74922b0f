// Next.js 14, by its bundler: components, an action, and routes in both runtimes.
import { rows } from "../nextjs/rows.mjs";

export default {
  group: "Frameworks",
  name: "Next.js 14",
  of: "next",
  from: "nextjs",
  rows: rows("webpack"),
};
