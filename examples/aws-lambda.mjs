// A bot on AWS Lambda: a function URL, or API Gateway's REST or HTTP API, brings the webhooks.
// Deploy it with node_modules; QISCUS_APP_ID, QISCUS_SECRET_KEY and QISCUS_WEBHOOK_KEY are the function's environment.
import { QiscusClient, isFromRest, webhookHandler } from "qiscus-wasm";
import { lambdaHandler } from "qiscus-wasm/lambda";

const { QISCUS_APP_ID, QISCUS_SECRET_KEY, QISCUS_WEBHOOK_KEY, QISCUS_BASE_URL } = process.env;

// A base URL is for local servers only: without one it is that of the app.
const qiscus = new QiscusClient({ appId: QISCUS_APP_ID, secretKey: QISCUS_SECRET_KEY, baseUrl: QISCUS_BASE_URL });

async function onEvent(event) {
  const { from, room, message } = event.payload;
  console.log(`${from.email}: ${message.text}`);
  // The bot's own comments arrive here, too: it would answer itself for ever.
  if (isFromRest(event)) return;
  await qiscus.postComment({ sender_email: "bot@example.com", room_id: room.id, message: `You said: ${message.text}` });
}

export const handler = lambdaHandler(webhookHandler({ signatureKey: QISCUS_WEBHOOK_KEY, onEvent }));
