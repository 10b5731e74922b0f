// A client that is freed in the middle of things, and errors that a server makes long.
import assert from "node:assert/strict";
import { test } from "node:test";
import { QiscusClient } from "qiscus-wasm";
import { timeout } from "../deadline.mjs";

const user = { id: 1, email: "abc@outlook.com", username: "abc", avatar_url: "", token: "t" };
const answer = async () => Response.json({ results: { user } });
const params = { email: "abc@outlook.com", username: "abc" };
const gone = { code: "invalid_request", outcome: "not_sent", message: "this client was freed, make a new one" };

test("a client that its own onEvent frees ends the call under way, and takes no other", { timeout }, async () => {
  const client = new QiscusClient({ appId: "app", fetch: answer, onEvent: () => client.free() });
  assert.deepEqual((await client.loginOrRegister(params)).user, user);
  await assert.rejects(client.loginOrRegister(params), gone);
  const other = new QiscusClient({ appId: "app", fetch: answer });
  assert.deepEqual((await other.loginOrRegister(params)).user, user);
});

test("a client that a getter of its parameters frees ends the call under way, and takes no other", { timeout }, async () => {
  const client = new QiscusClient({ appId: "app", fetch: answer });
  const freeing = {
    ...params,
    get email() {
      client.free();
      return params.email;
    },
  };
  assert.deepEqual((await client.loginOrRegister(freeing)).user, user);
  await assert.rejects(client.loginOrRegister(params), gone);
});

test("a client may be freed twice", { timeout }, async () => {
  const client = new QiscusClient({ appId: "app", fetch: answer });
  client.free();
  client.free();
  client[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
  await assert.rejects(client.loginOrRegister(params), gone);
});

test("a long message of a server is shortened in the message, and nowhere else", { timeout }, async () => {
  const message = `begins${"x".repeat(1_000_000)}ends`;
  const fetch = async () => Response.json({ error: { message } }, { status: 400 });
  const client = new QiscusClient({ appId: "app", fetch });
  const error = await client.loginOrRegister(params).catch((error) => error);
  assert.match(error.message, /^the server rejected the request: beginsx+ … x+ends, in login_or_register \(status 400\)$/);
  assert.equal(error.message.length, 3003);
  assert.equal(error.apiMessage, message);
});
