// Vite 6.
import { rows } from "../vite/rows.mjs";

export default { group: "Bundlers", name: "Vite 6", of: "vite", from: "vite", rows: rows() };
