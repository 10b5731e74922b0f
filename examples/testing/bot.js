// The bot of these examples: it answers what people write.
import { isFromRest, webhookHandler } from "qiscus-wasm";

export const createBot = (qiscus, signatureKey) =>
  webhookHandler({
    signatureKey,
    async onEvent(event) {
      // The bot's own comments arrive here, too: it would answer itself for ever.
      if (isFromRest(event)) return;
      const { room, message } = event.payload;
      await qiscus.postComment({ sender_email: "bot@example.com", room_id: room.id, message: `You said: ${message.text}` });
    },
  });
