// What calls leave behind, and what large replies take: run with --expose-gc.
import { pageOf } from "./replies.mjs";

const modules = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...given) {
    super(...given);
    modules.push(this.exports);
  }
};
const { QiscusClient } = await import("qiscus-wasm");

const MIB = 2 ** 20;

/** In MiB: the module's memory, and what lives in the heap. */
function used() {
  globalThis.gc();
  globalThis.gc();
  const memory = Object.values(modules[0]).find((value) => value instanceof WebAssembly.Memory);
  return { wasm: memory.buffer.byteLength / MIB, heap: process.memoryUsage().heapUsed / MIB };
}

const client = (fetch) => new QiscusClient({ appId: "app", fetch });

export async function memory() {
  const rows = {};
  const body = pageOf(20);
  const qiscus = client(async () => new Response(body));
  const calls = async (count) => {
    for (let call = 0; call < count; call++) await qiscus.loadComments({ room_id: 234 });
  };
  await calls(10_000);
  rows["after 10,000 calls"] = used();
  await calls(90_000);
  rows["after 100,000 calls"] = used();

  const large = pageOf(100_000);
  let { comments } = await client(async () => new Response(large)).loadComments({ room_id: 234 });
  rows[`with a page of ${comments.length.toLocaleString("en-US")} comments`] = used();
  comments = undefined;

  let newest = 1_000_000;
  const pages = client(async () => {
    const page = newest > 0 ? pageOf(100, newest) : pageOf(0);
    newest -= 100;
    return new Response(page);
  });
  let seen = 0;
  for await (const _ of pages.comments({ room_id: 234, limit: 100 })) {
    if (++seen === 100_000) rows["comments(), after 100,000"] = used();
  }
  rows[`comments(), after ${seen.toLocaleString("en-US")}`] = used();
  return rows;
}
