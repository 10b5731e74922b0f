// Whether a comment of a large page takes longer than one of a small page.
import { QiscusClient } from "qiscus-wasm";
import { compare } from "./measure.mjs";
import { pageOf } from "./replies.mjs";

export async function growth() {
  const rows = {};
  for (const count of [1, 10, 100, 1_000, 10_000, 100_000]) {
    const body = pageOf(count);
    const fetch = async () => new Response(body);
    const qiscus = new QiscusClient({ appId: "app", fetch });
    const repeated = (work) => async (times) => {
      for (let time = 0; time < times; time++) await work();
    };
    const { limit, ours } = await compare(
      {
        limit: repeated(async () => (await (await fetch()).json()).results.comments),
        ours: repeated(async () => (await qiscus.loadComments({ room_id: 234 })).comments),
      },
      { rounds: 9, milliseconds: count > 10_000 ? 1 : 20 },
    );
    rows[count] = { time: ours.time / count, limit: limit.time / count };
  }
  return rows;
}
