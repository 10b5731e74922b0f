// Next.js 16, built with Turbopack.
import { sendsEveryRequest } from "../caches.mjs";

sendsEveryRequest(16, new URL(".", import.meta.url));
