import { QiscusClient, proxyHandler, webhookHandler } from "qiscus-wasm";
import { lambdaHandler } from "qiscus-wasm/lambda";
import { nodeHandler } from "qiscus-wasm/node";
import { load } from "qiscus-wasm/slim";

const handler = webhookHandler({ signatureKey: "a key", onEvent: (event) => void event.payload.message.text });
export const server = nodeHandler(handler);
export const main = lambdaHandler(handler);
export const proxy = proxyHandler({ secretKey: "a key", authorize: () => true });
export const rooms = (client: QiscusClient) => client.getRoomsInfo({ room_id: [16], user_email: "abc@outlook.com" });
export { handler, load };
