// From import to the first result, each in a process of its own that measures itself.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { pageOf } from "./bodies.mjs";
import { quartiles } from "./measure.mjs";

const key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const response = JSON.stringify(pageOf(1));

const ours = (name, build) => ({
  [`${name}, a call`]: `
    const { QiscusClient } = await import("${build}");
    const qiscus = new QiscusClient({ appId: "app", fetch: async () => new Response(${response}) });
    await qiscus.loadComments({ room_id: 234 });`,
  [`${name}, a webhook`]: `
    const { signWebhook } = await import("${build}");
    signWebhook("{}", "${key}");`,
});

const alternatives = {
  "node:crypto": `const { createHmac } = await import("node:crypto"); createHmac("sha256", "${key}").update("{}").digest();`,
  "fetch + zod, a call": `
    const { looseObject, array, string, number } = await import("zod");
    const schema = looseObject({ results: looseObject({ comments: array(looseObject({ id: number(), message: string() })) }) });
    schema.parse(await new Response(${response}).json());`,
  "axios, a call": `
    const { default: axios } = await import("axios");
    const adapter = async (config) => ({ data: ${response}, status: 200, statusText: "OK", headers: {}, config });
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

/** The quartiles of each, in milliseconds. */
export function cold(builds, rounds = 15) {
  const programs = { ...alternatives };
  for (const [name, build] of Object.entries(builds)) Object.assign(programs, ours(name, build));
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of Object.entries(programs)) {
      const code = `const start = performance.now(); ${program}; console.log(performance.now() - start);`;
      times[name].push(
        Number(execFileSync(process.execPath, ["--input-type=module", "--eval", code], { cwd, encoding: "utf8" })),
      );
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, quartiles(list)]));
}
