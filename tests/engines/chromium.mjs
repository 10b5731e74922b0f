// Chromium, by Playwright.
import { launch as launchChromium } from "../browser.mjs";
import { collected, probe } from "./probe.mjs";

export async function launch() {
  const browser = await launchChromium();
  return {
    async open(url, { width, height }) {
      const context = await browser.newContext({ viewport: { width, height } });
      const page = await context.newPage();
      await page.addInitScript(probe);
      await page.goto(url);
      return {
        run: (code) => page.evaluate(code),
        move: (x, y) => page.mouse.move(x, y),
        click: (x, y) => page.mouse.click(x, y),
        press: (key) => page.keyboard.press(key),
        type: (text) => page.keyboard.type(text),
        resize: (size) => page.setViewportSize(size),
        reload: () => page.reload(),
        back: () => page.goBack(),
        complaints: () => page.evaluate(collected),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
