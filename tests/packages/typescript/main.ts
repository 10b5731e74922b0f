import * as qiscus from "qiscus-wasm";
import { QiscusClient, QiscusError, isQiscusError, safeValidateWebhook, validateWebhook } from "qiscus-wasm";
import type { WebhookEvent } from "qiscus-wasm";

/** Compiled, not called. */
export async function converse(): Promise<string> {
  const client = new QiscusClient({ appId: "domino-prod", secretKey: "a key", timeout: 1000 });
  const { user } = await client.loginOrRegister({ email: "abc@outlook.com", username: "abc" });
  const name: string = user.username;
  const { comment } = await client.postComment({ sender_email: user.email, room_id: 16, message: "Hello" }, { confirm: true });
  // @ts-expect-error: a room is needed
  const wrong = () => client.loadComments({});
  for await (const { message } of client.comments({ room_id: 16 })) if (message === comment.message) return message;
  return name + String(wrong);
}

export function explain(error: unknown): string {
  if (error instanceof QiscusError && error.code === "invalid_webhook") return String(error.issues?.length);
  if (!isQiscusError(error)) return "";
  // @ts-expect-error: no code of this package
  return error.code === "unheard_of" ? "" : error.message;
}

export function latitude(body: string): number | undefined {
  const { message } = validateWebhook(body).payload;
  return message.type === "location" ? message.payload?.latitude : undefined;
}

export function participants(body: string): number {
  const found = safeValidateWebhook(body);
  if (!found.ok) return found.issues.length;
  const event: WebhookEvent = found.event;
  return event.type === "post_comment_rest" ? 1 : 0;
}

export { qiscus };
