import { proxyHandler } from "qiscus-wasm";

let handler;

function proxy({ QISCUS_APP_ID, QISCUS_SECRET_KEY, QISCUS_BASE_URL }) {
  return proxyHandler({
    appId: QISCUS_APP_ID,
    secretKey: QISCUS_SECRET_KEY,
    baseUrl: QISCUS_BASE_URL,
    allow: ["post_comment", "load_comments"],
    authorize: () => true,
  });
}

export function POST(request) {
  handler ??= proxy(process.env);
  return handler(request);
}

export const GET = POST;
