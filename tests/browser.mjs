// Starts the browser of the tests.
import { chromium } from "playwright-core";

// No sandbox: containers forbid its system calls. The rest keeps a fresh profile from asking the network for anything.
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** A Chrome or Chromium without a window; `cargo xtask test` says which. */
export function launch() {
  const executablePath = process.env.QISCUS_CHROME;
  if (!executablePath) throw new Error("QISCUS_CHROME names no browser: run these tests by `cargo xtask test`");
  return chromium.launch({ executablePath, args, timeout: 30_000 });
}
