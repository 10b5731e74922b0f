// Finds the browsers that aren't Chromium.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The path that a variable holds, or that of a program on PATH; undefined if there is neither. */
export function installed(variable, ...names) {
  if (process.env[variable]) return process.env[variable];
  const folders = process.env.PATH.split(delimiter);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export const programs = {
  Chromium: process.env.QISCUS_CHROME,
  Firefox: installed("QISCUS_FIREFOX", "firefox-esr", "firefox"),
  WebKit: installed("QISCUS_XVFB", "xvfb-run") && installed("QISCUS_WEBKIT_DRIVER", "WebKitWebDriver"),
};

/** Why an engine's tests are skipped, if its program is missing. */
export const missing = {
  Chromium: "no Chromium is installed",
  Firefox: "Firefox is not installed",
  WebKit: "`webkit2gtk-driver` and `xvfb` are not installed",
};
