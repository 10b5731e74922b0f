// Memory after many calls and with large responses; needs --expose-gc.
import { pageOf } from "./bodies.mjs";
import { onInstance } from "./instances.mjs";

const MIB = 2 ** 20;

/** In MiB: the module's memory, and the heap. */
export async function memory(build) {
  let module;
  onInstance({ exports: (exports) => (module = exports) });
  const { QiscusClient } = await import(build);
  const client = (fetch) => new QiscusClient({ appId: "app", fetch, maxResponseBytes: 2 ** 30 });
  const used = () => {
    globalThis.gc();
    globalThis.gc();
    return { wasm: module.memory.buffer.byteLength / MIB, heap: process.memoryUsage().heapUsed / MIB };
  };

  const rows = {};
  const body = pageOf(20);
  const qiscus = client(async () => new Response(body));
  for (let call = 1; call <= 100_000; call++) {
    await qiscus.loadComments({ room_id: 234 });
    if (call === 10_000) rows["after 10,000 calls"] = used();
  }
  rows["after 100,000 calls"] = used();

  const large = pageOf(100_000);
  let { comments } = await client(async () => new Response(large)).loadComments({ room_id: 234 });
  rows[`holding a page of ${comments.length.toLocaleString("en-US")} comments`] = used();
  comments = undefined;

  let newest = 1_000_000;
  const pages = client(async () => {
    const page = newest > 0 ? pageOf(100, { newest }) : pageOf(0);
    newest -= 100;
    return new Response(page);
  });
  let seen = 0;
  for await (const _ of pages.comments({ room_id: 234, limit: 100 })) {
    if (++seen === 100_000) rows["100,000 comments of the iterator"] = used();
  }
  rows[`${seen.toLocaleString("en-US")} comments of the iterator`] = used();
  return rows;
}
