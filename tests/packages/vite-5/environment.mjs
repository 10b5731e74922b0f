// Vite 5.
import { rows } from "../vite/rows.mjs";

export default { name: "Vite 5", of: "vite", from: "vite", rows: rows() };
