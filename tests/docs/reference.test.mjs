// The API reference has a page for everything that the package exports.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { base, pages } from "./site.mjs";
import { timeout } from "../deadline.mjs";

const { QISCUS_PKG } = process.env;

let all;
/** The entry points that have typings, and the names that each exports itself. */
const entries = new Map();
before(
  async () => {
    all = await pages();
    const { name, exports } = JSON.parse(await readFile(join(QISCUS_PKG, "package.json"), "utf8"));
    for (const [path, { import: conditions }] of Object.entries(exports)) {
      if (!conditions?.types) continue;
      const typings = await readFile(join(QISCUS_PKG, conditions.types), "utf8");
      const declarations = typings.matchAll(/^export (?:class|const|enum|function|interface|type) (\w+)/gm);
      entries.set(name + path.slice(1), [...new Set([...declarations].map(([, name]) => name))]);
    }
  },
  { timeout },
);

const text = (html) =>
  html
    .replace(/<[^>]+>/g, "")
    .replace(/&quot;/g, '"')
    .replace(/\u200b/g, "")
    .trim();

test("every exported name has a page, with its import", { timeout }, () => {
  assert.deepEqual(
    [...entries.keys()].sort(),
    ["", "/lambda", "/node", "/slim", "/testing"].map((path) => `qiscus-wasm${path}`),
  );
  for (const [entry, names] of entries) {
    assert.ok(names.length > 0, entry);
    const own = all.filter(({ name }) => new RegExp(`^reference/${entry}/[\\w-]+/(?!index\\.)\\w+\\.html$`).test(name));
    for (const name of names) {
      const [page] = own.filter((candidate) => candidate.name.endsWith(`/${name}.html`));
      assert.ok(page, `${entry} has no page of ${name}`);
      assert.match(text(page.html), new RegExp(`import (type )?\\{ ${name} \\} from "${entry}";`), `${name} has no import`);
    }
    assert.deepEqual(own.length, names.length, `${entry} has pages of names that it doesn't export`);
  }
});

test("the sidebar and the entry point's page lead to each of them", { timeout }, () => {
  const [home] = all.filter(({ name }) => name === "reference/index.html");
  for (const [entry, names] of entries) {
    const [page] = all.filter(({ name }) => name === `reference/${entry}/index.html`);
    assert.ok(page, `${entry} has no page`);
    for (const { name: path, links } of [home, page]) {
      const linked = new Set(links.map((link) => new URL(link, `http://site${base}${path}`).pathname));
      const own = [...linked].filter((link) => link.startsWith(`${base}reference/${entry}/`));
      const missing = names.filter((name) => !own.some((link) => link.endsWith(`/${name}.html`)));
      assert.deepEqual(missing, [], `${path} and ${entry}`);
    }
  }
});

test("a union shows the comments of its members", { timeout }, () => {
  const [page] = all.filter(({ name }) => name.endsWith("/Comment.html"));
  assert.match(text(page.html), /A card: an image with a title, a description and buttons\./);
});
