// What people would use instead, each as the code that a user of it would write: for the sizes.

/** A schema of a webhook, as this package has it; zod and valibot have the same words for it. */
const schema = (library) => `
import { looseObject as object, array, string, number, nullish, union, literal, record, unknown } from "${library}";
const id = union([number(), string()]);
const participant = object({ email: string(), id: nullish(id), username: nullish(string()), avatar_url: nullish(string()) });
const button = object({ label: string(), type: union([literal("postback"), literal("link")]), postback_text: nullish(string()) });
const payload = union([record(string(), unknown()), object({ text: string(), buttons: array(button) })]);
const message = object({ type: string(), text: string(), id: nullish(id), payload: nullish(payload) });
const type = union([literal("single"), literal("group")]);
const room = object({ id, topic_id: id, type, name: string(), participants: nullish(array(participant)) });
const from = object({ id, email: string(), name: string() });
export const event = object({ type: string(), payload: object({ from, room, message }) });`;

export const peers = {
  "@octokit/webhooks": 'export { Webhooks } from "@octokit/webhooks";',
  "standardwebhooks": 'export { Webhook } from "standardwebhooks";',
  "ky": 'export { default } from "ky";',
  "valibot (webhook schema)": schema("valibot"),
  "svix": 'export { Svix, Webhook } from "svix";',
  "@slack/web-api": 'export { WebClient } from "@slack/web-api";',
  "zod (webhook schema)": schema("zod"),
  "stripe": 'export { default } from "stripe";',
  "openai": 'export { default } from "openai";',
  "stream-chat": 'export { StreamChat } from "stream-chat";',
  "qiscus-sdk-javascript": 'import "qiscus-sdk-javascript";',
  "qiscus-sdk-core": 'import "qiscus-sdk-core";',
};
