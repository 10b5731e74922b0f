// A bot in a Cloudflare Worker. QISCUS_APP_ID, QISCUS_SECRET_KEY and QISCUS_WEBHOOK_KEY are secrets of the Worker, or here
// lines of .dev.vars: npx wrangler dev cloudflare-worker.mjs --compatibility-date 2026-01-01
import { QiscusClient, isFromRest, webhookHandler } from "qiscus-wasm";

let handler;

function bot({ QISCUS_APP_ID, QISCUS_SECRET_KEY, QISCUS_WEBHOOK_KEY, QISCUS_BASE_URL }) {
  // A base URL is for local servers only: without one it is that of the app.
  const qiscus = new QiscusClient({ appId: QISCUS_APP_ID, secretKey: QISCUS_SECRET_KEY, baseUrl: QISCUS_BASE_URL });
  return webhookHandler({
    signatureKey: QISCUS_WEBHOOK_KEY,
    async onEvent(event) {
      const { from, room, message } = event.payload;
      console.log(`${from.email}: ${message.text}`);
      // The bot's own comments arrive here, too: it would answer itself for ever.
      if (isFromRest(event)) return;
      await qiscus.postComment({ sender_email: "bot@example.com", room_id: room.id, message: `You said: ${message.text}` });
    },
  });
}

export default {
  fetch(request, env) {
    handler ??= bot(env);
    return handler(request);
  },
};
