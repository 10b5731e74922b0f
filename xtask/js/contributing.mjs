// Makes the changes that CONTRIBUTING.md describes in a copy of the repository, and runs its commands there: the text is
// right if they work. The copy stays in target/contributing, with its own target folder.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const copy = join(root, "target", "contributing");
const sections = ["Add a parameter", "Add an endpoint"];

const run = (program, ...args) => execFileSync(program, args, { cwd: copy, stdio: ["ignore", "inherit", "inherit"] });

/** The files of the working tree, as they are. */
function makeCopy() {
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(copy)) if (name !== "target") rmSync(join(copy, name), { recursive: true });
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const name of list.toString().split("\0")) {
    if (name !== "" && name !== "node_modules" && existsSync(join(root, name))) cpSync(join(root, name), join(copy, name));
  }
  run("git", "init", "--quiet");
  run("git", "add", "--all");
  run("git", "-c", "user.name=none", "-c", "user.email=none", "commit", "--quiet", "--message", "before");
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
}

/** The code blocks of a section: `{ language, lines }`. */
function blocks(title) {
  const text = readFileSync(join(copy, "CONTRIBUTING.md"), "utf8");
  const section = text.split(/^## /m).find((part) => part.startsWith(`${title}\n`));
  assert.ok(section, `CONTRIBUTING.md has no section "${title}"`);
  const found = section.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms);
  return Array.from(found, ([, indent, language, code]) => ({
    language,
    lines: code
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(indent.length)),
  }));
}

/** Applies a diff: `+++` names a file, `@@` separates its hunks, and other lines begin with a space, `+` or `-`. */
function applyDiff(lines) {
  const files = lines.join("\n").split(/^\+\+\+ /m);
  assert.equal(files.shift(), "", "a diff begins with `+++` and a file");
  for (const file of files) {
    const [name, ...changes] = file.trimEnd().split("\n");
    for (const hunk of changes.join("\n").split(/^@@\n/m)) applyHunk(name, hunk.trimEnd().split("\n"));
  }
}

function applyHunk(name, lines) {
  const side = (sign) =>
    lines
      .filter((line) => line[0] !== sign)
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const [before, after] = [side("+"), side("-")];
  const path = join(copy, name);
  console.log(`    ${name}`);
  if (before === "") {
    assert.ok(!existsSync(path), `${name} is there already`);
    writeFileSync(path, after);
    return;
  }
  const parts = readFileSync(path, "utf8").split(before);
  assert.equal(parts.length, 2, `${name} has this ${parts.length - 1} times:\n${before}`);
  writeFileSync(path, parts.join(after));
}

/** Takes all steps. Both sections end with the same commands, which take minutes: they are run once, after all changes. */
function followSteps() {
  const commands = new Set();
  for (const title of sections) {
    console.log(`==> ${title}`);
    for (const { language, lines } of blocks(title)) {
      if (language === "diff") applyDiff(lines);
      else if (language === "sh") for (const line of lines) commands.add(line);
      else assert.fail(`a block of \`${language}\` in "${title}"`);
    }
  }
  for (const line of commands) shell(line);
}

function shell(line) {
  console.log(`    $ ${line}`);
  execFileSync(line, { cwd: copy, shell: true, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, GIT_PAGER: "" } });
}

/** The new parameter and the new method, from the typings to the request that the sandbox receives. */
async function checkArrival() {
  console.log("==> the typings, and calls of the sandbox");
  const golden = readFileSync(join(copy, "tests/golden/index.d.ts"), "utf8");
  const params = golden.split("export interface LoadCommentsParams {")[1].split("\n}")[0];
  assert.match(params, /^ {2}sender_email\?: string \| undefined;/m);
  assert.match(
    golden,
    /^ {2}getUserProfile\(params: GetUserProfileParams, options\?: CallOptions\): Promise<GetUserProfileResults>;/m,
  );
  assert.match(golden, /type EndpointName = .*"get_user_profile";/);
  assert.equal(readFileSync(join(copy, "pkg/index.d.ts"), "utf8"), golden, "pkg/index.d.ts isn't the golden file");
  // A method that is missing in JavaScript is an error here.
  run("tsc", "--noEmit", "-p", "pkg-template/tsconfig.json");

  run("cargo", "build", "--quiet", "--package", "qiscus-sandbox");
  process.env.QISCUS_SANDBOX = join(copy, "target", "debug", `qiscus-sandbox${process.platform === "win32" ? ".exe" : ""}`);
  const from = (path) => import(pathToFileURL(join(copy, path)));
  const { QiscusClient } = await from("pkg/index.js");
  const { startSandbox, appId, secretKey } = await from("tests/sandbox.mjs");
  const sandbox = await startSandbox();
  const qiscus = new QiscusClient({ appId, secretKey, baseUrl: sandbox.url });
  const emails = ["alice@example.com", "bob+1@example.com"];
  for (const email of emails) await qiscus.loginOrRegister({ email, username: email });
  const { room } = await qiscus.getOrCreateRoomWithTarget({ emails });
  for (const sender_email of emails) await qiscus.postComment({ sender_email, room_id: room.id, message: "hello" });

  const { comments } = await qiscus.loadComments({ room_id: room.id, sender_email: emails[1] });
  assert.deepEqual(
    comments.map(({ email }) => email),
    [emails[1]],
  );
  const { user } = await qiscus.getUserProfile({ user_email: emails[1] });
  assert.equal(user.email, emails[1]);
  await assert.rejects(qiscus.getUserProfile({}), { code: "invalid_request" });

  const [loading, getting] = (await sandbox.requests()).slice(-2);
  assert.deepEqual(loading.params, { room_id: String(room.id), sender_email: emails[1] });
  assert.equal(`${getting.method} ${getting.path}`, "GET /api/v2/rest/get_user_profile");
  assert.deepEqual(getting.params, { user_email: emails[1] });
  assert.deepEqual(await sandbox.unknownRoutes(), []);
  await sandbox.stop();
}

makeCopy();
followSteps();
await checkArrival();
console.log("    CONTRIBUTING.md works");
