// Tests code that makes its own client: the MockAgent of undici answers its requests from a sandbox. undici 7 and older can't
// reply asynchronously: pass `sandbox.fetch` to the client there.
// node --test
import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { MockAgent, setGlobalDispatcher } from "undici";

const sandbox = createSandbox({ appId: "my-app", secretKey: "my-secret" });
const agent = new MockAgent();
agent.disableNetConnect();
agent
  .get(/\.qiscus\.com$/)
  .intercept({ path: () => true, method: () => true })
  .reply(async ({ origin, path, method, headers, body }) => {
    const response = await sandbox.fetch(new URL(path, origin), { method, headers, body });
    const data = Buffer.from(await response.arrayBuffer());
    return { statusCode: response.status, data, responseOptions: { headers: Object.fromEntries(response.headers) } };
  })
  .persist();
setGlobalDispatcher(agent);

afterEach(() => sandbox.reset());
after(() => agent.close());

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
