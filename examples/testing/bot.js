// The bot of these examples: it answers what people write.
import { webhookHandler } from "qiscus-wasm";

const bot = "bot@example.com";

export const createBot = (qiscus, signatureKey) =>
  webhookHandler({
    signatureKey,
    async onEvent({ payload: { from, room, message } }) {
      // The bot's own comments arrive here, too: it would answer itself for ever.
      if (from.email === bot) return;
      await qiscus.postComment({ sender_email: bot, room_id: room.id, message: `You said: ${message.text}` });
    },
  });
