// webpack 5.90, which lacks the condition `module-sync`.
import webpack from "../webpack/environment.mjs";

const rows = webpack.rows.map((row) => ({ ...row, quick: false }));

export default { ...webpack, name: "webpack 5.90", from: "webpack", rows };
