// How the WebAssembly module gets in, and what is left if it fails.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { setTimeout } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import { startSandbox } from "../sandbox.mjs";
import { signIn } from "./table.mjs";
import { timeout, within } from "../deadline.mjs";

const folder = process.env.QISCUS_PKG;
const bytes = await readFile(join(folder, "qiscus.wasm"));
const user = { id: 1, email: "a", username: "A", avatar_url: "", token: "t" };

/** A copy of the entry that nothing was loaded into yet. */
let copies = 0;
const slim = () => import(`${pathToFileURL(join(folder, "slim.js"))}?copy=${copies++}`);

async function works({ QiscusClient }) {
  const fetch = async () => ({ status: 200, text: async () => JSON.stringify({ results: { user } }) });
  const client = new QiscusClient({ baseUrl: "http://x.test", fetch });
  assert.deepEqual(await within(client.loginOrRegister(signIn)), { user });
}

describe("slim", () => {
  let sandbox;
  before(async () => (sandbox = await startSandbox({ args: ["--pkg", folder] })), { timeout });
  after(() => sandbox.stop());

  const sources = {
    "a Buffer": () => bytes,
    "an ArrayBuffer": () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    "a view": () => new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    "a module": () => new WebAssembly.Module(bytes),
    "a module of another realm": () => vm.runInNewContext("new WebAssembly.Module(bytes)", { bytes }),
    "bytes of another realm": () => vm.runInNewContext("new Uint8Array(numbers)", { numbers: [...bytes] }),
    "an address": () => `${sandbox.url}/pkg/qiscus.wasm`,
    "a URL": () => new URL(`${sandbox.url}/pkg/qiscus.wasm`),
    "a response": () => new Response(bytes),
    "a promise of a response": () => fetch(`${sandbox.url}/pkg/qiscus.wasm`),
  };
  for (const [name, source] of Object.entries(sources)) {
    test(`loads ${name}`, { timeout }, async () => {
      const entry = await slim();
      await within(entry.load(source()));
      await entry.load("http://x.test/not-asked-for-again");
      await works(entry);
    });
  }

  const failures = {
    "nothing": [() => undefined, "internal", /^the WebAssembly module can't be started: /],
    "bytes that are no module": [() => new Uint8Array(8), "internal", /^the WebAssembly module can't be started: /],
    "an address that isn't there": [
      () => `${sandbox.url}/pkg/none.wasm`,
      "network",
      /^the WebAssembly module can't be loaded: status 404$/,
    ],
    "a server that isn't there": [() => "http://127.0.0.1:1/", "network", /^the WebAssembly module can't be loaded: /],
    "another module": [() => new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), "internal", /it is not qiscus\.wasm$/],
    "a promise that rejects": [() => Promise.reject("no"), "network", /^the WebAssembly module can't be loaded: no$/],
  };
  for (const [name, [source, code, message]] of Object.entries(failures)) {
    test(`says so for ${name}, and loads afterwards`, { timeout }, async () => {
      const entry = await slim();
      const error = await within(entry.load(source())).catch((error) => error);
      assert.ok(entry.isQiscusError(error), String(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      await entry.load(bytes);
      await works(entry);
    });
  }

  test("without a module a client can't be made", { timeout }, async () => {
    const { QiscusClient } = await slim();
    assert.throws(() => new QiscusClient({ appId: "a" }), {
      code: "invalid_options",
      message: 'call "await load(source)" of qiscus-wasm/slim before anything else',
    });
  });
});

test("a runtime without coders of text (jsdom)", { timeout }, async () => {
  const { TextDecoder, TextEncoder } = globalThis;
  Object.assign(globalThis, { TextDecoder: undefined, TextEncoder: undefined });
  try {
    const { QiscusClient } = await import(`${pathToFileURL(join(folder, "index.js"))}?copy=${copies++}`);
    let sent;
    const fetch = async (_, { body }) => ((sent = body), { status: 400, text: async () => '{"error":{"message":"né 💬"}}' });
    const call = new QiscusClient({ baseUrl: "/x", fetch }).loginOrRegister({ email: "ü💬\ud800", username: "A" });
    const error = await within(call).catch((error) => error);
    assert.equal(error.apiMessage, "né 💬");
    assert.equal(sent, "email=%C3%BC%F0%9F%92%AC%EF%BF%BD&username=A");
  } finally {
    Object.assign(globalThis, { TextDecoder, TextEncoder });
  }
});

describe("a panic of the module", () => {
  // None is reachable from outside, so the module is made to trap here, as it would after one.
  const trapping = async () => {
    const state = { trap: false, freed: 0 };
    const { Instance } = WebAssembly;
    // biome-ignore lint/complexity/useArrowFunction: it is called with `new`
    WebAssembly.Instance = function (...parts) {
      const instance = new Instance(...parts);
      const guarded = ([name, value]) => {
        if (typeof value !== "function") return [name, value];
        const call = (...values) => {
          if (state.trap) {
            state.freed += values.length === 2 && values[1] === 1 ? 1 : 0;
            throw new WebAssembly.RuntimeError("unreachable");
          }
          return value(...values);
        };
        return [name, call];
      };
      return { exports: Object.fromEntries(Object.entries(instance.exports).map(guarded)) };
    };
    try {
      const entry = await import(`${pathToFileURL(join(folder, "index.js"))}?copy=${copies++}`);
      new entry.QiscusClient({ appId: "a" });
      return { state, entry };
    } finally {
      WebAssembly.Instance = Instance;
    }
  };
  const fault = { code: "internal", message: "a fault of qiscus-wasm: unreachable" };

  test("rejects the call, those under way, and every one after it", { timeout }, async () => {
    const { state, entry } = await trapping();
    // Of those under way one waits for a reply, and one for its next try.
    const client = new entry.QiscusClient({ baseUrl: "http://x.test", fetch: () => new Promise(() => {}) });
    const fetch = async () => new Response("", { status: 503, headers: { "retry-after": "20" } });
    const retrying = new entry.QiscusClient({ baseUrl: "http://x.test", fetch }).loginOrRegister(signIn);
    await new Promise(setImmediate);
    const underWay = client.loginOrRegister(signIn);
    state.trap = true;
    await assert.rejects(within(client.loginOrRegister(signIn)), fault);
    state.trap = false;
    await assert.rejects(within(underWay), fault);
    await assert.rejects(within(retrying), fault);
    await assert.rejects(within(client.loginOrRegister(signIn)), fault);
    assert.throws(() => new entry.QiscusClient({ appId: "a" }), fault);
    assert.throws(() => entry.validateWebhook("{}"), fault);
    assert.throws(
      () => entry.validateWebhook("{}"),
      (error) => entry.isQiscusError(error),
    );
  });

  test("is not met again by the collector of garbage", { timeout }, async () => {
    v8.setFlagsFromString("--expose-gc");
    const collect = vm.runInNewContext("gc");
    const { state, entry } = await trapping();
    for (let times = 0; times < 100; times++) new entry.QiscusClient({ appId: "a" });
    state.trap = true;
    assert.throws(() => new entry.QiscusClient({ appId: "a" }), fault);
    // Finalizers run some time after a collection; what one throws, nobody could catch.
    for (let times = 0; times < 20; times++) {
      collect();
      await setTimeout(10);
    }
    assert.equal(state.freed, 0);
  });

  test("of another function of the package rejects the calls under way, too", { timeout }, async () => {
    const { state, entry } = await trapping();
    const client = new entry.QiscusClient({ baseUrl: "http://x.test", fetch: () => new Promise(() => {}) });
    const underWay = client.loginOrRegister(signIn);
    state.trap = true;
    assert.throws(() => entry.validateWebhook("{}"), fault);
    state.trap = false;
    await assert.rejects(within(underWay), fault);
  });

  // With a memory of few pages a real one: the core asks for more than there is, and traps.
  const MEMORY = 5;
  const small = () => {
    for (let at = 8; ; ) {
      const [size, start] = number(at + 1);
      if (bytes[at] === MEMORY) {
        // One memory, without a largest size.
        const [count, limits, pages] = bytes.subarray(start, start + size);
        assert.deepEqual([size, count, limits], [3, 1, 0]);
        const bounded = Buffer.from([MEMORY, 4, 1, 1, pages, pages + 16]);
        return Buffer.concat([bytes.subarray(0, at), bounded, bytes.subarray(start + size)]);
      }
      at = start + size;
    }
  };
  /** Unsigned LEB128, and where it ends. */
  function number(at) {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return [value, at];
    }
  }
  const large = "x".repeat(4_000_000);
  const exhausting = {
    // Its timer outlives the module.
    "a parameter": ({ QiscusClient }) =>
      new QiscusClient({ baseUrl: "http://x.test", timeout: 100 }).loginOrRegister({ ...signIn, email: large }),
    "a key": async ({ signWebhook }) => signWebhook("{}", large),
  };
  for (const [name, work] of Object.entries(exhausting)) {
    test(`comes of ${name} that its memory can't hold, and rejects all that follows`, { timeout }, async () => {
      const entry = await slim();
      await entry.load(small());
      await works(entry);
      await assert.rejects(within(work(entry)), fault);
      await assert.rejects(within(works(entry)), fault);
      assert.throws(() => entry.validateWebhook("{}"), fault);
    });
  }
});
