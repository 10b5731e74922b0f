// What users write, and what the compiler has to refuse. It is compiled, never run.
import type { StandardSchemaV1 } from "@standard-schema/spec";
import {
  QiscusClient,
  QiscusError,
  isFromRest,
  isQiscusError,
  proxyHandler,
  safeValidateWebhook,
  signWebhook,
  validateWebhook,
  verifyWebhookSignature,
  webhookHandler,
  webhookSchema,
} from "qiscus-wasm";
import type {
  Comment,
  EndpointName,
  Group,
  Issue,
  PostCommentOptions,
  ProxyHandlerOptions,
  WebhookEvent,
  WebhookHandlerOptions,
} from "qiscus-wasm";
import * as slim from "qiscus-wasm/slim";

export const qiscus = new QiscusClient({ appId: "domino-prod", secretKey: "a key" });

export const others: QiscusClient[] = [
  new QiscusClient({ baseUrl: "/api/qiscus" }),
  new QiscusClient({
    appId: "domino-prod",
    baseUrl: "https://proxy.example.com/",
    secretKey: "a key",
    secretHeader: "QISCUS-SDK-SECRET",
    timeout: 0,
    maxRetries: 0,
    fetch: globalThis.fetch,
    headers: { "X-Trace": "1" },
    onEvent: (event) => console.log(event),
    dangerouslyAllowBrowser: true,
  }),
];

declare const rooms: StandardSchemaV1<unknown, { rooms_info: { room_id: number }[] }>;

export async function otherEndpoints(): Promise<number[]> {
  const { rooms_info } = await qiscus.request("GET", "get_user_rooms", { user_email: "abc@outlook.com" }, { schema: rooms });
  const unknown = await qiscus.request("POST", "/api/v2.1/rest/x", { a: [1, "b"] }, { idempotent: true, timeout: 1000 });
  // @ts-expect-error: without a schema nothing is known of the results
  unknown.rooms_info;
  // @ts-expect-error: other methods have another encoding
  void qiscus.request("DELETE", "x");
  // @ts-expect-error: it belongs to postComment
  void qiscus.request("GET", "x", {}, { confirm: true });
  // @ts-expect-error: not a Standard Schema
  void qiscus.request("GET", "x", {}, { schema: { parse() {} } });
  await qiscus.request("GET", "x");
  return rooms_info.map(({ room_id }) => room_id);
}

export async function everyCall(): Promise<unknown[]> {
  const { user } = await qiscus.loginOrRegister({
    email: "abc@outlook.com",
    username: "abc",
    password: "a password",
    avatar_url: "https://example.com/abc.png",
    extras: { plan: "gold" },
  });
  const group = await qiscus.createRoom({
    name: "Domino",
    participants: ["abc@outlook.com", "kotak@outlook.com"],
    creator: user.email,
    options: { color: "red" },
  });
  const { room, comments } = await qiscus.getOrCreateRoomWithTarget({ emails: ["abc@outlook.com", "kotak@outlook.com"] });
  await qiscus.addRoomParticipants({ room_id: group.room_id, emails: ["guest@outlook.com"] });
  await qiscus.removeRoomParticipants({ room_id: group.room_id, emails: ["guest@outlook.com"] });
  const { comment } = await qiscus.postComment(
    { sender_email: "abc@outlook.com", room_id: 16, message: "Hello" },
    { timeout: 1000, maxRetries: 1, headers: { "X-Trace": "2" }, signal: AbortSignal.timeout(1000), extraParams: { x: "y" } },
  );
  await qiscus.postComment({
    sender_email: "abc@outlook.com",
    room_id: "16",
    type: "buttons",
    payload: { text: "Ready?", buttons: [{ label: "Yes", type: "postback", payload: { url: "https://example.com" } }] },
  });
  const once: PostCommentOptions = { confirm: true, timeout: 1000 };
  await qiscus.postComment({ sender_email: "abc@outlook.com", room_id: 16, message: "Hello" }, once);
  const page = await qiscus.loadComments({ room_id: 16, page: 2, limit: 50 });
  const { rooms_info } = await qiscus.getRoomsInfo({ room_id: ["16", room.id], user_email: "abc@outlook.com" });
  const message: string = comment.message;
  const unread: number[] = rooms_info.map((info) => info.unread_count);
  const type: "single" | "group" = group.room_type;
  return [message, unread, type, comments[0]?.timestamp, page.comments[0]?.username, room.participants[0]?.email];
}

/** What a comment carries follows from its type; a type that nobody knows yet keeps its payload. */
export function carried(comment: Comment): unknown {
  switch (comment.type) {
    case undefined:
    case "text":
      return comment.message;
    case "card": {
      const title: string | undefined = comment.payload?.title;
      return title;
    }
    case "file_attachment": {
      const url: string | undefined = comment.payload?.url;
      return url;
    }
    case "system_event":
      return comment.payload?.subject_email;
    default: {
      const payload: unknown = comment.payload;
      const type: string = comment.type;
      return [type, payload];
    }
  }
}

