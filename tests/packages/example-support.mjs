// What the examples of the READMEs and guides share: a sandbox, and what was done there.
import { once } from "node:events";
import { createServer } from "node:http";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";

export const appId = "domino-prod";
export const secretKey = "a-secret-key";
export const webhookKey = "a-webhook-key";

export const hello = { sender_email: "abc@outlook.com", room_id: 16, message: "Hello" };

/** A sandbox whose first room has the id 16, as in the examples. Its own ids begin with 201. */
export function roomSixteen(options) {
  const sandbox = createSandbox(options);
  sandbox.seed({ rooms: [{ name: "gege", participants: ["abc@outlook.com", "bot"] }] });
  const fetch = (url, init) => sandbox.fetch(url, { ...init, body: init.body?.replace(/\broom_id=16\b/, "room_id=201") });
  return { sandbox, fetch, qiscus: new QiscusClient({ ...sandbox.clientOptions, fetch }) };
}

export const endpoints = (sandbox) => sandbox.requests.map(({ endpoint }) => endpoint);
export const messages = (sandbox) => sandbox.rooms[0].comments.map(({ email, message }) => `${email}: ${message}`);
export const statuses = (sandbox) => sandbox.webhooks.map(({ status }) => status);

/** A console that keeps its lines. */
export function printer() {
  const printed = [];
  return { printed, console: { log: (...values) => printed.push(values.join(" ")) } };
}

/** The origin of a server of Node.js with this listener, until the test ends. */
export async function listens(t, listener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${server.address().port}`;
}

/** Sets environment variables, and none of a network's proxy besides, until the test ends. */
export function environment(t, values) {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (/_proxy$/i.test(name)) delete process.env[name];
  Object.assign(process.env, values);
  t.after(() => {
    for (const name of Object.keys(values)) delete process.env[name];
    Object.assign(process.env, before);
  });
}
