// Real servers, and a client that shows what comes back on which connection.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { hmac, recorded } from "./webhooks.mjs";
import { within } from "../deadline.mjs";

export const text = JSON.stringify(recorded());
export const json = { "content-type": "application/json" };
export const genuine = { ...json, "qiscus-sdk-signature": hmac(text) };

/** Runs something against a server, and ends the server, whatever is still connected to it. */
export async function serving(server, work) {
  const sockets = new Set();
  server.on("connection", (socket) => sockets.add(socket.on("close", () => sockets.delete(socket))));
  await within(once(server.listen(0, "127.0.0.1"), "listening"));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  try {
    return await within(work({ port: server.address().port, agent, server, sockets }));
  } finally {
    agent.destroy();
    for (const socket of sockets) socket.destroy();
    await within(new Promise((resolve) => server.close(resolve)));
  }
}

/** Sends a request; `body` is what is sent before the answer is awaited, or a function that writes. */
export function send({ port, agent }, { method = "POST", path = "/hook", headers = genuine, body = text } = {}) {
  const answer = new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, agent, method, path, headers });
    request.on("error", reject);
    request.on("response", (response) => {
      let received = "";
      response.setEncoding("utf8").on("data", (chunk) => (received += chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          text: received,
          localPort: request.socket?.localPort,
          reused: request.reusedSocket,
        }),
      );
    });
    if (typeof body === "function") body(request);
    else request.end(body);
  });
  return within(answer);
}

/** The status and the parsed body. */
export async function sent(place, request) {
  const { status, text } = await send(place, request);
  return [status, JSON.parse(text)];
}

/** Writes bytes on a connection of its own, and resolves with all that comes back until it ends. */
export function raw({ port }, ...parts) {
  const socket = net.connect(port, "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk) => (received += chunk));
  for (const part of parts) socket.write(part);
  const closed = new Promise((resolve) => socket.on("close", () => resolve(received)).on("error", () => {}));
  return { socket, closed: within(closed) };
}

/** Nothing that a server does may come here: it would have ended the process. */
export function watched(work) {
  return async () => {
    const faults = [];
    const note = (error) => faults.push(error);
    process.on("unhandledRejection", note).on("uncaughtException", note);
    try {
      await work();
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      process.off("unhandledRejection", note).off("uncaughtException", note);
    }
    assert.deepEqual(faults, []);
  };
}
