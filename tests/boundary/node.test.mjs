// The boundary table in Node.js, from the tarball, as an ES module and through require().
import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { describe, test } from "node:test";
import vm from "node:vm";
import { signIn, table } from "./table.mjs";
import { timeout, within } from "../deadline.mjs";

const foreign = {
  error: (message) => vm.runInNewContext(`new Error(${JSON.stringify(message)})`),
  promise: (value) => vm.runInNewContext("(value) => Promise.resolve(value)")(value),
};

// The memory of every instance that the package makes, to see whether it grows.
const memories = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...parts) {
    super(...parts);
    memories.push(this.exports.memory);
  }
};

const packages = {
  import: await import("qiscus-wasm"),
  require: createRequire(import.meta.url)("qiscus-wasm"),
  "the CommonJS twin": createRequire(import.meta.url)("../../node_modules/qiscus-wasm/cjs/index.js"),
};

for (const [name, pkg] of Object.entries(packages)) {
  describe(`by ${name}`, () => {
    for (const row of table) test(row.name, { timeout }, () => within(row.run({ pkg, foreign })));
  });
}

test("an error says who called, why, and what it is", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  const client = new packages.import.QiscusClient({ baseUrl: `http://127.0.0.1:${port}`, maxRetries: 0 });
  async function theCaller() {
    await client.loginOrRegister(signIn);
  }
  const error = await within(theCaller()).catch((error) => error);
  assert.match(error.message, /^the request could not be sent: fetch failed: .*ECONNREFUSED/);
  assert.equal(error.outcome, "not_sent");
  assert.match(error.stack, /^QiscusError: the request could not be sent: .*\n(.*\n)*.*theCaller/);
  assert.equal(error.constructor.name, "QiscusError");
  class Own extends packages.import.QiscusError {}
  assert.ok(new Own("x", {}) instanceof Own && new Own("x", {}) instanceof packages.import.QiscusError);
  assert.ok(!(error instanceof Own));
});

test("an object that is nearly too deep to be written is sent whole, or not at all", { timeout }, async () => {
  const nested = (depth) => {
    let value = 1;
    while (depth-- > 0) value = { a: value };
    return value;
  };
  const fits = (depth) => {
    try {
      return JSON.stringify(nested(depth)) !== "";
    } catch {
      return false;
    }
  };
  let deepest = 1_000;
  while (fits(deepest + 10)) deepest += 10;
  const sent = [];
  const fetch = async (_, { body }) => (sent.push(new URLSearchParams(body)), new Response("{}"));
  const client = new packages.import.QiscusClient({ appId: "a", maxRetries: 0, fetch });
  const deeper = (frames, then) => (frames > 0 ? deeper(frames - 1, then) : then());
  const refused = new Set();
  for (let frames = 0; frames < 30; frames++) {
    for (let depth = deepest - 80; depth < deepest + 10; depth += 3) {
      for (const [name, params, options] of [
        ["extras", { extras: nested(depth) }],
        ["z", {}, { extraParams: { z: nested(depth) } }],
        ["z[]", {}, { extraParams: { z: [nested(depth)] } }],
      ]) {
        const calling = deeper(frames, () =>
          client.postComment({ sender_email: "a", room_id: 1, message: "m", ...params }, options),
        );
        const { code } = await within(calling).catch((error) => error);
        if (code === "invalid_request") refused.add(name);
        else assert.equal(sent.pop().get(name).length, 6 * depth + 1, `${name} of ${depth}, which ended as ${code}`);
      }
    }
  }
  assert.deepEqual([...refused].sort(), ["extras", "z", "z[]"]);
});

test("a message is counted without a copy of it", { timeout }, async () => {
  // As a list of its characters it would be larger than a list can be.
  const message = "x".repeat(120_000_000);
  const calling = new packages.import.QiscusClient({ appId: "a" }).postComment({ sender_email: "a", room_id: 1, message });
  const text = "invalid parameters: message: expected at most 4000 characters, received 120000000 characters, in post_comment";
  await assert.rejects(within(calling), { code: "invalid_request", outcome: "not_sent", message: text });
  for (const { buffer } of memories) assert.ok(buffer.byteLength < 2 ** 24, `${buffer.byteLength} bytes`);
});

test("an error of a second copy is one too", async () => {
  const [first, second] = [packages.import, packages["the CommonJS twin"]];
  assert.notEqual(first.QiscusError, second.QiscusError);
  const error = (() => {
    try {
      new second.QiscusClient({});
    } catch (error) {
      return error;
    }
  })();
  assert.ok(error instanceof first.QiscusError && first.isQiscusError(error));
  assert.ok(!(new Error("x") instanceof first.QiscusError) && !first.isQiscusError(undefined));
});

test("10,000 rejected calls leave the memory as large as the first hundred", { timeout: 120_000 }, async () => {
  const { QiscusClient } = packages.import;
  const failing = new QiscusClient({ baseUrl: "http://x.test", maxRetries: 0, fetch: () => Promise.reject("lost") });
  const cycle = {};
  cycle.self = cycle;
  const calls = [
    () => failing.loginOrRegister(signIn),
    () => failing.loginOrRegister({ email: 1n }),
    () => failing.loginOrRegister({ ...signIn, extras: cycle }),
    () => failing.loginOrRegister(signIn, { signal: AbortSignal.abort("now") }),
    () => new QiscusClient({ appId: "" }),
  ];
  const size = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  let rejected = 0;
  const make = async (count) => {
    for (let i = 0; i < count; i++) {
      await within((async () => calls[i % calls.length]())()).catch(() => rejected++);
    }
  };
  await make(100);
  const before = size();
  assert.ok(before > 0);
  await make(9_900);
  assert.equal(rejected, 10_000);
  assert.equal(size(), before);
});
