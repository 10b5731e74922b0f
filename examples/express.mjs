// A bot in an Express server: webhooks arrive at /qiscus.
// QISCUS_APP_ID=… QISCUS_SECRET_KEY=… QISCUS_WEBHOOK_KEY=… node express.mjs
import express from "express";
import { QiscusClient, isFromRest, webhookHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";

const { QISCUS_APP_ID, QISCUS_SECRET_KEY, QISCUS_WEBHOOK_KEY, QISCUS_BASE_URL, PORT = 3000 } = process.env;

// A base URL is for local servers only: without one it is that of the app.
const qiscus = new QiscusClient({ appId: QISCUS_APP_ID, secretKey: QISCUS_SECRET_KEY, baseUrl: QISCUS_BASE_URL });

async function onEvent(event) {
  const { from, room, message } = event.payload;
  console.log(`${from.email}: ${message.text}`);
  // The bot's own comments arrive here, too: it would answer itself for ever.
  if (isFromRest(event)) return;
  await qiscus.postComment({ sender_email: "bot@example.com", room_id: room.id, message: `You said: ${message.text}` });
}

const app = express();
// Before express.json(): what is signed are the bytes, not what they are parsed to.
app.post("/qiscus", nodeHandler(webhookHandler({ signatureKey: QISCUS_WEBHOOK_KEY, onEvent })));
app.use(express.json());

const server = app.listen(PORT, () => console.log(`listening on http://localhost:${server.address().port}`));
