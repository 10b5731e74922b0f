// Vite 7.
import { rows } from "../vite/rows.mjs";

export default { group: "Bundlers", name: "Vite 7", of: "vite", from: "vite", rows: rows() };
