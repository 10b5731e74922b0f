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
    const error = await thrown(() => qiscus.validateWebhook('{"type":"post_comment_mobile","payload":{}}'), "a webhook without fields");
    isError(error, "invalid_webhook", copies);
    equal(error.issues.length, 3, "the number of issues");
  },
  async signature({ qiscus, copies }) {
    const signature = qiscus.signWebhook(webhook, "a key");
    equal(qiscus.verifyWebhookSignature(webhook, signature, "a key"), true, "the signature");
    const error = await thrown(() => qiscus.verifyWebhookSignature(webhook, signature, "another key"), "a signature by another key");
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

export async function check(qiscus, url, { fetch, also } = {}) {
  const passed = [];
  const copies = also ? [qiscus, also] : [qiscus];
  const classes = new Set(copies.map(({ QiscusError }) => QiscusError)).size;
  try {
    const email = `${Math.random().toString(36).slice(2)}@example.com`;
    const own = fetch ? { fetch } : {};
    // Environments that imitate a page have a window.document too.
    const client = new qiscus.QiscusClient({ baseUrl: url, appId, secretKey, dangerouslyAllowBrowser: true, ...own });
    passed.push("client");
    for (const [name, run] of Object.entries(checks)) {
      await inTime(run({ qiscus, client, copies, email }), name);
      passed.push(name);
    }
  } catch (error) {
    return { passed, classes, error: `${error?.name}: ${error?.message} ${error?.cause ?? ""}`.trim() };
  }
  return { passed, classes };
}
