// A small call over HTTP to a server on this machine.
import axios from "axios";
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import ky from "ky";
import { ofetch } from "ofetch";
import { pageOf } from "./bodies.mjs";
import { compare } from "./measure.mjs";
import { checks } from "./schemas.mjs";

const path = "api/v2/rest/load_comments";
const headers = { QISCUS_SDK_SECRET: "secret" };
const form = () => new URLSearchParams({ room_id: "234", limit: "1" });

/** The same call with each library; all but bare `fetch` check the response, the alternatives with one zod schema. */
const contenders = (url, builds) => {
  const api = ky.create({ prefix: url, headers });
  const instance = axios.create({ baseURL: url, headers });
  const ofetched = ofetch.create({ baseURL: url, headers });
  const comments = (response) => checks.zod(response).results.comments;
  const plain = async (check, signal) => {
    const response = await fetch(`${url}/${path}`, { method: "POST", headers, body: form(), signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return check(await response.json());
  };
  const ours = Object.entries(builds).map(([name, { QiscusClient }]) => {
    const qiscus = new QiscusClient({ baseUrl: url, secretKey: "secret" });
    return [name, async () => (await qiscus.loadComments({ room_id: 234, limit: 1 })).comments];
  });
  return {
    fetch: () => plain((response) => response.results.comments),
    ...Object.fromEntries(ours),
    "fetch + zod": () => plain(comments),
    "fetch + zod, with a deadline": () => plain(comments, AbortSignal.timeout(30_000)),
    // Its default deadline is 10 s; the others have none.
    "ky + zod": async () => comments(await api.post(path, { body: form() }).json()),
    "axios + zod": async () => comments((await instance.post(path, form())).data),
    "ofetch + zod": async () => comments(await ofetched(path, { method: "POST", body: form() })),
  };
};

export async function loopback(builds, concurrency) {
  const server = fork(fileURLToPath(import.meta.url), ["serve"]);
  try {
    const [url] = await once(server, "message");
    const all = contenders(url, builds);
    for (const [name, work] of Object.entries(all))
      if ((await work()).length !== 1) throw new Error(`${name} returned the wrong page`);
    return await compare(all, { milliseconds: 100, concurrency });
  } finally {
    server.kill();
  }
}

// The server is another process, so that its CPU time isn't counted.
if (process.argv[2] === "serve") {
  const body = pageOf(1);
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.setHeader("content-type", "application/json").end(body));
  });
  server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
}
