// What some examples in the typings define and don't call is called here, by the name of their item.
//
// gives  the names that the example defines and `run` takes
// run    gets them, and the values of reference-names.mjs
import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { QiscusClient, validateWebhook } from "qiscus-wasm";

export const calls = {
  isFromRest: {
    gives: ["onEvent"],
    async run({ onEvent }, { qiscus, sandbox, event, room_id }) {
      sandbox.seed({ users: [{ email: "bot" }] });
      await qiscus.addRoomParticipants({ room_id, emails: ["bot"] });
      await onEvent(event);
      await onEvent(validateWebhook({ ...event, type: "post_comment_rest" }));
      assert.deepEqual(
        sandbox.requests.map(({ endpoint }) => endpoint),
        ["add_room_participants", "post_comment"],
      );
      assert.equal(newest(sandbox).message, "Hi");
    },
  },

  WebhookHandler: {
    gives: [],
    async run({ POST }, { request }) {
      assert.equal((await POST(request)).status, 200);
    },
  },

  proxyHandler: {
    gives: ["proxy"],
    async run({ proxy }, { sandbox, room_id }) {
      const client = throughProxy(proxy);
      await client.postComment({ ...hello, room_id });
      assert.equal(newest(sandbox).email, "abc@outlook.com", "users post as themselves");
      await assert.rejects(client.postComment({ ...hello, room_id: room_id + 1 }), { status: 403 });
    },
  },

  ProxyHandlerOptions: {
    gives: ["proxy"],
    async run({ proxy }, { room_id }) {
      assert.equal((await throughProxy(proxy).loadComments({ room_id })).comments.length, 3);
      await assert.rejects(throughProxy(proxy).loadComments({ room_id: room_id + 1 }), { status: 403 });
    },
  },

  EndpointName: {
    gives: ["readOnly"],
    async run({ readOnly }, { room_id }) {
      assert.equal((await throughProxy(readOnly).loadComments({ room_id })).comments.length, 3);
      await assert.rejects(throughProxy(readOnly).postComment({ ...hello, room_id }), { status: 403 });
    },
  },

  ProxyCall: {
    gives: ["authorize"],
    async run({ authorize }, { request, room_id }) {
      const params = { room_id: String(room_id) };
      assert.equal(await authorize(request, { endpoint: "load_comments", params }), true);
      assert.equal(await authorize(request, { endpoint: "post_comment", params }), false);
    },
  },

  ProxyDecision: {
    gives: ["authorize"],
    async run({ authorize }, { request }) {
      assert.deepEqual(await authorize(request), { params: { sender_email: "abc@outlook.com" } });
      globalThis.userOf = async () => undefined;
      assert.equal((await authorize(request)).status, 401);
    },
  },

  nodeHandler: {
    gives: [],
    async run(_, { app, request, t }) {
      assert.equal(await statusOf(app.listen(0, "127.0.0.1"), request, t), 200);
    },
  },

  NodeHandler: {
    gives: ["server"],
    async run({ server }, { request, t }) {
      assert.equal(await statusOf(server.listen(0, "127.0.0.1"), request, t), 200);
    },
  },

  lambdaHandler: {
    gives: [],
    async run({ webhook }, { request }) {
      const headers = Object.fromEntries(request.headers);
      const event = { httpMethod: "POST", path: "/webhook", headers, body: await request.text() };
      assert.equal((await webhook(event)).statusCode, 200);
    },
  },
};

const hello = { sender_email: "kotak@outlook.com", message: "Hello" };

const newest = (sandbox) => sandbox.rooms[0].comments.at(-1);

/** A client in a page, which calls a proxy of the page's own server. */
function throughProxy(proxy) {
  const headers = { "sec-fetch-site": "same-origin" };
  const fetch = (url, init) => proxy(new Request(url, init));
  return new QiscusClient({ baseUrl: "https://app.example.com/api/qiscus", headers, fetch });
}

/** The status of a webhook that is sent to a server of Node.js. */
async function statusOf(server, webhook, t) {
  t.after(() => server.close().closeAllConnections());
  if (!server.listening) await once(server, "listening");
  const options = { port: server.address().port, path: "/webhook", method: "POST", headers: Object.fromEntries(webhook.headers) };
  const request = httpRequest(options).end(await webhook.text());
  const [response] = await once(request, "response");
  response.resume();
  return response.statusCode;
}
