// A page of comments, from a fetch that has it in memory: what the package adds to fetch and JSON.
import { QiscusClient } from "qiscus-wasm";
import { compare } from "./measure.mjs";
import { pageOf } from "./replies.mjs";
import { checks } from "./schemas.mjs";

const url = "https://app.qiscus.com/api/v2/rest/load_comments";

/** What a user without this package writes. */
const plain = (fetch, check = (reply) => reply, signal = () => undefined) => async () => {
  const body = new URLSearchParams({ room_id: "234" });
  const headers = { QISCUS_SDK_SECRET: "secret" };
  const response = await fetch(url, { method: "POST", headers, body, signal: signal() });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return check(await response.json()).results.comments;
};

const repeated = (work) => async (times) => {
  for (let time = 0; time < times; time++) await work();
};

export async function page(count) {
  const body = pageOf(count);
  const fetch = async () => new Response(body, { status: 200, headers: { "content-type": "application/json" } });
  const qiscus = new QiscusClient({ appId: "app", secretKey: "secret", fetch, dangerouslyAllowBrowser: true });
  const contenders = { "fetch + json()": plain(fetch), "qiscus-wasm": async () => (await qiscus.loadComments({ room_id: 234 })).comments };
  for (const [name, check] of Object.entries(checks)) contenders[`fetch + json() + ${name}`] = plain(fetch, check);
  contenders["fetch + json() + zod, with a deadline"] = plain(fetch, checks.zod, () => AbortSignal.timeout(30_000));
  for (const [name, work] of Object.entries(contenders)) {
    if ((await work()).length !== count) throw new Error(`${name} gave another page`);
  }
  return compare(Object.fromEntries(Object.entries(contenders).map(([name, work]) => [name, repeated(work)])));
}
