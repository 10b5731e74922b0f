// Counts the calls between JavaScript and the module.
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { eventOf, kinds, pageOf } from "./bodies.mjs";
import { onInstance } from "./instances.mjs";

const key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const counts = new Map();
const counted = (direction) => (group) => {
  const wrap =
    (name, work) =>
    (...given) => {
      // wasm-bindgen ends most names with a hash.
      const row = `${direction} ${name.replace(/_*h?[0-9a-f]{16}$/, "")}`;
      counts.set(row, (counts.get(row) ?? 0) + 1);
      return work(...given);
    };
  return Object.fromEntries(
    Object.entries(group).map(([name, value]) => [name, typeof value === "function" ? wrap(name, value) : value]),
  );
};

/** One small call of each kind; the second one is counted, since the first one starts the module. */
function calls({ QiscusClient, webhookHandler }) {
  const comment = kinds.live(1);
  const client = (body) => new QiscusClient({ appId: "app", secretKey: "secret", fetch: async () => new Response(body) });
  const [loading, posting] = [
    client(pageOf(1, { comment: kinds.live })),
    client(JSON.stringify({ results: { comment }, status: 200 })),
  ];
  const handler = webhookHandler({ signatureKey: key, onEvent() {} });
  const body = eventOf(700);
  const headers = {
    "content-type": "application/json",
    "qiscus-sdk-signature": createHmac("sha256", key).update(body).digest("hex"),
  };
  return {
    loadComments: async () => (await loading.loadComments({ room_id: 234, limit: 1 })).comments.length === 1,
    postComment: async () =>
      (await posting.postComment({ room_id: 234, sender_email: "u1@example.com", message: "hi" })).comment.id === comment.id,
    webhook: async () => (await handler(new Request("http://localhost/", { method: "POST", headers, body }))).status === 200,
  };
}

/** Counts by row and kind of call: totals first, then each function. Imports are called by the module, exports by JavaScript. */
export async function crossings(build) {
  onInstance({ imports: counted("import"), exports: counted("export") });
  const rows = { imports: {}, exports: {}, "drops and memory": {} };
  for (const [column, call] of Object.entries(calls(await import(build)))) {
    for (let round = 0; round < 2; round++) {
      counts.clear();
      if (!(await call())) throw new Error(`${column} returned the wrong result`);
      await sleep(10);
    }
    for (const [name, count] of counts) {
      const memory = /_drop(_ref)?$|^export __(wbindgen_(free|malloc|realloc|destroy_closure)|externref_\w+)$/.test(name);
      const total = memory ? "drops and memory" : `${name.split(" ")[0]}s`;
      for (const row of [total, name]) (rows[row] ??= {})[column] = (rows[row][column] ?? 0) + count;
    }
  }
  return rows;
}
