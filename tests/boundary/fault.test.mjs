// A module that really fails, by a panic or by a trap, in a poll of a future: in Node.js and in a page.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "../browser.mjs";
import { startSandbox } from "../sandbox.mjs";
import { timeout } from "../deadline.mjs";

const folder = process.env.QISCUS_FAULTS;
const kinds = {
  panic: "a fault of qiscus-wasm: on purpose",
  trap: /^a fault of qiscus-wasm: .*unreachable/,
};

/** What becomes of calls at all stages when the module fails; runs in Node.js and in a page. */
async function failing({ QiscusClient, fault, load, validateWebhook }, source, kind) {
  await load(source);
  const describe = (promise) =>
    Promise.race([
      promise.then(
        () => "resolved",
        ({ code, message }) => `${code}: ${message}`,
      ),
      new Promise((resolve) => setTimeout(resolve, 5_000, "never settled")),
    ]);
  const room = { room_id: 1 };
  const make = (fetch) => new QiscusClient({ baseUrl: "http://x.test", fetch });
  const slow = make(() => new Promise((resolve) => setTimeout(resolve, 300, new Response("{}"))));
  const retrying = make(async () => new Response("", { status: 503, headers: { "retry-after": "20" } }));
  let aborted = false;
  const listening = make(
    (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject((aborted = true)))),
  );
  const underWay = [slow, retrying, listening].map((client) => describe(client.loadComments(room)));
  // Until each has come to what it waits for.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const failed = await describe(fault(kind));
  const results = { failed, underWay: await Promise.all(underWay), later: await describe(slow.loadComments(room)) };
  try {
    validateWebhook("{}");
  } catch ({ code, message }) {
    results.synchronous = `${code}: ${message}`;
  }
  // For what settles after the module has failed, and what is collected.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { ...results, aborted };
}

function check(results, kind) {
  const matches = (text) =>
    kind instanceof RegExp ? assert.match(text.replace("internal: ", ""), kind) : assert.equal(text, `internal: ${kind}`);
  for (const text of [results.failed, ...results.underWay, results.later, results.synchronous]) matches(text);
  assert.equal(results.underWay.length, 3);
  assert.equal(results.aborted, true);
}

describe("in Node.js", () => {
  for (const [kind, message] of Object.entries(kinds)) {
    test(`a real ${kind} behind an await rejects everything, and nothing is uncaught`, { timeout }, async () => {
      const uncaught = [];
      const note = (error) => uncaught.push(error);
      process.on("uncaughtException", note).on("unhandledRejection", note);
      try {
        const entry = await import(`${pathToFileURL(join(folder, "index.js"))}?${kind}`);
        check(await failing(entry, await readFile(join(folder, "qiscus.wasm")), kind), message);
      } finally {
        process.off("uncaughtException", note).off("unhandledRejection", note);
      }
      assert.deepEqual(uncaught, []);
    });
  }
});

describe("in a page", () => {
  for (const [kind, message] of Object.entries(kinds)) {
    test(`a real ${kind} behind an await rejects everything, and nothing is uncaught`, { timeout }, async () => {
      const site = await mkdtemp(join(tmpdir(), "fault-"));
      await writeFile(join(site, "index.html"), '<!doctype html><title>Faults</title><link rel="icon" href="data:," />');
      const sandbox = await startSandbox({ args: ["--www", site, "--pkg", folder] });
      const browser = await launch();
      try {
        const page = await browser.newPage();
        const uncaught = [];
        page.on("pageerror", (error) => uncaught.push(String(error)));
        await page.goto(sandbox.url);
        const code = `(async () => (${failing})(await import("/pkg/index.js"), "/pkg/qiscus.wasm", ${JSON.stringify(kind)}))()`;
        check(await page.evaluate(code), message);
        assert.deepEqual(uncaught, []);
      } finally {
        await browser.close();
        await sandbox.stop();
        await rm(site, { recursive: true });
      }
    });
  }
});
