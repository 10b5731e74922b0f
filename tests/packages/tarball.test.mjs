// The tarball as publint and "are the types wrong" see it, and what is in it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { timeout } from "../deadline.mjs";

const tarball = process.env.QISCUS_TARBALL;

test("publint finds nothing", { timeout }, async () => {
  const file = await readFile(tarball);
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: bytes }, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test("the types are right for every way to resolve them", { timeout }, async () => {
  const folder = dirname(fileURLToPath(import.meta.resolve("@arethetypeswrong/cli/package.json")));
  const attw = join(folder, "dist", "index.js");
  const flags = ["--no-definitely-typed", "--no-color", "--format", "ascii", "--exclude-entrypoints", "./qiscus.wasm"];
  const outcome = await promisify(execFile)(process.execPath, [attw, tarball, ...flags], { timeout }).catch((e) => e);
  assert.ok(!(outcome instanceof Error), outcome.stdout || outcome.message);
});

test("the tarball holds what is meant to be there, and nothing else", { timeout }, async () => {
  const files = await readdir(process.env.QISCUS_PKG, { recursive: true, withFileTypes: true });
  const names = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const relative = names.map((name) => name.slice(process.env.QISCUS_PKG.length + 1).replaceAll("\\", "/"));
  assert.deepEqual(relative.sort(), [
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "THIRD-PARTY-LICENSES.txt",
    "cjs/index.d.ts",
    "cjs/index.js",
    "cjs/lambda.d.ts",
    "cjs/lambda.js",
    "cjs/node.d.ts",
    "cjs/node.js",
    "cjs/package.json",
    "cjs/slim.d.ts",
    "cjs/slim.js",
    "cjs/testing.d.ts",
    "cjs/testing.js",
    "edge-light.js",
    "index.d.ts",
    "index.js",
    "lambda.d.ts",
    "lambda.js",
    "node.d.ts",
    "node.js",
    "package.json",
    "qiscus.wasm",
    "sandbox.wasm",
    "slim.d.ts",
    "slim.js",
    "testing-workerd.js",
    "testing.d.ts",
    "testing.js",
    "workerd.js",
  ]);
});

test("no file of the tarball names a folder of the machine that built it, or a registry", { timeout }, async () => {
  const folders = ["\\\\Users\\\\", ...["home", "root", "Users", ".cargo"].map((name) => `/${name}/`)];
  const hosts = ["registry.npmjs.org", "index.crates.io", "static.crates.io"];
  const files = await readdir(process.env.QISCUS_PKG, { recursive: true, withFileTypes: true });
  for (const file of files.filter((file) => file.isFile())) {
    const text = await readFile(join(file.parentPath, file.name), "latin1");
    // What a bundler writes of its inputs; the README's settings name a folder of the reader's.
    const inputs = file.name === "README.md" ? [] : ["node_modules/"];
    for (const word of [...folders, ...hosts, ...inputs]) assert.ok(!text.includes(word), `${file.name} has ${word}`);
  }
});

test("the tarball has the licences of what is linked into the module", { timeout }, async () => {
  const text = await readFile(join(process.env.QISCUS_PKG, "THIRD-PARTY-LICENSES.txt"), "utf8");
  const linked = [...text.matchAll(/^- (.+) \d+\.\d+\.\d+$/gm)].map(([, name]) => name);
  for (const name of ["Rust's standard library", "serde_json", "sha2", "wasm-bindgen", "flate2"])
    assert.ok(linked.includes(name), name);
  assert.match(text, /^Permission is hereby granted, free of charge/m);
  assert.ok(text.length < 20_000, `${text.length} characters`);
});
