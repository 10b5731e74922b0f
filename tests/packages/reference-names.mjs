// The names that examples in the typings use without defining them: their types, and values for one example.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import express from "express";
import { QiscusClient, validateWebhook, webhookHandler } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";

export const types = {
  qiscus: "import('qiscus-wasm').QiscusClient",
  /** The sandbox that `qiscus` and the global `fetch` talk to. */
  sandbox: "import('qiscus-wasm/testing').Sandbox",
  /** A group of two users, with three comments. Another user is not in it. */
  room_id: "number",
  comment: "import('qiscus-wasm').Comment",
  /** In place of one of Zod. */
  userRooms: "import('qiscus-wasm').StandardSchema<{ rooms_info: { room_name: string }[] }>",
  appId: "string",
  secretKey: "string",
  signatureKey: "string",
  handler: "import('qiscus-wasm').WebhookHandler",
  /** A webhook: its raw body, the request that delivers it, and its event. */
  body: "string",
  request: "Request",
  event: "import('qiscus-wasm').WebhookEvent",
  app: "import('express').Express",
  userOf: "(request: Request) => Promise<{ email: string; rooms: string[] } | undefined>",
};

const emails = ["abc@outlook.com", "kotak@outlook.com", "budi@outlook.com"];
const users = emails.map((email) => ({ email, username: email.split("@")[0] }));
const group = { name: "gege", participants: emails.slice(0, 2) };
const hello = { sender_email: "abc@outlook.com", message: "Hello" };
const signatureKey = "a-webhook-key";

/** Their values, and the `fetch` that goes with them. */
export async function values() {
  const sandbox = createSandbox({ appId: "domino-prod", secretKey: "a-secret-key", getUserRooms: true });
  const written = [hello, { ...hello, message: "How are you?" }, hello];
  const { rooms } = sandbox.seed({ users, rooms: [{ ...group, comments: written }] });
  const [{ room_id, comments }] = rooms;
  const request = await webhook();
  const body = await request.clone().text();
  return {
    fetch: (input, init) => (String(input).endsWith("/qiscus.wasm") ? moduleFile() : sandbox.fetch(input, init)),
    qiscus: new QiscusClient(sandbox.clientOptions),
    sandbox,
    room_id,
    comment: comments[0],
    userRooms: { "~standard": { validate: (value) => ({ value }) } },
    appId: sandbox.clientOptions.appId,
    secretKey: sandbox.clientOptions.secretKey,
    signatureKey,
    handler: webhookHandler({ signatureKey, onEvent: () => {} }),
    body,
    request,
    event: validateWebhook(body),
    app: express(),
    userOf: async () => ({ email: "abc@outlook.com", rooms: [String(room_id)] }),
  };
}

/** A webhook as Qiscus sends it, of a comment that a person has written in an app. */
async function webhook() {
  const requests = [];
  const handler = (request) => {
    requests.push(request);
    return new Response();
  };
  const sandbox = createSandbox({ webhook: { handler, key: signatureKey, people: emails } });
  const { rooms } = sandbox.seed({ users, rooms: [group] });
  await new QiscusClient(sandbox.clientOptions).postComment({ ...hello, room_id: rooms[0].room_id });
  await sandbox.idle();
  return requests[0];
}

async function moduleFile() {
  const bytes = await readFile(fileURLToPath(import.meta.resolve("qiscus-wasm/qiscus.wasm")));
  return new Response(bytes, { headers: { "content-type": "application/wasm" } });
}
