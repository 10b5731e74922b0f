// What every environment runs with the package that is installed there. It imports nothing: the environment hands in what
// it has imported, by its own means.

const appId = "sandbox";
const secretKey = "sandbox-secret";
const deadline = 20_000;

const webhook = JSON.stringify({
  type: "post_comment_mobile",
  payload: {
    from: { id: 1, email: "abc@example.com", name: "abc" },
    room: { id: 16, topic_id: 16, type: "single", name: "kotak", participants: [{ id: 1, email: "abc@example.com" }] },
    message: { id: 7, type: "text", text: "Grüß Gott 😀", payload: {} },
  },
});

function equal(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
}

async function thrown(work, what) {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error(`${what} was accepted`);
}

/** The error has to be one for every copy of the package that runs here. */
function isError(error, code, copies) {
  equal(error?.code, code, `code of ${String(error)}`);
  equal(error instanceof Error, true, "instanceof Error");
  for (const { QiscusError } of copies) equal(error instanceof QiscusError, true, "instanceof QiscusError");
}

/** In their order; a report names those that passed. */
const checks = {
  async call({ client, email }) {
    const { user } = await client.loginOrRegister({ email, username: "Grüß Gott 😀" });
    equal(user.email, email, "the user's email");
    equal(user.username, "Grüß Gott 😀", "the user's name");
  },
  async "failed call"({ client, copies }) {
    const error = await thrown(() => client.loadComments({ room_id: 999_999_999 }), "a room that doesn't exist");
    isError(error, error.code, copies);
    equal(error.outcome, "rejected", "outcome");
    equal(typeof error.status, "number", "type of the status");
  },
  async "invalid call"({ client, copies }) {
    isError(await thrown(() => client.loadComments({}), "a call without room_id"), "invalid_request", copies);
  },
  webhook({ qiscus }) {
    equal(qiscus.validateWebhook(webhook).payload.message.text, "Grüß Gott 😀", "the text");
  },
  async "invalid webhook"({ qiscus, copies }) {
    const error = await thrown(
      () => qiscus.validateWebhook('{"type":"post_comment_mobile","payload":{}}'),
      "a webhook without fields",
    );
    isError(error, "invalid_webhook", copies);
    equal(error.issues.length, 3, "the number of issues");
  },
  async signature({ qiscus, copies }) {
    const signature = qiscus.signWebhook(webhook, "a key");
    equal(qiscus.verifyWebhookSignature(webhook, signature, "a key"), true, "the signature");
    const error = await thrown(
      () => qiscus.verifyWebhookSignature(webhook, signature, "another key"),
      "a signature by another key",
    );
    isError(error, "invalid_signature", copies);
  },
};

