// What users write in their tests, and what the compiler has to refuse. It is compiled, never run.
import { QiscusClient, webhookHandler } from "qiscus-wasm";
import type { Comment, User } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import type { Sandbox, SandboxDelivery, SandboxFault, SandboxOptions, SandboxRequest, SandboxSeed } from "qiscus-wasm/testing";

const handler = webhookHandler({ onEvent: () => {} });

export const options: SandboxOptions[] = [
  {},
  { appId: "my-app", secretKey: "a-key", firstCommentId: 1, participants: "objects", loadComments: "get", getUserRooms: true },
  { now: new Date(), faultSeed: 7 },
  { now: () => Date.now() },
  { webhook: { handler, key: "a-key", url: "https://example.com/hook", times: 2 } },
  { webhook: undefined, now: undefined },
];

export const sandbox: Sandbox = createSandbox({ webhook: { handler } });

export const clients: QiscusClient[] = [
  new QiscusClient(sandbox.clientOptions),
  new QiscusClient({ ...sandbox.clientOptions, timeout: 1000 }),
  new QiscusClient({ appId: "sandbox", fetch: sandbox.fetch }),
];

export const faults: SandboxFault[] = [
  { name: "reset-after", times: 1 },
  { name: "latency", value: 300, rate: 0.5 },
  { name: "stall", value: "body", when: "before" },
  { name: "status", value: 503, retryAfter: 1, every: 10 },
  { name: "html", retryDate: -1 },
  { name: "redirect", value: 307, to: "https://example.com/" },
  { name: "garbage", value: "bytes" },
  { name: "drip", value: 10, bytes: 4 },
  { name: "huge", value: "endless" },
  { name: "none" },
];

export const seed: SandboxSeed = {
  users: [{ email: "ann@example.com" }, { email: "bob@example.com", username: "Bob", avatar_url: "https://example.com/bob.png" }],
  rooms: [
    {
      name: "Support",
      participants: ["ann@example.com", "bob@example.com"],
      comments: [
        { sender_email: "ann@example.com", message: "Hello", timestamp: "2026-01-31T12:00:00Z" },
        {
          sender_email: "bob@example.com",
          type: "contact_person",
          payload: { name: "Bob", value: "bob@example.com", type: "email" },
        },
      ],
    },
  ],
};

export async function uses() {
  for (const fault of faults) sandbox.fault("post_comment", fault);
  sandbox.fault("*", { name: "reset" });
  sandbox.clearFaults();
  const { users, rooms } = sandbox.seed(seed);
  const user: User | undefined = users[0];
  const comment: Comment | undefined = rooms[0]?.comments[0];
  const request: SandboxRequest | undefined = sandbox.requests[0];
  const delivery: SandboxDelivery | undefined = sandbox.webhooks[0];
  sandbox.deliver(handler, { key: "a-key" });
  await sandbox.idle();
  sandbox.reset();
  const response: Response = await sandbox.fetch(new URL("https://example.com/"), { method: "POST" });
  return [user?.username, comment?.message, request?.params?.message, delivery?.status, response.status];
}

export function mistakes() {
  // @ts-expect-error no such option
  createSandbox({ appid: "my-app" });
  // @ts-expect-error a webhook needs a handler
  createSandbox({ webhook: { key: "a-key" } });
  // @ts-expect-error no such endpoint
  sandbox.fault("post_coment", { name: "reset" });
  // @ts-expect-error no such fault
  sandbox.fault("*", { name: "restart" });
  // @ts-expect-error a status needs its number
  sandbox.fault("*", { name: "status" });
  // @ts-expect-error a reset has no value
  sandbox.fault("*", { name: "reset", value: 1 });
  // @ts-expect-error not one of the kinds of garbage
  sandbox.fault("*", { name: "garbage", value: "html" });
  // @ts-expect-error a comment belongs to its room
  sandbox.seed({ rooms: [{ participants: ["a", "b"], comments: [{ sender_email: "a", message: "b", room_id: 1 }] }] });
  // @ts-expect-error they are recorded, not set
  sandbox.requests = [];
}
