// Tests code that makes its own client: msw answers its requests from a sandbox.
// node --test
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";

const sandbox = createSandbox({ appId: "my-app", secretKey: "my-secret" });
// What a handler throws becomes a response with status 500: without `catch`, so would a lost connection.
const answer = ({ request }) => sandbox.fetch(request).catch(() => HttpResponse.error());
const server = setupServer(http.all("https://*.qiscus.com/*", answer));

before(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => sandbox.reset());
after(() => server.close());

const qiscus = new QiscusClient({ appId: "my-app", secretKey: "my-secret" });

test("registers a user", async () => {
  const { user } = await qiscus.loginOrRegister({ email: "abc@example.com", username: "abc" });
  assert.equal(user.username, "abc");
  assert.deepEqual(
    sandbox.requests.map(({ endpoint, status }) => [endpoint, status]),
    [["login_or_register", 200]],
  );
});

test("reports an error of the server", async () => {
  sandbox.fault("load_comments", { name: "status", value: 400 });
  await assert.rejects(qiscus.loadComments({ room_id: 1 }), { code: "rejected", status: 400 });
});

test("reports a lost connection", async () => {
  sandbox.fault("post_comment", { name: "reset" });
  const call = qiscus.postComment({ sender_email: "abc@example.com", room_id: 1, message: "Hello" });
  await assert.rejects(call, { code: "network" });
});