function inTime(work, name) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} took more than ${deadline} ms`)), deadline);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Runs checks with what `prepare` makes; its name is the first that passes. */
async function report(entry, list, classes, [first, prepare]) {
  const passed = [];
  try {
    const given = prepare();
    passed.push(first);
    for (const [name, run] of Object.entries(list)) {
      await inTime(run(given), name);
      passed.push(name);
    }
  } catch (error) {
    return { passed, entry, classes, error: `${error?.name}: ${error?.message} ${error?.cause ?? ""}`.trim() };
  }
  return { passed, entry, classes };
}

export function check(qiscus, url, { fetch, also } = {}) {
  const copies = also ? [qiscus, also] : [qiscus];
  const classes = new Set(copies.map(({ QiscusError }) => QiscusError)).size;
  const prepare = () => {
    const email = `${Math.random().toString(36).slice(2)}@example.com`;
    const own = fetch ? { fetch } : {};
    // Environments that imitate a page have a window.document too.
    const client = new qiscus.QiscusClient({ baseUrl: url, appId, secretKey, dangerouslyAllowBrowser: true, ...own });
    return { qiscus, client, copies, email };
  };
  return report("qiscus-wasm", checks, classes, ["client", prepare]);
}

const bot = "bot@example.com";

/** A new sandbox, a client of it, and the room of a person and a bot. */
async function talk({ qiscus, createSandbox }, options) {
  const sandbox = createSandbox(options);
  const client = new qiscus.QiscusClient(sandbox.clientOptions);
  await client.loginOrRegister({ email: "abc@example.com", username: "abc" });
  await client.loginOrRegister({ email: bot, username: "Bot" });
  const { room } = await client.getOrCreateRoomWithTarget({ emails: ["abc@example.com", bot] });
  const room_id = room.id;
  const post = (message, options) => client.postComment({ sender_email: "abc@example.com", room_id, message }, options);
  const texts = async () => (await client.loadComments({ room_id })).comments.map(({ message }) => message).reverse();
  return { sandbox, client, post, texts };
}

/** Those of the entry `qiscus-wasm/testing`. They need neither a server nor the platform's own fetch. */
const testingChecks = {
  async call(given) {
    const { sandbox, post, texts } = await talk(given);
    await post("Grüß Gott 😀");
    equal((await texts()).join(), "Grüß Gott 😀", "the comments");
    equal(sandbox.requests.length, 5, "the number of requests");
    equal(sandbox.unknownRoutes.length, 0, "the number of unknown routes");
  },
  async "two sandboxes"(given) {
    const [one, other] = [await talk(given), await talk(given, { appId: "other" })];
    await one.post("to one");
    await other.post("to the other");
    equal((await one.texts()).join(), "to one", "the comments of one");
    equal((await other.texts()).join(), "to the other", "the comments of the other");
  },
  async "lost response"(given) {
    const { sandbox, post, texts } = await talk(given);
    sandbox.fault("post_comment", { name: "reset-after", times: 1 });
    const error = await thrown(() => post("lost"), "a lost response");
    isError(error, "network", [given.qiscus]);
    equal(error.outcome, "unknown", "outcome");
    equal((await texts()).join(), "lost", "the comments");
  },
  async stall(given) {
    const { sandbox, post } = await talk(given);
    sandbox.fault("post_comment", { name: "stall" });
    isError(await thrown(() => post("never", { timeout: 50 }), "a stalled call"), "timeout", [given.qiscus]);
    await sandbox.idle();
  },
  async "unknown route"(given) {
    const sandbox = given.createSandbox();
    const response = await sandbox.fetch("http://localhost/api/v2.1/rest/no_such_route");
    equal(response.status, 404, "the status");
    const routes = sandbox.unknownRoutes.map(({ method, path }) => `${method} ${path}`);
    equal(routes.join(), "GET /api/v2.1/rest/no_such_route", "the unknown routes");
  },
  async webhook(given) {
    const { sandbox, client, post, texts } = await talk(given);
    const onEvent = async ({ payload: { from, room, message } }) => {
      if (from.email === bot) return;
      await client.postComment({ sender_email: bot, room_id: room.id, message: `You said: ${message.text}` });
    };
    sandbox.deliver(given.qiscus.webhookHandler({ signatureKey: "a-key", onEvent }), { key: "a-key" });
    await post("Hello");
    await sandbox.idle();
    // jsdom in Jest has no Request to deliver a webhook with.
    if (typeof Request === "function") {
      equal((await texts()).join(), "Hello,You said: Hello", "the comments");
      equal(sandbox.webhooks.map(({ status }) => status).join(), "200,200", "the statuses of the deliveries");
    } else {
      equal(sandbox.webhooks[0].error, "this runtime has no Request to deliver a webhook with", "the error of the delivery");
    }
  },
  async "invalid option"({ qiscus, createSandbox }) {
    isError(await thrown(() => createSandbox({ appID: "sandbox" }), "an unknown option"), "invalid_options", [qiscus]);
  },
};

/** Checks the entry `qiscus-wasm/testing` beside the main one. */
export function checkTesting({ qiscus, createSandbox }) {
  const prepare = () => (createSandbox(), { qiscus, createSandbox });
  return report("qiscus-wasm/testing", testingChecks, 1, ["sandbox", prepare]);
}
