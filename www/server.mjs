// The server of the demo page: its files, the proxy that adds the secret key, and the handler that receives webhooks. A server of
// your own imports the same from "qiscus-wasm" and "qiscus-wasm/node".
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { gzipSync } from "node:zlib";
import { QiscusClient, proxyHandler, webhookHandler } from "../pkg/index.js";
import { nodeHandler } from "../pkg/node.js";
import { receiver } from "./receiver.js";
import { fill, mainRoom, people } from "./seed.js";

const { QISCUS_APP_ID: appId, QISCUS_SECRET_KEY: secretKey, QISCUS_BASE_URL: baseUrl, PORT = 7070 } = process.env;

const proxy = nodeHandler(
  proxyHandler({
    appId,
    secretKey,
    // A base URL is for local servers only: without one it is that of the app.
    baseUrl,
    allow: [
      "create_room",
      "get_or_create_room_with_target",
      "get_rooms_info",
      "add_room_participants",
      "remove_room_participants",
      "post_comment",
      "load_comments",
      "login_or_register",
      "get_user_rooms",
    ],
    // Whoever opens this page may do everything, in everybody's name. Where there are users, ask who this is: docs/guides/proxy.md.
    authorize: () => true,
    // The inspector makes requests fail: a line each will do.
    onError: (error) => console.error(`proxy: ${error?.cause?.message ?? error?.message ?? error}`),
  }),
);

/** The pages that listen, and what arrived lately: a page that comes later, or again, gets what it missed. */
const pages = new Set();
const deliveries = [];
const kept = 200;

function onDelivery(delivery) {
  deliveries.push(delivery);
  if (deliveries.length > kept) deliveries.shift();
  for (const page of pages) page.write(eventOf(delivery));
}

const eventOf = (delivery) => `id: ${delivery.id}\nevent: delivery\ndata: ${JSON.stringify(delivery)}\n\n`;

const webhooks = nodeHandler(receiver({ webhookHandler, onDelivery }));

/** Server-sent events: webhooks reach the page without polling. */
function events(req, res) {
  res.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const last = Number(req.headers["last-event-id"]);
  if (last > 0) for (const delivery of deliveries) delivery.id > last && res.write(eventOf(delivery));
  else res.write(`id: ${deliveries.at(-1)?.id ?? 0}\nevent: history\ndata: ${JSON.stringify(deliveries)}\n\n`);
  pages.add(res);
  res.on("close", () => pages.delete(res));
}

/** The faults of the sandbox, for the inspector. Another page can't send this: it's a PUT, and there is no CORS. */
async function faults(req, res) {
  if (!baseUrl || req.method !== "PUT") return res.writeHead(405).end();
  let body = "";
  for await (const chunk of req) body += chunk;
  try {
    const response = await fetch(`${baseUrl}/_sandbox/faults`, { method: "PUT", body });
    res.writeHead(response.status).end(await response.text());
  } catch {
    res.writeHead(502).end("the sandbox doesn't answer");
  }
}

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** A file of target/www, by a path without names that begin with a dot. */
async function find(path) {
  if (!/^(\/[\w@-][\w@.-]*)+$/.test(path)) return undefined;
  return readFile(new URL(`../target/www${path}`, import.meta.url)).catch(() => undefined);
}

/** The page, and the documentation below /docs/. As on a static host, a folder is its index.html. */
async function file(path, req, res) {
  const name = path.endsWith("/") ? `${path}index.html` : path;
  const content = types[extname(name)] && (await find(name));
  if (content) return send(req, res, 200, types[extname(name)], content);
  if (await find(`${path}/index.html`)) return res.writeHead(301, { location: `${path}/` }).end();
  const missing = path.startsWith("/docs/") && (await find("/docs/404.html"));
  return missing ? send(req, res, 404, types[".html"], missing) : res.writeHead(404).end();
}

function send(req, res, status, type, content) {
  const headers = { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store", vary: "accept-encoding" };
  if (!/\bgzip\b/.test(req.headers["accept-encoding"])) return res.writeHead(status, headers).end(content);
  res.writeHead(status, { ...headers, "content-encoding": "gzip" }).end(gzipSync(content));
}

const server = createServer((req, res) => {
  const [path] = req.url.split("?");
  if (path.startsWith("/api/qiscus/")) return proxy(req, res);
  if (path === "/webhook") return webhooks(req, res);
  if (path === "/events") return events(req, res);
  if (path === "/api/faults") return faults(req, res);
  return file(path, req, res);
});

// Not for the network: everybody may do everything.
server.listen(PORT, "127.0.0.1", async () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
  if (!baseUrl) return;
  const client = new QiscusClient({ appId, secretKey, baseUrl });
  // A sandbox starts empty; it may be older than this server.
  const isFilled = await client.request("GET", "get_user_rooms", { user_email: people[0].email }).then(
    ({ rooms_info: rooms }) => rooms.some(({ room_name: name }) => name === mainRoom),
    () => false,
  );
  if (!isFilled) await fill(client).catch((error) => console.error(`the sandbox could not be filled: ${error.message}`));
  client.free();
});
