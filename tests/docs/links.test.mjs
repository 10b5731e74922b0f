// Every link of the documentation and of the READMEs leads somewhere, also to a heading.
import assert from "node:assert/strict";
import { readFile, readdir, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { before, test } from "node:test";
import { base, folder, headings, markdownLinks, pages, problemInRepository, root } from "./site.mjs";
import { timeout } from "../deadline.mjs";

let all;
before(
  async () => {
    all = await pages();
  },
  { timeout },
);

test("links within the site lead to files and ids that exist", { timeout }, async () => {
  const byName = new Map(all.map((page) => [page.name, page]));
  const problems = [];
  let anchors = 0;
  for (const { name, links } of all) {
    for (const link of links) {
      if (/^(https?|data|mailto):/.test(link)) continue;
      const { pathname, hash } = new URL(link, `http://site${base}${name}`);
      // The demo page is beside the site, which tests/docs/pages.test.mjs opens.
      if (pathname === "/") continue;
      assert.ok(pathname.startsWith(base), `${name}: ${link} is outside`);
      const path = decodeURIComponent(pathname.slice(base.length));
      const target = path === "" || path.endsWith("/") ? `${path}index.html` : path;
      const found = await stat(join(folder, target)).catch(() => undefined);
      // Any host can serve it: there is a file for each address.
      if (!found?.isFile()) problems.push(`${name}: ${link} leads to no file`);
      else if (hash) {
        anchors += 1;
        if (!byName.get(target).ids.has(decodeURIComponent(hash.slice(1)))) problems.push(`${name}: ${link} leads to no id`);
      }
    }
  }
  assert.deepEqual([...new Set(problems)], []);
  assert.ok(all.length > 100 && anchors > 100, "it looked at pages and anchors");
});

test("links to files of the repository lead to files and headings that exist", { timeout }, async () => {
  const problems = [];
  const check = async (where, link, from) => {
    const problem = await problemInRepository(link, from);
    if (problem) problems.push(`${where}: ${link}: ${problem}`);
  };
  for (const { name, links } of all) for (const link of links) if (/^https?:/.test(link)) await check(name, link);
  // GitHub renders the guides too, where links to each other are relative.
  const guides = (await readdir(join(root, "www", "docs", "guides"))).map((name) => `www/docs/guides/${name}`);
  const own = (await readdir(root)).filter((name) => name.endsWith(".md"));
  for (const name of [...own, ...guides, "pkg-template/README.md", "sandbox/README.md"]) {
    const markdown = await readFile(join(root, name), "utf8");
    // npm shows the README of pkg-template/ with links into the root of the repository.
    const from = name.startsWith("pkg-template/") ? "" : posix.dirname(name);
    for (const link of markdownLinks(markdown)) {
      if (!link.startsWith("#")) await check(name, link, from);
      else if (!headings(markdown).has(link.slice(1))) problems.push(`${name}: ${link}: no such heading`);
    }
  }
  assert.deepEqual(problems, []);
});

test("a wrong link is found", { timeout }, async () => {
  const links = "[a](b.md#c) ![d](e.svg)\n\n```js\n[f](g)\n```\n\n`[h](i)`\n\n[j]: k.md";
  assert.deepEqual(markdownLinks(links), ["b.md#c", "e.svg", "k.md"]);
  const titles = "# One `two`\n## [Three](x.md): four!\n## One two\n```sh\n# five\n```\n";
  assert.deepEqual([...headings(titles)], ["one-two", "three-four", "one-two-1"]);
  assert.equal(await problemInRepository("README.md"), undefined);
  assert.equal(await problemInRepository("READ.md"), "no such file");
  assert.equal(await problemInRepository("README.md#no-such"), "no such heading");
  assert.equal(await problemInRepository("https://github.com/qiscus-wasm/qiscus-wasm/blob/main/READ.md"), "no such file");
  assert.equal(await problemInRepository("../../outside.md", "www"), "no such file");
  assert.equal(await problemInRepository("https://www.qiscus.com/nothing"), undefined);
});

test("no file of the site contains a path of this machine", { timeout }, async () => {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    assert.ok(!(await readFile(path)).includes(root), path);
  }
});
