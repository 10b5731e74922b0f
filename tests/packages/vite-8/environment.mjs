// Vite 8.
import { rows } from "../vite/rows.mjs";

export default { group: "Bundlers", name: "Vite 8", of: "vite", from: "vite", rows: rows({ quick: true }) };
