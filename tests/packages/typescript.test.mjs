// TypeScript projects: ES modules for Node without the DOM's types, a bundler's without Node's, and CommonJS.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { timeout } from "../deadline.mjs";

const here = dirname(fileURLToPath(import.meta.url));

for (const compiler of ["typescript", "typescript-5"]) {
  const tsc = join(dirname(fileURLToPath(import.meta.resolve(`${compiler}/package.json`))), "bin", "tsc");
  for (const project of ["typescript-nodenext", "typescript-bundler", "typescript-node16-cjs"]) {
    test(`${project} compiles with ${compiler}`, { timeout }, async () => {
      const folder = join(here, project);
      // A copy in each: the nearest package.json decides whether it is an ES module.
      const { files } = JSON.parse(await readFile(join(folder, "tsconfig.json"), "utf8"));
      for (const file of files) await copyFile(join(here, file), join(folder, file));
      const flags = ["--project", folder, "--pretty", "false"];
      const outcome = await promisify(execFile)(process.execPath, [tsc, ...flags], { timeout }).catch((error) => error);
      assert.ok(!(outcome instanceof Error), outcome.stdout || outcome.message);
    });
  }
}
