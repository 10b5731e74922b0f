// A page of comments from a fetch that has it in memory.
import { kinds, pageOf } from "./bodies.mjs";
import { compare } from "./measure.mjs";
import { checks } from "./schemas.mjs";

const url = "https://app.qiscus.com/api/v2/rest/load_comments";

/** The same call without this package. */
const plain =
  (fetch, check = (response) => response, signal = () => undefined) =>
  async () => {
    const body = new URLSearchParams({ room_id: "234" });
    const headers = { QISCUS_SDK_SECRET: "secret" };
    const response = await fetch(url, { method: "POST", headers, body, signal: signal() });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return check(await response.json()).results.comments;
  };

export async function page(builds, kind, count) {
  const body = pageOf(count, { comment: kinds[kind] });
  const fetch = async () => new Response(body, { status: 200, headers: { "content-type": "application/json" } });
  const contenders = { "fetch + json()": plain(fetch) };
  for (const [name, { QiscusClient }] of Object.entries(builds)) {
    const qiscus = new QiscusClient({ appId: "app", secretKey: "secret", fetch, dangerouslyAllowBrowser: true });
    contenders[name] = async () => (await qiscus.loadComments({ room_id: 234 })).comments;
  }
  for (const [name, check] of Object.entries(checks)) contenders[`fetch + json() + ${name}`] = plain(fetch, check);
  contenders["fetch + json() + zod, with a deadline"] = plain(fetch, checks.zod, () => AbortSignal.timeout(30_000));
  for (const [name, work] of Object.entries(contenders)) {
    if ((await work()).length !== count) throw new Error(`${name} returned the wrong page`);
  }
  return compare(contenders);
}
