// The documentation site as it was built, and the files of the repository that it and the READMEs link to.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { join, posix } from "node:path";

const { QISCUS_WWW } = process.env;
assert.ok(QISCUS_WWW, "run these tests by `cargo xtask test --only page`");

export const root = join(QISCUS_WWW, "..");
export const folder = join(root, "target", "www", "docs");
assert.ok(existsSync(folder), "build the documentation by `cargo xtask docs`");

/** Where the site is, on any host. */
export const base = "/docs/";

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const decode = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity]);

/** The values of an attribute in HTML. */
const attributes = (html, name) => [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value]) => decode(value));

/** Every page of the site: its path below `base`, its HTML, its links and the ids that links can lead to. */
export async function pages() {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll("\\", "/"));
  return Promise.all(
    names
      .filter((name) => name.endsWith(".html"))
      .map(async (name) => {
        const html = await readFile(join(folder, name), "utf8");
        return { name, html, links: attributes(html, "href"), ids: new Set(attributes(html, "id")) };
      }),
  );
}

/** The ids of a Markdown file's headings, as GitHub makes them. */
export function headings(markdown) {
  const counts = new Map();
  const ids = new Set();
  for (const [, title] of withoutCode(markdown).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const text = title.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
      .replaceAll(" ", "-");
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    ids.add(count ? `${slug}-${count}` : slug);
  }
  for (const [, id] of markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)) ids.add(id);
  return ids;
}

/** Lines keep their numbers. */
const withoutCode = (markdown) => markdown.replace(/^( *)```[\s\S]*?^\1```$/gm, (code) => code.replace(/[^\n]/g, ""));

/** The links of a Markdown file: inline ones, references, and those of pictures. */
export function markdownLinks(markdown) {
  const text = withoutCode(markdown).replace(/`[^`\n]*`/g, "");
  const inline = [...text.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)];
  const references = [...text.matchAll(/^ *\[[^\]]+\]: (\S+)/gm)];
  const tags = [...text.matchAll(/<(?:a|img|source)\b[^>]* (?:href|src|srcset)="([^"]+)"/g)];
  return [...inline, ...references, ...tags].map(([, link]) => link);
}

const repository = "https://github.com/qiscus-wasm/qiscus-wasm";

/** The problem of a link to a file of this repository, or `undefined`; `from` is the folder that it is relative to. */
export async function problemInRepository(link, from = "") {
  const inRepository = new RegExp(`^${repository}/(?:blob|tree|raw)/(?:main|HEAD)/`).exec(link);
  if (!inRepository && /^[a-z]+:/.test(link)) return undefined;
  const [path, anchor] = (inRepository ? link.slice(inRepository[0].length) : link).split("#");
  const name = inRepository ? path : posix.join(from, path);
  const file = join(root, ...decodeURI(name).split("/"));
  const found = await stat(file).catch(() => undefined);
  if (!found || name.startsWith("..")) return "no such file";
  if (!anchor || /^L\d+/.test(anchor)) return undefined;
  if (!name.endsWith(".md")) return "only Markdown has anchors";
  return headings(await readFile(file, "utf8")).has(anchor) ? undefined : "no such heading";
}
