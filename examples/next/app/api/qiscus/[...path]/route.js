// The server of a Next.js app's pages, whose clients have the baseUrl "/api/qiscus": here one room, which everybody may read.
// QISCUS_PUBLIC_ROOM=… is its number.
import { proxyHandler } from "qiscus-wasm";

let handler;

function proxy({ QISCUS_APP_ID, QISCUS_SECRET_KEY, QISCUS_BASE_URL, QISCUS_PUBLIC_ROOM }) {
  return proxyHandler({
    appId: QISCUS_APP_ID,
    secretKey: QISCUS_SECRET_KEY,
    // A base URL is for local servers only: without one it is that of the app.
    baseUrl: QISCUS_BASE_URL,
    allow: ["load_comments"],
    authorize: (request, { params }) => params.room_id === QISCUS_PUBLIC_ROOM,
  });
}

export function POST(request) {
  // Not before: `next build` loads this file as well, and need not know the keys.
  handler ??= proxy(process.env);
  return handler(request);
}

export const GET = POST;
