// TypeScript projects: ES modules for Node without the DOM's types, a bundler's without Node's, and CommonJS.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { timeout } from "../deadline.mjs";
import { compile } from "./example-code.mjs";

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

/** A call with a mistake, and the last line of what the compiler says: the one that editors show. */
const mistakes = [
  ['postComment({ sender_email: "a", room_id: 1 })', /Property 'message' is missing in type .* but required in type/],
  [
    'postComment({ sender_email: "a", room_id: 1, mesage: "Hello" })',
    /'mesage' does not exist .* Did you mean to write 'message'\?/,
  ],
  ['postComment({ sender_email: "a", room_id: 1, message: 5 })', /Type 'number' is not assignable to type 'string'/],
  [
    'postComment({ sender_email: "a", room_id: 1, type: "card" })',
    /Property 'payload' is missing .* required in type .*payload: CardPayload/,
  ],
  ['postComment({ sender_email: "a", message: "Hello" })', /Property 'room_id' is missing in type/],
  ["loadComments({})", /Property 'room_id' is missing in type/],
  ["loadComments({ room_id: 1, limt: 5 })", /'limt' does not exist .* Did you mean to write 'limit'\?/],
];

test("the compiler says what is wrong with a call", { timeout }, async () => {
  const folder = await mkdtemp(join(here, "mistakes-"));
  try {
    const calls = mistakes.map(([call]) => `await qiscus.${call};\n`).join("");
    const code = `import { QiscusClient } from "qiscus-wasm";\nconst qiscus = new QiscusClient({ appId: "a" });\n${calls}`;
    await writeFile(join(folder, "calls.mts"), code);
    const messages = (await compile(folder, "mistakes", ["calls.mts"], { timeout })).trim().split(/\n(?=\S)/);
    assert.equal(messages.length, mistakes.length, messages.join("\n"));
    for (const [at, [, last]] of mistakes.entries()) assert.match(messages[at].split("\n").at(-1), last);
  } finally {
    await rm(folder, { recursive: true });
  }
});
