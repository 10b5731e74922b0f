// Vite 8.
import { rows } from "../vite/rows.mjs";

export default { name: "Vite 8", of: "vite", from: "vite", rows: rows({ quick: true }) };
