// A proxy in a Cloudflare Worker, for platforms.test.mjs.
import { proxyHandler } from "qiscus-wasm";

let proxy;

export default {
  fetch(request, { QISCUS_APP_ID, QISCUS_SECRET_KEY, QISCUS_BASE_URL }) {
    proxy ??= proxyHandler({
      appId: QISCUS_APP_ID,
      secretKey: QISCUS_SECRET_KEY,
      baseUrl: QISCUS_BASE_URL,
      allow: ["post_comment", "load_comments", "get_or_create_room_with_target"],
      authorize: (_, { endpoint }) => (endpoint === "post_comment" ? { params: { sender_email: "abc@example.com" } } : true),
      timeout: 4000,
    });
    return proxy(request);
  },
};
