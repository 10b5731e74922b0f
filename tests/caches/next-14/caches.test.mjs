// Next.js 14, whose `fetch` caches unless a request says otherwise.
import { sendsEveryRequest } from "../caches.mjs";

sendsEveryRequest(14, new URL(".", import.meta.url), process.env.QISCUS_NEXT_14);
