// Every example in the READMEs and guides compiles and does what it should: readme-examples.mjs and guide-examples/ have what each
// needs and must do.
import assert from "node:assert/strict";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { blocks, compile } from "./example-code.mjs";
import { timeout } from "../deadline.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, "..", "..");
const folder = join(here, "readme-examples");

/** The READMEs. An example that is in several files counts once: npm's README is a part of the first one, and guides repeat some. */
const readmes = {
  files: ["README.md", "pkg-template/README.md", "sandbox/README.md"],
  entries: "readme-examples.mjs",
  before: "",
};

/** The guides, each with entries of its own. */
const guides = (await readdir(join(project, "www/docs/guides")))
  .filter((file) => file.endsWith(".md"))
  .map((file) => {
    const guide = file.slice(0, -".md".length);
    return { files: [`www/docs/guides/${file}`], entries: `guide-examples/${guide}.mjs`, before: `${guide}: ` };
  });

/** The languages of blocks that are not JavaScript or TypeScript: commands, data, and none. */
const skipped = ["sh", "json", "html", ""];

const found = new Map();
const unused = [];
const codes = new Set();
for (const { files, entries, before } of [readmes, ...guides]) {
  const { examples } = await import(`./${entries}`);
  const names = new Set();
  for (const at of files) {
    const all = blocks(await readFile(join(project, at), "utf8"));
    for (const block of all.filter(({ code, language }) => !skipped.includes(language) && !codes.has(code))) {
      let name = block.heading;
      for (let number = 2; names.has(name); number++) name = `${block.heading}, ${number}`;
      names.add(name);
      const file = `${before.replace(": ", ".")}${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.${block.language === "ts" ? "mts" : "mjs"}`;
      found.set(`${before}${name}`, { ...block, at, entries, example: examples[name], file });
    }
    for (const { code } of all) codes.add(code);
  }
  unused.push(
    ...Object.keys(examples)
      .filter((name) => !names.has(name))
      .map((name) => `${entries}: ${name}`),
  );
}

const known = [...found].filter(([, { example }]) => example);

before(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [name, { code, file, example }] of known) {
    const { given, gives = [], typescript = ["", ""] } = example;
    assert.ok(code.includes(typescript[0]), `${name}: ${typescript[0]} is not in the example`);
    const names = Object.keys(given);
    const context = file.replace(/m[jt]s$/, "given.mjs");
    // After the example, so that its lines keep their numbers.
    const ends = `import { ${names.join(", ")} } from "./${context}";\nexport { ${gives.join(", ")} };\n`;
    const source = `${code.replace(...typescript)}\n${ends}`;
    await writeFile(join(folder, file), source);
    if (file.endsWith(".mts")) {
      const tsconfigRaw = { compilerOptions: { experimentalDecorators: true, verbatimModuleSyntax: true } };
      const { code } = await transform(source, { loader: "ts", target: "node20", tsconfigRaw });
      await writeFile(join(folder, file.replace(".mts", ".mjs")), code);
    }
    const values = `export let ${["_", ...names].join(", ")};\nexport const give = (all) => ({ ${names.join(", ")} } = all);\n`;
    await writeFile(join(folder, context), values);
    const types = names.map((name) => `export declare const ${name}: ${given[name]};\n`);
    // Not a declaration file, which the compiler would not check.
    const declarations = `import type * as q from "qiscus-wasm";\n${types.join("")}`;
    await writeFile(join(folder, context.replace(".mjs", ".mts")), declarations);
  }
});

test("every example has an entry, and every entry an example", { timeout }, () => {
  for (const [name, { at, line, entries, example }] of found) {
    const add = "`given`, the types of what it takes from the text around it, and `run`, which asserts what it does";
    assert.ok(example, `${at}:${line}: ${entries} has no entry for ${JSON.stringify(name)}: add ${add}`);
  }
  assert.deepEqual(unused, [], "entries without an example: remove them");
});

for (const page of [false, true]) {
  test(`the examples for ${page ? "pages" : "Node.js"} compile`, { timeout }, async () => {
    const files = known.filter(([, { example }]) => Boolean(example.page) === page).map(([, { file }]) => file);
    const platform = page ? { lib: ["es2022", "dom", "dom.iterable"], types: [] } : { lib: ["es2022"], types: ["node"] };
    const messages = await compile(folder, page ? "page" : "node", files, { ...platform, experimentalDecorators: true, timeout });
    if (messages) assert.fail(inReadme(messages));
  });
}

for (const [name, { at, line, file, example }] of known) {
  test(`${name} runs (${at}:${line})`, { timeout }, async (t) => {
    const { given, run } = example;
    const url = pathToFileURL(join(folder, file.replace(".mts", ".mjs")));
    const context = url.href.replace(".mjs", ".given.mjs");
    let loads = 0;
    const load = async (values) => {
      assert.deepEqual(Object.keys(values).sort(), Object.keys(given).sort(), "a value for each name that is given");
      (await import(context)).give(values);
      // Another query makes it run again.
      url.search = `?${(loads += 1)}`;
      return import(url.href);
    };
    load.file = fileURLToPath(url);
    await run(load, t);
  });
}

/** The compiler's messages, with the READMEs' lines. */
function inReadme(messages) {
  return messages.replace(/^(\S+\.m[jt]s)\((\d+),(\d+)\)/gm, (all, file, line, column) => {
    const example = [...found.values()].find((example) => example.file === file);
    return example ? `${example.at}:${example.line + Number(line) - 1}:${column}` : all;
  });
}
