// A small call over HTTP to a server on this machine: what the package adds to the network.
import axios from "axios";
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import ky from "ky";
import { ofetch } from "ofetch";
import { QiscusClient } from "qiscus-wasm";
import { compare } from "./measure.mjs";
import { pageOf } from "./replies.mjs";
import { checks } from "./schemas.mjs";

const path = "api/v2/rest/load_comments";
const headers = { QISCUS_SDK_SECRET: "secret" };
const form = () => new URLSearchParams({ room_id: "234", limit: "1" });

/** What users of each library write; all of them check the reply by the same zod schema. */
const contenders = (url) => {
  const api = ky.create({ prefixUrl: url, headers });
  const instance = axios.create({ baseURL: url, headers });
  const ofetched = ofetch.create({ baseURL: url, headers });
  const qiscus = new QiscusClient({ baseUrl: url, secretKey: "secret" });
  const comments = (reply) => checks.zod(reply).results.comments;
  const plain = async (check, signal) => {
    const response = await fetch(`${url}/${path}`, { method: "POST", headers, body: form(), signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return check(await response.json());
  };
  return {
    fetch: () => plain((reply) => reply.results.comments),
    "qiscus-wasm": async () => (await qiscus.loadComments({ room_id: 234, limit: 1 })).comments,
    "fetch + zod": () => plain(comments),
    "fetch + zod, with a deadline": () => plain(comments, AbortSignal.timeout(30_000)),
    // It has a deadline of 10 s by itself; the others have none.
    "ky + zod": async () => comments(await api.post(path, { body: form() }).json()),
    "axios + zod": async () => comments((await instance.post(path, form())).data),
    "ofetch + zod": async () => comments(await ofetched(path, { method: "POST", body: form() })),
  };
};

/** `count` at a time. */
const together = (work, count) => async (times) => {
  let left = times;
  const worker = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: Math.min(count, times) }, worker));
};

export async function loopback() {
  const server = fork(fileURLToPath(import.meta.url), ["serve"]);
  try {
    const [url] = await once(server, "message");
    const all = contenders(url);
    for (const [name, work] of Object.entries(all)) if ((await work()).length !== 1) throw new Error(`${name} gave another page`);
    const results = {};
    for (const concurrency of [1, 50]) {
      const work = Object.fromEntries(Object.entries(all).map(([name, work]) => [name, together(work, concurrency)]));
      results[concurrency] = await compare(work, { rounds: 15, milliseconds: 150 });
    }
    return results;
  } finally {
    server.kill();
  }
}

// The server is a process of its own, so that its time is not counted.
if (process.argv[2] === "serve") {
  const body = pageOf(1);
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.setHeader("content-type", "application/json").end(body));
  });
  server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
}
