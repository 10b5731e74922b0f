// The sizes as a page, in Markdown. Rounded, so that it doesn't change with every build.

const kB = (bytes) => (bytes < 50 ? "< 0.1" : (bytes / 1000).toFixed(1));
const bold = (cells) => cells.map((cell) => cell && `**${cell}**`);
const table = (head, rows) => [head, head.map((name) => (/^(raw|gzip|brotli)$/.test(name) ? "--:" : "---")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const columns = ["raw", "gzip", "brotli"];
const row = (name, size) => [name, ...columns.map((column) => kB(size[column]))];

/** The page: the text of `template` with its tables. */
export function page(template, entries, peers, versions, { explained, kinds }) {
  const ours = ["default entry", "client only", "webhooks only"].map((name) => ({ ours: true, name: `qiscus-wasm, ${name}`, size: entries[name] }));
  const theirs = Object.entries(peers).map(([name, size]) => ({ name: name.replace(/^\S+/, (it) => `${it} ${versions[it]}`), size }));
  const compared = [...ours, ...theirs].sort((a, b) => a.size.brotli - b.size.brotli);
  const parts = kinds.flatMap(({ kind, size, rows }) => [
    bold([kind, kB(size.raw), kB(size.brotli), ""]),
    ...rows.map(({ owner, size, reason }) => [owner, kB(size.raw), kB(size.brotli), reason]),
  ]);
  const tables = {
    ENTRIES: table(["", ...columns], Object.entries(entries).map(([name, size]) => row(name, size))),
    PEERS: table(["", ...columns], compared.map(({ ours, name, size }) => (ours ? bold(row(name, size)) : row(name, size)))),
    EXPLAINED: Math.round(explained * 100),
    BREAKDOWN: table(["", "raw", "brotli", "what for"], parts),
  };
  return template.replace(/\b(ENTRIES|PEERS|EXPLAINED|BREAKDOWN)\b/g, (name) => tables[name]);
}
