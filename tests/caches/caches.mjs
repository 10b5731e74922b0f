import { PATIENCE, timeout } from "../deadline.mjs";
// Next.js caches `fetch`. A call is never answered from its caches: three posts arrive three times, even if they are identical,
// and each rendering shows the newest comments. One app, built with two versions of Next.js.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { QiscusClient } from "qiscus-wasm";
import { freePort, listening, run } from "../examples/support.mjs";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";

const app = fileURLToPath(new URL("app", import.meta.url));
// Next.js 14 would ask the registry for what it misses in a lock file.
const quiet = { NEXT_TELEMETRY_DISABLED: "1", NEXT_IGNORE_INCORRECT_LOCKFILE: "1" };
const poster = "poster@example.com";
const reader = "reader@example.com";

const get = async (url) => fetch(url, { signal: AbortSignal.timeout(PATIENCE) }).then((response) => response.text());

/** A browser without JavaScript sends a form; the app answers with a redirect that has the comments in its query. */
async function submit(url) {
  const [, action] = (await get(url)).match(/name="(\$ACTION_ID_\w+)"/);
  const body = new FormData();
  body.set(action, "");
  const headers = { origin: new URL(url).origin };
  const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  return decodeURIComponent(response.headers.get("location"));
}

/** A page's client, whose requests the proxy forwards. */
async function throughProxy(url, room_id) {
  const page = new QiscusClient({ baseUrl: url, timeout: PATIENCE });
  await page.postComment({ sender_email: poster, room_id, message: "proxy", unique_temp_id: "proxy" });
  const byGet = await get(`${url}/api/v2/rest/load_comments?room_id=${room_id}`);
  const { comments } = await page.loadComments({ room_id });
  return comments
    .map(({ message }) => message)
    .filter((message) => byGet.includes(message))
    .join();
}

/** The ways to make a call in an app, by the names of their folders. */
const ways = [
  ["a page that reads searchParams", "search", get],
  ["a page with `revalidate`", "revalidate", get],
  ["a page with `fetchCache`: default-cache", "default-cache", get],
  ["a page that reads nothing of its request", "static", get],
  ["a route that reads nothing of its request", "route", get],
  ["a route on the edge runtime", "edge", get],
  ["a server action", "action", submit],
  ["the proxy", "proxy", throughProxy],
];

/** Where caches answer all the same: how many requests to an endpoint arrive then, with Next.js 14 and 16. */
const cached = [
  // A request without the field.
  ["search?drop=cache", "post_comment", { 14: 1, 16: 3 }],
  ["default-cache?drop=cache", "post_comment", { 14: 1, 16: 1 }],
  // React remembers a GET for the time of one rendering, unless it has a signal.
  ["search?drop=signal", "get_or_create_room_with_target", { 14: 3, 16: 3 }],
  // A setting that overrides the field.
  ["force-cache", "post_comment", { 14: 1, 16: 1 }],
];

/** Builds the app in a project's folder, and starts it. */
async function start(t, project, sandbox, room_id) {
  // With the caches of the last run.
  for (const name of ["app", ".next"]) await rm(join(project, name), { recursive: true, force: true });
  await cp(app, join(project, "app"), { recursive: true });
  const next = createRequire(join(project, "package.json")).resolve("next/dist/bin/next");
  const keys = { QISCUS_APP_ID: appId, QISCUS_SECRET_KEY: secretKey, QISCUS_BASE_URL: sandbox.url, QISCUS_ROOM: String(room_id) };
  const options = { cwd: project, env: { ...quiet, ...keys } };
  const builder = run(t, process.execPath, [next, "build"], options);
  const [code] = await Promise.race([builder.ended, wait(140_000, ["not within 140 s"], { ref: false })]);
  assert.equal(code, 0, builder.output());

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = run(t, process.execPath, [next, "start", "--hostname", "127.0.0.1", "--port", String(port)], options);
  await listening(url, server);
  return { url, output: server.output };
}

/**
 * @param {14 | 16} version
 * @param {URL} folder of the project
 * @param {string} [modules] its `node_modules`, if it has its own
 */
export function sendsEveryRequest(version, folder, modules) {
  test(`next ${version} sends every request`, { timeout: 170_000 }, async (t) => {
    const project = fileURLToPath(folder);
    if (modules && !existsSync(join(project, "node_modules"))) await symlink(modules, join(project, "node_modules"), "junction");
    const { version: installed } = createRequire(join(project, "package.json"))("next/package.json");
    assert.equal(installed.split(".")[0], String(version));

    const sandbox = await startSandbox();
    t.after(() => sandbox.stop());
    const qiscus = new QiscusClient({ appId, secretKey, baseUrl: sandbox.url });
    for (const email of [poster, reader]) await qiscus.loginOrRegister({ email, username: email });
    const { room_id } = await qiscus.createRoom({ name: "Next", creator: poster, participants: [poster, reader] });

    const before = (await sandbox.requests()).length;
    const { url, output } = await start(t, project, sandbox, room_id);
    assert.equal((await sandbox.requests()).length, before, "nothing is sent while the app is built");

    /** Asks three times, and counts the requests that arrived by their endpoints. */
    const thrice = async (path, ask) => {
      const seen = [];
      const sent = {};
      for (const time of ["first", "second", "third"]) {
        const news = `${time} news for ${path}`;
        await qiscus.postComment({ sender_email: reader, room_id, message: news });
        const { length } = await sandbox.requests();
        seen.push((await ask(`${url}/${path}`, room_id)).includes(news));
        for (const request of (await sandbox.requests()).slice(length)) {
          const endpoint = request.path.split("/").at(-1);
          sent[endpoint] = (sent[endpoint] ?? 0) + 1;
        }
      }
      return { seen, sent };
    };

    for (const [name, path, ask] of ways) {
      await t.test(name, { timeout }, async () => {
        const { seen, sent } = await thrice(path, ask);
        const isProxy = ask === throughProxy;
        const finds = isProxy ? {} : { get_or_create_room_with_target: 6 };
        assert.deepEqual(sent, { post_comment: 3, ...finds, load_comments: isProxy ? 6 : 3 }, output());
        assert.deepEqual(seen, [true, true, true], "each time the newest comment");
      });
    }
    for (const [path, endpoint, expected] of cached) {
      await t.test(`but ${path}: ${expected[version]} times ${endpoint}`, { timeout }, async () => {
        const { sent } = await thrice(path, get);
        assert.equal(sent[endpoint], expected[version], output());
      });
    }
    assert.deepEqual(await sandbox.unknownRoutes(), []);
  });
}
