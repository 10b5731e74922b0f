// The engines that the demo page is walked in. Each opens windows with the same few methods:
// `run` code, `move`, `click`, `press`, `type`, `resize`, `reload`, `back`, `complaints`, `close`.
import { missing, programs } from "./engines/installed.mjs";

const engine = (name) => ({
  /** Why the tests of this engine don't run here, or false. */
  skip: programs[name] ? false : missing[name],
  launch: async () => (await import(`./engines/${name.toLowerCase()}.mjs`)).launch(),
});

export const engines = { Chromium: engine("Chromium"), Firefox: engine("Firefox"), WebKit: engine("WebKit") };
