// A signed webhook: verified, parsed and checked.
import { Webhooks } from "@octokit/webhooks";
import { createHmac, timingSafeEqual } from "node:crypto";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import { eventOf } from "./bodies.mjs";
import { compare } from "./measure.mjs";
import { parseEvent } from "./schemas.mjs";

const key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** Each returns the event, and verifies a signature of its own kind. */
function contenders(body, builds) {
  const stripe = new Stripe("sk_test_123");
  const standard = new Webhook(Buffer.from(key).toString("base64"));
  const octokit = new Webhooks({ secret: key });
  const digest = () => createHmac("sha256", key).update(body).digest();
  const signature = digest().toString("hex");
  const stripes = stripe.webhooks.generateTestHeaderString({ payload: body, secret: key });
  const now = new Date();
  const standards = {
    "webhook-id": "1",
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": standard.sign("1", now, body),
  };
  const ours =
    ({ verifyWebhookSignature, validateWebhook }) =>
    () => {
      verifyWebhookSignature(body, signature, key);
      return validateWebhook(body);
    };
  return {
    "node:crypto + zod": () => {
      if (!timingSafeEqual(digest(), Buffer.from(signature, "hex"))) throw new Error("forged");
      return parseEvent(JSON.parse(body));
    },
    ...Object.fromEntries(Object.entries(builds).map(([name, build]) => [name, ours(build)])),
    "stripe, not checked": () => stripe.webhooks.constructEvent(body, stripes, key),
    "standardwebhooks, not checked": () => standard.verify(body, standards),
    "@octokit/webhooks, not checked": async () => {
      if (!(await octokit.verify(body, `sha256=${signature}`))) throw new Error("forged");
      return JSON.parse(body);
    },
  };
}

export async function webhook(builds, size) {
  const all = contenders(eventOf(size), builds);
  for (const [name, work] of Object.entries(all)) {
    if ((await work()).payload.room.id !== 16) throw new Error(`${name} returned the wrong event`);
  }
  return compare(all);
}
