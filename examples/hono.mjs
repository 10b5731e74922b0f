// A bot in a Hono app, here on Node.js: webhooks arrive at /qiscus.
// QISCUS_APP_ID=… QISCUS_SECRET_KEY=… QISCUS_WEBHOOK_KEY=… node hono.mjs
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { QiscusClient, isFromRest, webhookHandler } from "qiscus-wasm";

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

const app = new Hono();
app.post("/qiscus", (context) => handler(context.req.raw));

serve({ fetch: app.fetch, port: Number(PORT) }, ({ port }) => console.log(`listening on http://localhost:${port}`));
