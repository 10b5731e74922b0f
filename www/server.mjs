// The server of the demo page: its files, and the proxy that adds the secret key. A server of your own imports the same from
// "qiscus-wasm" and "qiscus-wasm/node".
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { proxyHandler } from "../pkg/index.js";
import { nodeHandler } from "../pkg/node.js";

const { QISCUS_APP_ID, QISCUS_SECRET_KEY, QISCUS_BASE_URL, PORT = 7070 } = process.env;

const proxy = nodeHandler(
  proxyHandler({
    appId: QISCUS_APP_ID,
    secretKey: QISCUS_SECRET_KEY,
    // A base URL is for local servers only: without one it is that of the app.
    baseUrl: QISCUS_BASE_URL,
    allow: [
      "create_room",
      "get_or_create_room_with_target",
      "get_rooms_info",
      "add_room_participants",
      "remove_room_participants",
      "post_comment",
      "load_comments",
      "login_or_register",
    ],
    // Whoever opens this page may do everything, in everybody's name. Where there are users, ask who this is: README.md.
    authorize: () => true,
  }),
);

const types = {
  css: "text/css",
  html: "text/html",
  js: "text/javascript",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};

/** A file beside this one, or one of the package; neither has folders, so no other can be named. */
async function file(path, res) {
  const [, folder, name, ending] = /^\/(pkg\/)?([\w-]+\.(\w+))$/.exec(path === "/" ? "/index.html" : path) ?? [];
  const address = new URL(folder ? `../pkg/${name}` : `./${name}`, import.meta.url);
  const content = types[ending] && (await readFile(address).catch(() => undefined));
  if (!content) return res.writeHead(404).end();
  res.writeHead(200, { "content-type": types[ending], "cache-control": "no-store" }).end(content);
}

const server = createServer((req, res) => {
  const [path] = req.url.split("?");
  return path.startsWith("/api/qiscus/") ? proxy(req, res) : file(path, res);
});
// Not for the network: everybody may do everything.
server.listen(PORT, "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