/** Participants of a group are emails, or objects in some replies. */
export function emails(group: Group): string[] {
  return group.participants.map((participant) => (typeof participant === "string" ? participant : participant.email));
}

export function disposed(): void {
  const client = new QiscusClient({ appId: "domino-prod" });
  client[Symbol.dispose]();
  client.free();
}

export async function everyComment(): Promise<string[]> {
  const messages: string[] = [];
  for await (const comment of qiscus.comments({ room_id: 16 })) messages.push(`${comment.username}: ${comment.message}`);
  return messages;
}

export function explain(error: unknown): string {
  if (error instanceof QiscusError && error.code === "rate_limited") return `again in ${error.retryAfter ?? "?"}`;
  if (!isQiscusError(error)) return "not ours";
  const cause: unknown = error.cause;
  const paths: string[] = error.issues?.map((issue) => `${issue.path}: ${issue.message}`) ?? [];
  const asError: Error = error;
  switch (error.outcome) {
    case "not_sent":
    case "rejected":
      return asError.message;
    case "unknown":
      return [error.status, error.attempts, error.endpoint, error.body, cause, ...paths].join();
    default:
      return "no outcome";
  }
}

export async function slimToo(bytes: Uint8Array<ArrayBuffer>): Promise<slim.QiscusClient> {
  await slim.load(bytes);
  return new slim.QiscusClient({ appId: "domino-prod", secretKey: "a key" });
}

/** Anything may come in, and an event comes out; whoever infers what goes in is told an event. */
export const schema: StandardSchemaV1<unknown, WebhookEvent> = webhookSchema;
export const inferred = (
  input: StandardSchemaV1.InferInput<typeof webhookSchema>,
  output: StandardSchemaV1.InferOutput<typeof webhookSchema>,
): WebhookEvent[] => [input, output];

export async function parse<T>(given: StandardSchemaV1<unknown, T>, input: unknown): Promise<T> {
  const result = await given["~standard"].validate(input);
  if (result.issues) throw new Error(result.issues.map(({ message, path }) => `${path?.join(".")}: ${message}`).join());
  return result.value;
}
export const parsed: Promise<WebhookEvent> = parse(webhookSchema, "{}");

/** Who posted it and what it carries follow from the two types. */
export function posted(event: WebhookEvent): unknown {
  if (isFromRest(event)) {
    const rest: "post_comment_rest" = event.type;
    return rest;
  }
  const person: "post_comment" | "post_comment_mobile" = event.type;
  const { message, room } = event.payload;
  const emails: string[] | undefined = room.participants?.map((participant) => participant.email);
  switch (message.type) {
    case "text":
      return [person, emails, message.text];
    case "file_attachment": {
      const url: string | undefined = message.payload?.url;
      return url;
    }
    case "location":
      // @ts-expect-error a place has no headline
      return message.payload?.title;
    default:
      // @ts-expect-error what it carries may be anything
      return message.payload.url;
  }
}

export function received(raw: Uint8Array<ArrayBuffer>, header: string | null): Issue[] | WebhookEvent {
  const signed: true = verifyWebhookSignature(raw, header, ["a newer key", "a key"]);
  const hex: string = signWebhook("{}", "a key");
  const result = safeValidateWebhook(raw);
  if (!result.ok) return result.issues;
  return signed && hex ? result.event : validateWebhook(raw.buffer);
}

export const handler: (request: Request) => Promise<Response> = webhookHandler({
  signatureKey: ["a newer key", "a key"],
  onEvent: async (event, { request, signal }) => [event.payload.message.text, request.url, signal.aborted],
  claim: async (key) => key.length > 0,
  release: (key, event) => [key, event.type],
  maxBytes: 1000,
  timeout: 0,
  onError: (error) => console.error(error),
});

export function refusedWebhooks(event: WebhookEvent, unset: string | undefined): unknown[] {
  const onEvent = () => {};
  return [
    // @ts-expect-error an event has no such type
    event.type === "delete_comment",
    // @ts-expect-error the type of a message is another thing
    event.payload.type,
    // @ts-expect-error a room may have no list of its participants
    event.payload.room.participants.length,
    // @ts-expect-error onEvent is missing
    webhookHandler({ signatureKey: "a key" }),
    // @ts-expect-error no such option
    webhookHandler({ onEvent, secret: "a key" }),
    // @ts-expect-error of an environment variable that may not be set
    webhookHandler({ onEvent, signatureKey: unset }),
    // @ts-expect-error a parsed body was not signed
    verifyWebhookSignature({ type: "post_comment" }, "00", "a key"),
    // @ts-expect-error the key is missing
    verifyWebhookSignature("{}", "00"),
    // @ts-expect-error one key signs
    signWebhook("{}", ["a newer key", "a key"]),
    // @ts-expect-error other events
    webhookSchema satisfies StandardSchemaV1<unknown, { type: "delete_comment" }>,
    // @ts-expect-error whether it is an event has to be asked first
    safeValidateWebhook("{}").event,
  ];
}

