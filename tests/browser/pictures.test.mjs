// The pictures of the demo page, which tests/pictures/pictures.mjs takes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

const root = join(process.env.QISCUS_WWW, "..");
const names = ["demo-light.png", "demo-dark.png"];

for (const name of names) {
  test(`${name} is 1440 by 900 at twice the scale, and small`, async () => {
    const png = await readFile(join(root, "www", "pictures", name));
    assert.equal(png.toString("latin1", 1, 4), "PNG");
    // IHDR comes first: its width and height.
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2880, 1800]);
    assert.ok(png.length < 250_000, `${png.length} bytes`);
  });
}

test("README.md shows them", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const shown = [...readme.matchAll(/www\/pictures\/[\w-]+\.png/g)].map(([path]) => path.slice("www/pictures/".length));
  assert.deepEqual([...new Set(shown)].sort(), [...names].sort());
  assert.match(readme, /<picture>.*prefers-color-scheme: dark.*demo-dark\.png.*demo-light\.png.*<\/picture>/s);
});
