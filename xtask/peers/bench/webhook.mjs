// A signed webhook: verified, parsed and checked.
import { Webhooks } from "@octokit/webhooks";
import { createHmac, timingSafeEqual } from "node:crypto";
import { signWebhook, validateWebhook, verifyWebhookSignature } from "qiscus-wasm";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import { compare } from "./measure.mjs";
import { eventOf } from "./replies.mjs";
import { isEvent } from "./schemas.mjs";

const key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** Each with a signature of its own kind; what comes out is the event. */
function contenders(body) {
  const stripe = new Stripe("sk_test_123");
  const standard = new Webhook(Buffer.from(key).toString("base64"));
  const octokit = new Webhooks({ secret: key });
  const signature = signWebhook(body, key);
  const stripes = stripe.webhooks.generateTestHeaderString({ payload: body, secret: key });
  const now = new Date();
  const standards = {
    "webhook-id": "1",
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": standard.sign("1", now, body),
  };
  const octokits = `sha256=${signature}`;
  return {
    "qiscus-wasm": () => {
      verifyWebhookSignature(body, signature, key);
      return validateWebhook(body);
    },
    "node:crypto + zod": () => {
      const digest = createHmac("sha256", key).update(body).digest();
      if (!timingSafeEqual(digest, Buffer.from(signature, "hex"))) throw new Error("forged");
      return isEvent(JSON.parse(body));
    },
    "stripe, not checked": () => stripe.webhooks.constructEvent(body, stripes, key),
    "standardwebhooks, not checked": () => standard.verify(body, standards),
    "@octokit/webhooks, not checked": async () => {
      if (!(await octokit.verify(body, octokits))) throw new Error("forged");
      return JSON.parse(body);
    },
  };
}

export async function webhook(size) {
  const all = contenders(eventOf(size));
  for (const [name, work] of Object.entries(all)) {
    if ((await work()).payload.room.id !== 16) throw new Error(`${name} gave another event`);
  }
  const repeated = (work) => async (times) => {
    for (let time = 0; time < times; time++) {
      const result = work();
      if (result instanceof Promise) await result;
    }
  };
  return compare(Object.fromEntries(Object.entries(all).map(([name, work]) => [name, repeated(work)])));
}
