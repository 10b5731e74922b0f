// Vite 7.
import { rows } from "../vite/rows.mjs";

export default { name: "Vite 7", of: "vite", from: "vite", rows: rows() };
