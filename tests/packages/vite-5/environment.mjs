// Vite 5.
import { rows } from "../vite/rows.mjs";

export default { group: "Bundlers", name: "Vite 5", of: "vite", from: "vite", rows: rows() };
