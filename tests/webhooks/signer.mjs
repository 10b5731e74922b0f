// A Worker that signs what it is sent, as a text and as bytes, and tells how often node:crypto made it.
import { signWebhook } from "qiscus-wasm";

let made = 0;
const crypto = globalThis.process?.getBuiltinModule?.("node:crypto");
if (crypto) {
  const createHmac = (...given) => {
    made++;
    return crypto.createHmac(...given);
  };
  process.getBuiltinModule = () => ({ createHmac });
}

export default {
  async fetch(request) {
    if (request.method !== "POST") return new Response();
    const body = await request.arrayBuffer();
    const key = new URL(request.url).searchParams.get("key");
    const signatures = [signWebhook(body, key), signWebhook(new TextDecoder().decode(body), key)];
    return Response.json({ signatures, made });
  },
};
