import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { lambdaHandler } from "qiscus-wasm/lambda";

const { APP, QISCUS_WEBHOOK_KEY } = process.env;
const { webhookHandler } = qiscus;

// One function with two routes: the webhook, and the report.
const webhook = webhookHandler({ signatureKey: QISCUS_WEBHOOK_KEY, onEvent: ({ payload }) => console.log(payload.message.text) });

export const handler = lambdaHandler(async (request) =>
  new URL(request.url).pathname === "/report" ? Response.json(await check(qiscus, APP)) : webhook(request),
);
