import { PATIENCE } from "../deadline.mjs";
// Takes the pictures of the demo page that README.md shows, www/pictures/demo-light.png and demo-dark.png:
//
//     npm ci --prefix tests/pictures
//     QISCUS_CHROME=chromium QISCUS_CHROME_ARGUMENTS="--headless --no-sandbox" node tests/pictures/pictures.mjs
//
// after `cargo xtask build`. With a folder as its argument, it takes one of each state instead, at three widths, light
// and dark; names after the folder choose some: `card inspector`.
// The time is fixed and the fonts are packages, so that only the durations in the inspector differ from one run to the next.
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import sharp from "sharp";
import { launch } from "../browser.mjs";
import { freePort, startServer } from "../server.mjs";
import { picture, states } from "./states.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const require = createRequire(import.meta.url);
const [folder, ...only] = process.argv.slice(2);

async function face(family, file) {
  const font = await readFile(require.resolve(`@fontsource-variable/${file}`));
  const source = `url(data:font/woff2;base64,${font.toString("base64")})`;
  return `@font-face { font-family: "${family}"; font-weight: 100 900; src: ${source}; }`;
}

const fonts = [
  await face("Inter", "inter/files/inter-latin-wght-normal.woff2"),
  await face("JetBrains Mono", "jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2"),
  `:root { --font: Inter, system-ui, sans-serif; --mono: "JetBrains Mono", monospace; }`,
].join("\n");

/** The page as somebody sees it on a Wednesday morning in Jakarta. */
async function open(browser, url, { width, height, colorScheme, scale }) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    deviceScaleFactor: scale,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Asia/Jakarta",
    bypassCSP: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.clock.install({ time: new Date("2026-06-10T10:42:00+07:00") });
  await page.goto(url);
  await page.addStyleTag({ content: fonts });
  await page.evaluate(() => document.fonts.ready);
  await page.locator(".msg, .chats a").first().waitFor({ state: "attached" });
  return page;
}

/** A palette of 256 colours makes it a third of the size. */
async function take(page, path) {
  await page.mouse.move(0, 0);
  const png = await page.screenshot({ animations: "disabled" });
  await writeFile(path, await sharp(png).png({ palette: true, quality: 100, effort: 10, compressionLevel: 9 }).toBuffer());
  console.log(path);
}

await promisify(execFile)(process.execPath, [join(root, "xtask", "js", "demo.mjs")]);
const env = { QISCUS_APP_ID: "pictures", QISCUS_SECRET_KEY: "pictures", PORT: String(await freePort()) };
const server = await startServer(process.execPath, [join(root, "www", "server.mjs")], { greeting: "listening on ", env });
const browser = await launch();
try {
  const output = folder ?? join(root, "www", "pictures");
  await mkdir(output, { recursive: true });
  const sizes = folder
    ? [
        [390, 844],
        [1440, 900],
        [820, 1180],
      ]
    : [[1440, 900]];
  const wanted = folder
    ? Object.entries(states).filter(([name]) => only.length === 0 || only.includes(name))
    : [["demo", picture]];
  for (const colorScheme of ["light", "dark"]) {
    for (const [width, height] of sizes) {
      for (const [name, reach] of wanted) {
        const page = await open(browser, server.url, { width, height, colorScheme, scale: folder ? 1 : 2 });
        const isThere = await Promise.resolve(reach(page, width)).catch((error) => {
          throw new Error(`${name} at ${width}: ${error.message}`);
        });
        const file = folder ? `${name}-${width}-${colorScheme}.png` : `${name}-${colorScheme}.png`;
        if (isThere !== false) await take(page, join(output, file));
        await page.context().close();
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