export const options: WebhookHandlerOptions = { onEvent: (event) => event.payload.room.id };

const userOf = async (request: Request): Promise<{ email: string } | undefined> =>
  request.headers.has("cookie") ? { email: "abc@outlook.com" } : undefined;

export const proxies: ((request: Request) => Promise<Response>)[] = [
  proxyHandler({ appId: "domino-prod", secretKey: "a key", authorize: () => true }),
  proxyHandler({
    appId: "domino-prod",
    baseUrl: "https://gate.example.com",
    secretKey: "a key",
    secretHeader: "QISCUS-SDK-SECRET",
    allow: ["post_comment", "load_comments"],
    async authorize(request, { endpoint, params, signal }) {
      const user = await userOf(request);
      const room: string | readonly string[] | undefined = params.room_id;
      if (!user || signal.aborted) return new Response(room?.length.toString(), { status: 401 });
      return endpoint === "post_comment" ? { params: { sender_email: user.email, extras: undefined } } : true;
    },
    origins: ["https://app.example.com"],
    maxBytes: 1000,
    timeout: 0,
    fetch: globalThis.fetch,
    onError: (error) => console.error(error),
  }),
  proxyHandler({ appId: "x", secretKey: "a key", authorize: async (request) => (await userOf(request)) && { params: {} } }),
];

const readOnly: readonly EndpointName[] = ["load_comments", "get_rooms_info"];
export const proxyOptions: ProxyHandlerOptions = { secretKey: "a key", allow: readOnly, authorize: () => false };

export function refusedProxies(unset: string | undefined): unknown[] {
  const authorize = () => true;
  return [
    // @ts-expect-error who may call has to be said
    proxyHandler({ appId: "domino-prod", secretKey: "a key", allow: ["post_comment"] }),
    // @ts-expect-error of an environment variable that may not be set
    proxyHandler({ appId: "domino-prod", secretKey: unset, authorize }),
    // @ts-expect-error an endpoint goes by the name in its path
    proxyHandler({ appId: "domino-prod", secretKey: "a key", allow: ["postComment"], authorize }),
    // @ts-expect-error a user is no decision
    proxyHandler({ appId: "domino-prod", secretKey: "a key", authorize: userOf }),
    // @ts-expect-error no such option
    proxyHandler({ appId: "domino-prod", secretKey: "a key", authorize, headers: {} }),
  ];
}

export function refused(error: QiscusError): unknown[] {
  return [
    // @ts-expect-error options are needed
    new QiscusClient(),
    // @ts-expect-error an app id is text
    new QiscusClient({ appId: 7 }),
    // @ts-expect-error snake_case is not how options are spelled
    new QiscusClient({ app_id: "domino-prod" }),
    // @ts-expect-error the sender is missing
    qiscus.postComment({ room_id: 16, message: "Hello" }),
    // @ts-expect-error parameters keep the API's names
    qiscus.postComment({ sender_email: "abc@outlook.com", roomId: 16, message: "Hello" }),
    // @ts-expect-error a text is not empty
    qiscus.postComment({ sender_email: "abc@outlook.com", room_id: 16 }),
    // @ts-expect-error a card carries one
    qiscus.postComment({ sender_email: "abc@outlook.com", room_id: 16, type: "card" }),
    // @ts-expect-error events of the system are only received
    qiscus.postComment({ sender_email: "abc@outlook.com", room_id: 16, type: "system_event", payload: {} }),
    // @ts-expect-error a platform is one of two
    qiscus.loginOrRegister({ email: "abc@outlook.com", username: "abc", device_platform: "windows" }),
    // @ts-expect-error a room's id is a number or text
    qiscus.loadComments({ room_id: true }),
    // @ts-expect-error no such call option
    qiscus.loadComments({ room_id: 16 }, { retries: 3 }),
    // @ts-expect-error only a post can be confirmed
    qiscus.loadComments({ room_id: 16 }, { confirm: true }),
    // @ts-expect-error one participant is no list
    qiscus.createRoom({ name: "Domino", participants: "abc@outlook.com", creator: "abc@outlook.com" }),
    // @ts-expect-error two people, not one
    qiscus.getOrCreateRoomWithTarget({ emails: ["abc@outlook.com"] }),
    // @ts-expect-error the method has another name
    qiscus.postMessage({ sender_email: "abc@outlook.com", room_id: 16, message: "Hello" }),
    // @ts-expect-error a promise is no comment
    qiscus.postComment({ sender_email: "abc@outlook.com", room_id: 16, message: "Hello" }).comment,
    // @ts-expect-error no such code
    error.code === "ratelimited",
    // @ts-expect-error the package is loaded by slim only
    import("qiscus-wasm").then((full) => full.load),
  ];
}
