// Starts the browser of the tests.
import { chromium } from "playwright-core";
import { PATIENCE } from "./deadline.mjs";

/** A Chrome or Chromium without a window; `cargo xtask test` says which. */
export function launch() {
  const { QISCUS_CHROME: executablePath, QISCUS_CHROME_ARGUMENTS: args } = process.env;
  if (!executablePath || !args) throw new Error("QISCUS_CHROME names no browser: run these tests by `cargo xtask test`");
  return chromium.launch({ executablePath, args: args.split(" "), timeout: PATIENCE });
}
