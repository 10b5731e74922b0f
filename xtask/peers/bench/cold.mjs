// From nothing to the first result: the module is imported, a client made, and a reply or a webhook taken. Each in a process of
// its own, which measures itself; the start of Node.js isn't counted.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { quantile } from "./measure.mjs";
import { pageOf } from "./replies.mjs";

const key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const reply = JSON.stringify(pageOf(1));

/** What a program does first with each: it ends with a result that was checked, or with one that the library vouches for. */
const programs = {
  "node:crypto": `const { createHmac } = await import("node:crypto"); createHmac("sha256", "${key}").update("{}").digest();`,
  "qiscus-wasm, a call": `
    const { QiscusClient } = await import("qiscus-wasm");
    const qiscus = new QiscusClient({ appId: "app", fetch: async () => new Response(${reply}) });
    await qiscus.loadComments({ room_id: 234 });`,
  "qiscus-wasm, a webhook": `
    const { signWebhook } = await import("qiscus-wasm");
    signWebhook("{}", "${key}");`,
  "fetch + zod, a call": `
    const { looseObject, array, string, number } = await import("zod");
    const schema = looseObject({ results: looseObject({ comments: array(looseObject({ id: number(), message: string() })) }) });
    const response = new Response(${reply});
    schema.parse(await response.json());`,
  "axios, a call": `
    const { default: axios } = await import("axios");
    const adapter = async (config) => ({ data: ${reply}, status: 200, statusText: "OK", headers: {}, config });
    await axios.post("http://localhost/", {}, { adapter });`,
  "standardwebhooks, a webhook": `
    const { Webhook } = await import("standardwebhooks");
    new Webhook("${Buffer.from(key).toString("base64")}").sign("1", new Date(), "{}");`,
  "stripe, a webhook": `
    const { default: Stripe } = await import("stripe");
    new Stripe("sk_test_123").webhooks.generateTestHeaderString({ payload: "{}", secret: "${key}" });`,
  "@slack/web-api, a client": `
    const { WebClient } = await import("@slack/web-api");
    new WebClient("xoxb-1");`,
};

export function cold(rounds = 15) {
  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of Object.entries(programs)) {
      const code = `const start = performance.now(); ${program}; console.log(performance.now() - start);`;
      const cwd = fileURLToPath(new URL(".", import.meta.url));
      times[name].push(Number(execFileSync("node", ["--input-type=module", "--eval", code], { cwd, encoding: "utf8" })));
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, [0.25, 0.5, 0.75].map((share) => quantile(list, share))]));
}
