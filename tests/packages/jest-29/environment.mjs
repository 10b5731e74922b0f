// Jest 29.
import jest from "../jest-30/environment.mjs";

const rows = jest.rows.map((row) => ({ ...row, quick: false }));

export default { ...jest, name: "Jest 29", from: "jest-30", rows };
