// The documentation site: the guides, and the reference that reference.mjs writes.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..");
const root = join(docs, "..", "..");
const read = (...path) => readFileSync(join(docs, ...path), "utf8");
const repository = "https://github.com/qiscus-wasm/qiscus-wasm";

/** The guides in the order of the sidebar, each with its title: its first heading. */
const guides = [
  "first-call",
  "in-a-page",
  "webhooks",
  "messages",
  "errors",
  "proxy",
  "testing",
  "environments",
  "how-it-works",
  "moving-from-fetch",
  "faq",
]
  .filter((name) => existsSync(join(docs, "guides", `${name}.md`)))
  .map((name) => ({
    text: /^# (.+)$/m.exec(read("guides", `${name}.md`))[1].replaceAll("`", ""),
    link: `/guides/${name}`,
  }));

/** The id of a heading as GitHub makes it, which renders the guides too. */
const githubSlug = (title) =>
  title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
    .replaceAll(" ", "-");

/** Every table of Markdown has headings, also one that needs none: an empty heading is a cell, which no screen reader announces. */
function emptyHeadings({ tokens }) {
  for (const [at, token] of tokens.entries()) {
    if (token.type === "th_open" && !tokens[at + 1].content) token.tag = tokens[at + 2].tag = "td";
  }
}

/** The entry points of the package, with their exports in groups; a group leads to its heading in the page of its entry point. */
const reference = JSON.parse(read("reference", "typedoc-sidebar.json")).map((entry) => ({
  ...entry,
  items: entry.items.map((group) => ({ ...group, link: `${entry.link}#${githubSlug(group.text)}` })),
}));

// In the page, so that it needs no file of its own below another address.
const icon = `data:image/svg+xml,${encodeURIComponent(read("..", "icon.svg"))}`;

/** The demo page's tokens; VitePress has a switch for the dark ones. */
const tokens = {
  name: "tokens",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/www/style/tokens.css")) return;
    const dark = /@media \(prefers-color-scheme: dark\) \{\s*:root/;
    if (!dark.test(code)) throw new Error("www/style/tokens.css has no dark tokens");
    return code.replace(dark, "@media all { :root.dark");
  },
};

export default defineConfig({
  title: "qiscus-wasm",
  description: "The Qiscus Chat REST API for JavaScript and TypeScript: a client and a webhook handler",
  base: "/docs/",
  outDir: join(root, "target", "www", "docs"),
  cacheDir: join(root, "target", "vitepress"),
  // One script for all pages instead of a copy of the sidebar in each.
  metaChunk: true,
  head: [["link", { rel: "icon", href: icon }]],
  markdown: {
    anchor: { slugify: githubSlug },
    config: (md) => md.core.ruler.push("empty-headings", emptyHeadings),
    // The default themes lack contrast on the demo page's colours.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  vite: {
    plugins: [tokens],
    resolve: {
      alias: [{ find: /^.*\/VPHome\.vue$/, replacement: join(docs, ".vitepress", "theme", "Home.vue") }],
    },
  },
  themeConfig: {
    logo: icon,
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      ...guides.slice(0, 1).map(({ link }) => ({ text: "Guides", link, activeMatch: "^/guides/" })),
      { text: "API reference", link: "/reference/", activeMatch: "^/reference/" },
      // One level up, which the router must not take for a page of this site.
      { text: "Demo", link: "/../", target: "_self" },
    ],
    sidebar: {
      "/guides/": [{ text: "Guides", items: guides }],
      "/reference/": [{ text: "API reference", link: "/reference/" }, ...reference],
    },
    socialLinks: [{ icon: "github", link: repository }],
    externalLinkIcon: true,
  },
});
