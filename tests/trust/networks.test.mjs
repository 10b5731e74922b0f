// What lies between a client and the server: proxies of the environment, and connections that were kept open too long.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { Worker } from "node:worker_threads";
import { QiscusClient } from "qiscus-wasm";
import { EnvHttpProxyAgent, fetch as undiciFetch } from "undici";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { abc, calls } from "./observed.mjs";
import { timeout } from "../deadline.mjs";

let sandbox;
let room_id;

before(
  async () => {
    sandbox = await startSandbox();
    const client = new QiscusClient({ baseUrl: sandbox.url, appId, secretKey });
    await client.loginOrRegister({ email: abc, username: "abc" });
    room_id = (await client.createRoom({ name: "gege", creator: abc, participants: [abc] })).room_id;
  },
  { timeout },
);

after(() => sandbox.stop(), { timeout });

test("a proxy that the environment names is gone through with the fetch of undici", { timeout }, async () => {
  const through = [];
  const sockets = [];
  const proxy = createServer().on("connect", ({ url }, socket, head) => {
    through.push(url);
    sockets.push(socket);
    const [host, port] = url.split(":");
    const target = connect(port, host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    for (const end of [socket, target]) end.on("error", () => {});
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  process.env.HTTP_PROXY = `http://127.0.0.1:${proxy.address().port}`;
  const dispatcher = new EnvHttpProxyAgent();
  try {
    const fetch = (url, init) => undiciFetch(url, { ...init, dispatcher });
    const client = new QiscusClient({ baseUrl: sandbox.url, appId, secretKey, fetch });
    const { comment } = await client.postComment(calls.postComment(room_id));
    const { comments } = await client.loadComments({ room_id });
    assert.equal(comments[0].id, comment.id);
    assert.deepEqual([...new Set(through)], [new URL(sandbox.url).host]);

    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => proxy.close(resolve));
    const error = await client.postComment(calls.postComment(room_id), { maxRetries: 0 }).catch((error) => error);
    assert.equal(error.code, "network");
  } finally {
    delete process.env.HTTP_PROXY;
    await dispatcher.destroy();
  }
});

/** In front of the sandbox, a server that closes connections which are idle for a tenth of a second. It has a thread of its own. */
const impatient = `
  const { connect, createServer } = require("node:net");
  const { parentPort, workerData } = require("node:worker_threads");
  const server = createServer((socket) => {
    const target = connect(workerData, "127.0.0.1");
    target.pipe(socket).pipe(target);
    socket.setTimeout(100, () => (socket.destroy(), target.destroy()));
    for (const end of [socket, target]) end.on("error", () => {});
  });
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

/** As platforms freeze a function between two requests: nothing runs here, and the network goes on. */
const freeze = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

for (const [what, method, options, expected] of [
  ["a read is made again", "loadComments", {}, { code: "ok", requests: 2 }],
  ["a post is not, since it may have arrived", "postComment", {}, { code: "network", outcome: "unknown", requests: 1 }],
  ["a post that is to be confirmed is posted once", "postComment", { confirm: true }, { code: "ok", requests: 2 }],
]) {
  test(`on a connection that was closed while a function was frozen, ${what}`, { timeout }, async () => {
    const worker = new Worker(impatient, { eval: true, workerData: new URL(sandbox.url).port });
    try {
      const [port] = await once(worker, "message");
      const events = [];
      const client = new QiscusClient({
        baseUrl: `http://127.0.0.1:${port}`,
        appId,
        secretKey,
        onEvent: (event) => events.push(event),
      });
      await client.loadComments({ room_id });
      // The connection goes back to where it is kept.
      await new Promise(setImmediate);
      events.length = 0;
      const before = (await stored()).length;
      freeze(500);
      const call = client[method](calls[method](room_id), options);
      const [code, outcome] = await call.then(
        () => ["ok"],
        (error) => [error.code, error.outcome],
      );
      const requests = events.filter(
        ({ type, endpoint }) => type === "request" && endpoint === (method === "loadComments" ? "load_comments" : "post_comment"),
      );
      assert.deepEqual({ code, outcome, requests: requests.length }, { outcome: undefined, ...expected });
      const posted = method === "postComment" && code === "ok" ? 1 : 0;
      assert.equal((await stored()).length - before, posted);
    } finally {
      await worker.terminate();
    }
  });
}

async function stored() {
  const { comments } = await new QiscusClient({ baseUrl: sandbox.url, appId, secretKey }).loadComments({ room_id, limit: 100 });
  return comments;
}
