// Code in documentation: finds it, and compiles it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The fenced blocks of Markdown, with their language, the heading above and the line of their first line. */
export function blocks(markdown) {
  const all = [];
  let heading = "";
  let block;
  for (const [index, text] of markdown.split("\n").entries()) {
    const fence = /^\s*```(.*)$/.exec(text);
    if (block && fence) {
      all.push({ ...block, code: block.lines.join("\n") });
      block = undefined;
    } else if (block) block.lines.push(text);
    else if (fence) block = { heading, language: fence[1].trim(), line: index + 2, lines: [] };
    else heading = /^#+ (.*)$/.exec(text)?.[1] ?? heading;
  }
  assert.equal(block, undefined, "a fence that isn't closed");
  return all;
}

/** Compiles the `files` of a folder under `strict`. Returns the compiler's messages: an empty string if it found nothing. */
export async function compile(folder, name, files, { timeout, ...more }) {
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    allowJs: true,
    checkJs: true,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    ...more,
  };
  const config = join(folder, `${name}.json`);
  await writeFile(config, JSON.stringify({ compilerOptions, files }));
  const tsc = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin", "tsc");
  const flags = [tsc, "--project", config, "--pretty", "false"];
  const outcome = await promisify(execFile)(process.execPath, flags, { cwd: folder, timeout }).catch((error) => error);
  return outcome instanceof Error ? outcome.stdout || outcome.message : "";
}
