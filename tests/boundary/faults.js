// The package with a function that fails behind an await: built by `cargo xtask test`, for fault.test.mjs.

export * from "../../pkg-template/slim.js";
export { fault } from "#core";
