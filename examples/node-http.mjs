// A bot on plain Node.js that answers what people write.
// QISCUS_APP_ID=… QISCUS_SECRET_KEY=… QISCUS_WEBHOOK_KEY=… node node-http.mjs
import { createServer } from "node:http";
import { QiscusClient, isFromRest, webhookHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";

const { QISCUS_APP_ID, QISCUS_SECRET_KEY, QISCUS_WEBHOOK_KEY, QISCUS_BASE_URL, PORT = 3000 } = process.env;

// A base URL is for local servers only: without one it is that of the app.
const qiscus = new QiscusClient({ appId: QISCUS_APP_ID, secretKey: QISCUS_SECRET_KEY, baseUrl: QISCUS_BASE_URL });

const handler = webhookHandler({
  signatureKey: QISCUS_WEBHOOK_KEY,
  async onEvent(event) {
    const { from, room, message } = event.payload;
    console.log(`${from.email}: ${message.text}`);
    // The bot's own comments arrive here, too: it would answer itself for ever.
    if (isFromRest(event)) return;
    await qiscus.postComment({ sender_email: "bot@example.com", room_id: room.id, message: `You said: ${message.text}` });
  },
});

const server = createServer(nodeHandler(handler));
server.listen(PORT, () => console.log(`listening on http://localhost:${server.address().port}`));
