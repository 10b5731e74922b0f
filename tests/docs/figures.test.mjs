// The figures of how-it-works.md are those of the files that it takes them from.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { timeout } from "../deadline.mjs";

const root = join(process.env.QISCUS_WWW, "..");
const read = (name) => readFile(join(root, name), "utf8");

/** The numbers of a text. */
const numbers = (text) => new Set(text.match(/\d[\d,]*(\.\d+)?(?!\d)/g)?.map((number) => number.replace(/,$/, "")));

for (const [heading, source] of Object.entries({
  Size: "SIZES.md",
  Speed: "BENCHMARKS.md",
  Memory: "BENCHMARKS.md",
  Environments: "COMPATIBILITY.md",
})) {
  test(`${heading}: ${source}`, { timeout }, async () => {
    const guide = await read("www/docs/guides/how-it-works.md");
    const [, section] = new RegExp(`^### ${heading}\\n(.*?)^##`, "ms").exec(guide) ?? [];
    assert.ok(section?.includes(`blob/main/${source}`), `it links ${source}`);
    const measured = numbers(await read(source));
    const said = [...numbers(section.replace(/\]\([^)]*\)/g, "]"))];
    assert.ok(said.length > 0);
    assert.deepEqual(
      said.filter((number) => !measured.has(number)),
      [],
      `measured again: take them from ${source}`,
    );
  });
}
