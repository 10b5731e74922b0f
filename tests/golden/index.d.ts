// Generated from the Rust models: `cargo run --bin typings`.

/// <reference lib="esnext.disposable" />

// The platform's own types: those of the DOM, Node.js, Deno, Bun or Workers, whichever a project has. A project that has
// none, such as one with `"lib": ["es2022"]` and no other types, compiles too: they are `any` there.
// @ts-ignore
type AbortSignal = globalThis.AbortSignal;
// @ts-ignore
type Request = globalThis.Request;
// @ts-ignore
type RequestInit = globalThis.RequestInit;
// @ts-ignore
type Response = globalThis.Response;
// @ts-ignore
type URL = globalThis.URL;

// Without this, TypeScript would export every declaration in this file.
export {};

// TypeScript narrows a union by `type` only if this member's `type` differs from every string literal, and among string
// types only an enum's does.
declare enum Unnamed {
  type = "",
}

/**
 * A `type` that this version of the package doesn't know. At run time, any other string.
 *
 * @example
 * ```ts
 * import type { Comment, UnknownType } from "qiscus-wasm";
 *
 * type KnownType = Exclude<Comment["type"], UnknownType | undefined>;
 * const types: KnownType[] = ["text", "buttons", "card"];
 * ```
 */
export type UnknownType = Unnamed;

/**
 * An empty payload: `{}`. Comments may have it instead of the payload of their type.
 *
 * @example
 * ```ts
 * import type { LocationPayload, NoPayload } from "qiscus-wasm";
 *
 * const nameOf = (payload: LocationPayload | NoPayload) => payload.name ?? "an unknown location";
 * nameOf({}); // => "an unknown location"
 * ```
 */
export type NoPayload = { readonly [key: string]: undefined };

/**
 * The function that sends a client's requests. The global `fetch` matches.
 *
 * @example
 * ```ts
 * import { QiscusClient, type FetchFunction } from "qiscus-wasm";
 *
 * const logged: FetchFunction = (url, init) => {
 *   console.log(init.method, new URL(url).pathname);
 *   return fetch(url, init);
 * };
 * const qiscus = new QiscusClient({ appId, secretKey, fetch: logged });
 * await qiscus.loadComments({ room_id });
 * ```
 */
export type FetchFunction = (url: string, init: RequestInit) => FetchResponse | PromiseLike<FetchResponse>;

/**
 * The part of `Response` that a client needs.
 *
 * @example
 * ```ts
 * import { QiscusClient, type FetchResponse } from "qiscus-wasm";
 *
 * const response: FetchResponse = { status: 200, text: async () => '{"results":{"comments":[]},"status":200}' };
 * const qiscus = new QiscusClient({ appId, secretKey, fetch: () => response });
 * await qiscus.loadComments({ room_id }); // => { comments: [] }
 * ```
 */
export interface FetchResponse {
  readonly status: number;
  readonly headers?: { get(name: string): string | null };
  text(): PromiseLike<string>;
}

/**
 * The parameters of {@link QiscusClient.request}: strings, numbers, booleans, arrays of these, or objects, sent as JSON.
 *
 * @example
 * ```ts
 * import type { RequestParams } from "qiscus-wasm";
 *
 * const params: RequestParams = { user_email: "abc@outlook.com", page: 1, show_empty: true };
 * await qiscus.request("GET", "get_user_rooms", params);
 * ```
 */
export type RequestParams = Readonly<Record<string, unknown>>;

/**
 * The part of a [Standard Schema](https://standardschema.dev) that {@link QiscusClient.request} needs. Schemas of Zod,
 * Valibot, ArkType and other libraries match.
 *
 * @example
 * ```ts
 * import type { StandardSchema } from "qiscus-wasm";
 *
 * const anyResults: StandardSchema<object> = {
 *   "~standard": {
 *     validate: (value) => (value instanceof Object ? { value } : { issues: [{ message: "expected an object" }] }),
 *   },
 * };
 * await qiscus.request("GET", "get_user_rooms", { user_email: "abc@outlook.com" }, { schema: anyResults });
 * ```
 */
export interface StandardSchema<Output> {
  readonly "~standard": {
    readonly validate: (value: unknown) => StandardResult<Output> | PromiseLike<StandardResult<Output>>;
  };
}

/**
 * The result of a {@link StandardSchema}.
 *
 * @example
 * ```ts
 * import type { StandardResult } from "qiscus-wasm";
 *
 * const validate = (value: unknown): StandardResult<object> =>
 *   value instanceof Object ? { value } : { issues: [{ message: "expected an object" }] };
 * validate(1); // => { issues: [{ message: "expected an object" }] }
 * ```
 */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<{ readonly message: string; readonly path?: ReadonlyArray<unknown> | undefined }> };

/**
 * HTTP headers: an object, a `Headers`, a `Map`, or an iterable of name and value pairs.
 *
 * @example
 * ```ts
 * import type { HeadersInput } from "qiscus-wasm";
 *
 * const headers: HeadersInput = { "X-Request-Id": "7f3a" };
 * await qiscus.loadComments({ room_id }, { headers });
 * ```
 */
export type HeadersInput = Readonly<Record<string, string | undefined>> | Iterable<readonly [string, string]>;

/**
 * A machine-readable error code. {@link QiscusError} lists the codes.
 *
 * @example
 * ```ts
 * import type { ErrorCode } from "qiscus-wasm";
 *
 * const temporary: readonly ErrorCode[] = ["rate_limited", "server_error", "network", "timeout"];
 * const isTemporary = (code: ErrorCode) => temporary.includes(code);
 * isTemporary("timeout"); // => true
 * ```
 */
export type ErrorCode = "invalid_options" | "invalid_request" | "unauthorized" | "not_found" | "rate_limited" | "rejected" | "server_error" | "network" | "timeout" | "aborted" | "invalid_response" | "invalid_webhook" | "invalid_signature" | "internal";

/**
 * Whether a failed call may have taken effect: see {@link QiscusError.outcome}.
 *
 * @example
 * ```ts
 * import type { Outcome } from "qiscus-wasm";
 *
 * const mayBePosted = (outcome?: Outcome) => outcome === "accepted" || outcome === "unknown";
 * mayBePosted("not_sent"); // => false
 * ```
 */
export type Outcome = "not_sent" | "rejected" | "accepted" | "unknown";

/**
 * A client for the Qiscus Chat REST API.
 *
 * Each method sends one call and resolves to the `results` of the response, as the API documents it. A failed call
 * always rejects with a {@link QiscusError}, within the `timeout`.
 *
 * @example
 * ```ts
 * import { QiscusClient } from "qiscus-wasm";
 *
 * const qiscus = new QiscusClient({ appId, secretKey });
 * const { comment } = await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" });
 * comment.message; // => "Hello"
 * ```
 */
export class QiscusClient implements Disposable {
  /**
   * Validates the options. Sends no request.
   * @throws {@link QiscusError} with the code `invalid_options`
   *
   * @example
   * ```ts
   * import { QiscusClient } from "qiscus-wasm";
   *
   * const onServer = new QiscusClient({ appId, secretKey });
   * const inBrowser = new QiscusClient({ baseUrl: "https://app.example.com/api/qiscus" }); // your own proxy
   * ```
   */
  constructor(options: ClientOptions);

  /**
   * Creates a group. Specification: "Create room".
   *
   * Every call creates another group, so a failed request is retried only if it had no effect: it was never sent, or
   * the server answered 429, or 503 with `Retry-After`.
   *
   * @throws {@link QiscusError}
   *
   * @example
   * ```ts
   * const participants = ["abc@outlook.com", "kotak@outlook.com"];
   * const group = await qiscus.createRoom({ name: "Orders", participants, creator: "abc@outlook.com" });
   * group.room_type; // => "group"
   * ```
   */
  createRoom(params: CreateRoomParams, options?: CallOptions): Promise<Group>;

  /**
   * Gets the one-to-one room of two users, or creates it. Specification: "Get or create room with target".
   *
   * @throws {@link QiscusError}
   *
   * @example
   * ```ts
   * const { room } = await qiscus.getOrCreateRoomWithTarget({ emails: ["abc@outlook.com", "kotak@outlook.com"] });
   * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id: room.id, message: "Hello" });
   * ```
   */
  getOrCreateRoomWithTarget(params: GetOrCreateRoomWithTargetParams, options?: CallOptions): Promise<GetOrCreateRoomWithTargetResults>;

  /**
   * Gets the state of rooms for one user: name, newest comment and unread count. Specification: "Get rooms info".
   *
   * @throws {@link QiscusError}
   *
   * @example
   * ```ts
   * const { rooms_info } = await qiscus.getRoomsInfo({ room_id: [room_id], user_email: "kotak@outlook.com" });
   * rooms_info.map((room) => `${room.room_name}: ${room.unread_count} unread`); // => ["gege: 3 unread"]
   * ```
   */
  getRoomsInfo(params: GetRoomsInfoParams, options?: CallOptions): Promise<GetRoomsInfoResults>;

  /**
   * Adds users to a group and returns the group with its members. Specification: "Add room participants".
   *
   * Adding the same users twice has no further effect, so failed requests are retried.
   *
   * @throws {@link QiscusError}
   *
   * @example
   * ```ts
   * const { participants } = await qiscus.addRoomParticipants({ room_id, emails: ["budi@outlook.com"] });
   * participants.includes("budi@outlook.com"); // => true
   * ```
   */
  addRoomParticipants(params: AddRoomParticipantsParams, options?: CallOptions): Promise<Group>;

  /**
   * Removes users from a group and returns the group with its remaining members. Specification: "Remove room
   * participants".
   *
   * Removing the same users twice has no further effect, so failed requests are retried.
   *
   * @throws {@link QiscusError}
   *
   * @example
   * ```ts
   * const { participants } = await qiscus.removeRoomParticipants({ room_id, emails: ["kotak@outlook.com"] });
   * participants.includes("kotak@outlook.com"); // => false
   * ```
   */
  removeRoomParticipants(params: RemoveRoomParticipantsParams, options?: CallOptions): Promise<Group>;

  /**
   * Posts a comment. Specification: "Post comment".
   *
   * Every call posts another comment, so a failed request is retried only if it had no effect: it was never sent, or
   * the server answered 429, or 503 with `Retry-After`. If the call fails, the error's `outcome` states whether the
   * comment may have been posted. With the option `confirm`, the client checks.
   *
   * @throws {@link QiscusError}
   *
   * @example
   * ```ts
   * const { comment } = await qiscus.postComment(
   *   { sender_email: "abc@outlook.com", room_id, message: "Hello" },
   *   { confirm: true }, // if the response is lost, checks whether it was posted
   * );
   * comment.message; // => "Hello"
   * ```
   */
  postComment(params: PostCommentParams, options?: PostCommentOptions): Promise<PostCommentResults>;

  /**
   * Loads a page of a room's comments, newest first. Specification: "Load comments".
   *
   * The specification has POST, later revisions have GET. If the server answers POST with 404 or 405, the request is
   * sent again as GET; if that succeeds, the client uses GET from then on.
   *
   * To iterate over all comments, see {@link QiscusClient.comments}.
   *
   * @throws {@link QiscusError}
   *
   * @example
   * ```ts
   * const { comments } = await qiscus.loadComments({ room_id, limit: 50 });
   * comments.at(0)?.message; // => "Hello"
   * ```
   */
  loadComments(params: LoadCommentsParams, options?: CallOptions): Promise<LoadCommentsResults>;

  /**
   * Logs a user in, and registers the user if necessary. Specification: "Login or Register".
   *
   * @throws {@link QiscusError}
   *
   * @example
   * ```ts
   * const { user } = await qiscus.loginOrRegister({ email: "abc@outlook.com", username: "abc" });
   * user.username; // => "abc"
   * ```
   */
  loginOrRegister(params: LoginOrRegisterParams, options?: CallOptions): Promise<LoginOrRegisterResults>;

  /**
   * Iterates over the comments of a room, newest first, and loads page after page with
   * {@link QiscusClient.loadComments}. Each comment appears once, even if new comments shift the pages.
   *
   * `page` is the page to start with, `limit` the number of comments per request. `options` apply to each request.
   * @throws {@link QiscusError} while iterating
   *
   * @example
   * ```ts
   * for await (const comment of qiscus.comments({ room_id })) {
   *   if (comment.timestamp < "2026-01-01") break; // loads no further page
   *   console.log(comment.username, comment.message);
   * }
   * ```
   */
  comments(params: LoadCommentsParams, options?: CallOptions): AsyncGenerator<Comment, void, undefined>;

  /**
   * Calls an endpoint that has no method here, such as `get_user_rooms`. Not in the specification.
   *
   * `path` is a name below `/api/v2/rest/`, or a path that begins with `/api/`, without a query. `params` are sent as in
   * the other methods: in the query of `GET`, in the form-encoded body of `POST`. Resolves to the `results` of the
   * response, converted by `options.schema` if there is one. Only `GET` is retried, unless `options.idempotent` is set.
   * @throws {@link QiscusError}; with the code `invalid_response` if the results don't match the schema
   *
   * @example
   * ```ts
   * const params = { user_email: "abc@outlook.com" };
   * const schema = userRooms; // of Zod, Valibot or ArkType: what the results must look like
   * const { rooms_info } = await qiscus.request("GET", "get_user_rooms", params, { schema });
   * rooms_info.map((room) => room.room_name); // => ["gege"]
   * ```
   */
  request<Output>(
    method: "GET" | "POST",
    path: string,
    params: RequestParams | undefined,
    options: RequestOptions & { schema: StandardSchema<Output> },
  ): Promise<Output>;
  /**
   * Without a schema, the results are `unknown`.
   *
   * @example
   * ```ts
   * const results = await qiscus.request("GET", "get_user_rooms", { user_email: "abc@outlook.com" });
   * console.log(results);
   * ```
   */
  request(method: "GET" | "POST", path: string, params?: RequestParams, options?: RequestOptions): Promise<unknown>;

  /**
   * Releases the client's memory immediately. Calls in progress finish as usual; new calls reject.
   *
   * @example
   * ```ts
   * qiscus.free();
   * await qiscus.loadComments({ room_id }).catch((error) => error.code); // => "invalid_request"
   * ```
   */
  free(): void;

  /**
   * Calls {@link QiscusClient.free}, for `using` declarations.
   *
   * @example
   * ```ts
   * import { QiscusClient } from "qiscus-wasm";
   *
   * using qiscus = new QiscusClient({ appId, secretKey });
   * await qiscus.loadComments({ room_id });
   * ```
   */
  [Symbol.dispose](): void;
}

/**
 * The error of this package: failed calls reject with it, and its functions and constructors throw it. The `code` is
 * one of:
 *
 * - `invalid_options`: the options of a client or handler are invalid.
 * - `invalid_request`: the parameters or options of a call are invalid; nothing was sent.
 * - `unauthorized`: the server answered 401 or 403.
 * - `not_found`: the server answered 404.
 * - `rate_limited`: the server answered 429; see `retryAfter`.
 * - `rejected`: the server answered with another 4xx status. Qiscus may answer 400 for a wrong secret.
 * - `server_error`: the server answered with a 5xx status.
 * - `network`: the request failed without a response.
 * - `timeout`: the `timeout` has passed.
 * - `aborted`: the `signal` aborted the call.
 * - `invalid_response`: the response doesn't match the documented types; see `issues` and `body`.
 * - `invalid_webhook`: the webhook doesn't match the documented types; see `issues`.
 * - `invalid_signature`: the webhook's signature is wrong, missing or can't be verified.
 * - `internal`: a bug in this package, or the WebAssembly module can't be started.
 *
 * @example
 * ```ts
 * import { QiscusError } from "qiscus-wasm";
 *
 * try {
 *   await qiscus.loadComments({ room_id: 1 });
 * } catch (error) {
 *   if (!(error instanceof QiscusError)) throw error;
 *   console.error(error.code, error.status, error.message);
 * }
 * ```
 */
export class QiscusError extends Error {
  /**
   * Creates an error. For tests of your own error handling.
   *
   * @example
   * ```ts
   * import { QiscusError } from "qiscus-wasm";
   *
   * const error = new QiscusError("no response within 30 ms", { code: "timeout" });
   * error.code; // => "timeout"
   * ```
   */
  constructor(message: string, details: { code: ErrorCode }, cause?: unknown);

  readonly name: "QiscusError";

  /** The machine-readable error code. {@link QiscusError} lists the codes. */
  readonly code: ErrorCode;

  /**
   * Whether the call may have taken effect, such as posting a comment:
   *
   * - `not_sent`: the request was never sent.
   * - `rejected`: the server reported that it did nothing.
   * - `accepted`: the server answered with success, but the response can't be used. Never repeat the call.
   * - `unknown`: the call may or may not have taken effect.
   */
  readonly outcome?: Outcome;

  /** The name of the endpoint, such as `post_comment`. */
  readonly endpoint?: string;

  /** The HTTP status of the response, if there was one. */
  readonly status?: number;

  /** The number of requests sent. */
  readonly attempts?: number;

  /** The wait that the server requested with `Retry-After`, in milliseconds. */
  readonly retryAfter?: number;

  /** The error message from the server: `error.message`. */
  readonly apiMessage?: string;

  /** The error messages from the server, one per problem: `error.detailed_messages`. */
  readonly detailedMessages?: string[];

  /** The error messages from the server by parameter: `error.errors`. */
  readonly fieldErrors?: Record<string, string>;

  /** The validation issues, at most 100, each with its path. */
  readonly issues?: Issue[];

  /** The response body, truncated to 64 KiB. */
  readonly body?: string;

  /** The `unique_temp_id` of the comment that was to be posted. */
  readonly uniqueTempId?: string;

  /** The original error, such as the one from `fetch`. */
  readonly cause?: unknown;

  /**
   * Returns the error as a plain object for loggers: with its message, without its cause.
   *
   * @example
   * ```ts
   * import { QiscusError } from "qiscus-wasm";
   *
   * const error = new QiscusError("no response within 30 ms", { code: "timeout" });
   * error.toJSON().message; // => "no response within 30 ms"
   * ```
   */
  toJSON(): Record<string, unknown>;
}

/**
 * Returns whether a value is a {@link QiscusError}, even if it comes from another realm or another copy of this
 * package.
 *
 * @example
 * ```ts
 * import { isQiscusError } from "qiscus-wasm";
 *
 * const user = await qiscus.loginOrRegister({ email: "", username: "abc" }).catch((error: unknown) => {
 *   if (isQiscusError(error) && error.code === "invalid_request") return undefined;
 *   throw error;
 * });
 * user; // => undefined
 * ```
 */
export function isQiscusError(value: unknown): value is QiscusError;

/**
 * A raw request body: a string, or bytes as an `ArrayBuffer` or a view such as `Uint8Array` or `Buffer`.
 *
 * @example
 * ```ts
 * import { verifyWebhookSignature, type RawBody } from "qiscus-wasm";
 *
 * const rawBody: RawBody = await request.arrayBuffer();
 * verifyWebhookSignature(rawBody, request.headers.get("QISCUS-SDK-SIGNATURE"), signatureKey); // => true
 * ```
 */
export type RawBody = string | ArrayBufferLike | ArrayBufferView;

/**
 * Validates a webhook and returns the typed event. Specification: "Webhook".
 *
 * Accepts the raw body, or the object that a framework parsed from it. The value is read as `JSON.stringify` reads it
 * and is not modified. Unknown keys are preserved.
 *
 * This doesn't check who sent the webhook: see {@link verifyWebhookSignature}.
 * @throws {@link QiscusError} with the code `invalid_webhook` and all `issues`
 *
 * @example
 * ```ts
 * import { validateWebhook } from "qiscus-wasm";
 *
 * const { payload } = validateWebhook(body);
 * payload.message.text; // => "Hello"
 * ```
 */
export function validateWebhook(input: unknown, options?: ValidateWebhookOptions): WebhookEvent;

/**
 * Like {@link validateWebhook}, but returns the issues of an invalid webhook instead of throwing.
 *
 * @example
 * ```ts
 * import { safeValidateWebhook } from "qiscus-wasm";
 *
 * const result = safeValidateWebhook({ type: "post_comment" });
 * if (!result.ok) {
 *   result.issues.map((issue) => issue.message); // => ["payload is missing, expected object"]
 * }
 * ```
 */
export function safeValidateWebhook(
  input: unknown,
  options?: ValidateWebhookOptions,
): { ok: true; event: WebhookEvent; ignored: Issue[] } | { ok: false; issues: Issue[] };

/**
 * {@link validateWebhook} as a Standard Schema, for tRPC, Hono and other libraries that accept one.
 *
 * @example
 * ```ts
 * import { webhookSchema } from "qiscus-wasm";
 *
 * const result = webhookSchema["~standard"].validate(JSON.parse(body));
 * if (!result.issues) console.log(result.value.payload.message.text);
 * ```
 */
export const webhookSchema: {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "qiscus-wasm";
    readonly validate: (
      input: unknown,
    ) =>
      | { readonly value: WebhookEvent; readonly issues?: undefined }
      | { readonly issues: readonly { readonly message: string; readonly path: readonly (string | number)[] }[] };
    readonly types?: { readonly input: WebhookEvent; readonly output: WebhookEvent } | undefined;
  };
};

/**
 * Verifies that Qiscus sent a webhook, by the HMAC-SHA256 signature of the raw body. Returns `true` or throws. The
 * comparison takes constant time. Signatures are not in the specification of 2017; Qiscus sends them since about 2020.
 *
 * `rawBody` must be the exact bytes received, not re-serialized JSON. `signature` is the value of the header
 * `QISCUS-SDK-SIGNATURE`; a missing one throws too. `key` is the token from the dashboard, or several tokens during a
 * rotation.
 * @throws {@link QiscusError} with the code `invalid_signature` and the reason in `issues`, which never contain the
 *   expected signature
 *
 * @example
 * ```ts
 * import { verifyWebhookSignature } from "qiscus-wasm";
 *
 * verifyWebhookSignature(body, request.headers.get("QISCUS-SDK-SIGNATURE"), signatureKey); // => true
 * ```
 */
export function verifyWebhookSignature(
  rawBody: RawBody,
  signature: string | null | undefined,
  key: string | readonly string[],
): true;

/**
 * Signs a raw body as Qiscus does and returns the signature in lower-case hex. For tests of your own handler.
 * @throws {@link QiscusError} with the code `invalid_signature` if the key is empty or the body is not a
 *   {@link RawBody}
 *
 * @example
 * ```ts
 * import { signWebhook } from "qiscus-wasm";
 *
 * const headers = { "Content-Type": "application/json", "QISCUS-SDK-SIGNATURE": signWebhook(body, signatureKey) };
 * const response = await handler(new Request("https://app.example.com/webhook", { method: "POST", headers, body }));
 * response.status; // => 200
 * ```
 */
export function signWebhook(rawBody: RawBody, key: string): string;

/**
 * Returns whether the comment was posted with the REST API rather than by a person. A bot must skip these events:
 * otherwise it replies to its own comments forever.
 *
 * @example
 * ```ts
 * import { isFromRest, type WebhookEvent } from "qiscus-wasm";
 *
 * const onEvent = async (event: WebhookEvent) => {
 *   if (isFromRest(event)) return;
 *   await qiscus.postComment({ sender_email: "bot", room_id: event.payload.room.id, message: "Hi" });
 * };
 * ```
 */
export function isFromRest(event: WebhookEvent): event is Extract<WebhookEvent, { type: "post_comment_rest" }>;

/**
 * The context of an event, passed to `onEvent`.
 *
 * @example
 * ```ts
 * import { webhookHandler, type WebhookContext, type WebhookEvent } from "qiscus-wasm";
 *
 * const onEvent = (event: WebhookEvent, { request }: WebhookContext) => {
 *   console.log(new URL(request.url).pathname, event.payload.message.text);
 * };
 * await webhookHandler({ signatureKey, onEvent })(request);
 * ```
 */
export interface WebhookContext {
  /** The request that delivered the event. Its body is already read. */
  readonly request: Request;
  /** Aborted when the `timeout` has passed and the response was 500. */
  readonly signal: AbortSignal;
}

/**
 * A fetch-style handler: it takes a `Request` and resolves to a `Response`.
 *
 * @example
 * ```ts
 * import { webhookHandler, type WebhookHandler } from "qiscus-wasm";
 *
 * export const POST: WebhookHandler = webhookHandler({ signatureKey, onEvent: console.log }); // a route of Next.js
 * ```
 */
export type WebhookHandler = (request: Request) => Promise<Response>;

/**
 * Creates a fetch-style handler for webhooks. Specification: "Webhook".
 *
 * The handler reads the raw body, verifies the signature, validates the event, skips duplicates by `claim`, and calls
 * `onEvent`. Webhooks may be delivered more than once. The response is `{"ok":true}` with the status 200, or
 * `{"ok":false,"code","message","issues"}` with one of:
 *
 * - 400: not a valid event, or the body could not be read to its end.
 * - 401: wrong or missing signature.
 * - 405: the method is not POST.
 * - 408: the body was not received within `timeout`.
 * - 413: the body is larger than `maxBytes`.
 * - 415: the content type is not JSON.
 * - 500: `onEvent` or `claim` failed or exceeded `timeout`, or the body was read before.
 *
 * For Node.js, wrap it in `nodeHandler` from `qiscus-wasm/node`; for AWS Lambda, in `lambdaHandler` from
 * `qiscus-wasm/lambda`.
 * @throws {@link QiscusError} with the code `invalid_options`
 *
 * @example
 * ```ts
 * import { webhookHandler } from "qiscus-wasm";
 *
 * const handler = webhookHandler({
 *   signatureKey,
 *   onEvent: ({ payload }) => console.log(payload.from.name, payload.message.text),
 * });
 * const response = await handler(request);
 * response.status; // => 200
 * ```
 */
export function webhookHandler(options: WebhookHandlerOptions): WebhookHandler;

/**
 * An endpoint, by the name in its path.
 *
 * @example
 * ```ts
 * import { proxyHandler, type EndpointName } from "qiscus-wasm";
 *
 * const allow: EndpointName[] = ["load_comments", "get_rooms_info"];
 * const authorize = async (request: Request) => Boolean(await userOf(request));
 * const readOnly = proxyHandler({ appId, secretKey, allow, authorize });
 * ```
 */
export type EndpointName = "create_room" | "get_or_create_room_with_target" | "get_rooms_info" | "add_room_participants" | "remove_room_participants" | "post_comment" | "load_comments" | "login_or_register";

/**
 * An endpoint that this package has no method for: by its name, such as `get_user_rooms`, or by its path.
 *
 * @example
 * ```ts
 * import type { OtherEndpoint } from "qiscus-wasm";
 *
 * const byName: OtherEndpoint = "get_user_rooms";
 * const byPath: OtherEndpoint = "/api/v2.1/rest/get_user_rooms";
 * ```
 */
export type OtherEndpoint = (`${string}_${string}` | `/api/${string}`) & {};

/**
 * The call that `authorize` decides about. The body of the request itself is already read.
 *
 * @example
 * ```ts
 * import type { ProxyCall } from "qiscus-wasm";
 *
 * const authorize = async (request: Request, { endpoint, params }: ProxyCall) => {
 *   const user = await userOf(request);
 *   return endpoint === "load_comments" && Boolean(user?.rooms.includes(String(params.room_id)));
 * };
 * ```
 */
export interface ProxyCall {
  /** The name of the endpoint; one of those in `allow`. */
  readonly endpoint: EndpointName | OtherEndpoint;
  /**
   * The browser's parameters, named as in the API. Every param is a string (numbers too) or an array of strings
   * (`emails`): compare `params.room_id` with `"16"`, not with `16`. Never trust them: the page can send anything.
   */
  readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Aborted when the `timeout` has passed. */
  readonly signal: AbortSignal;
}

/**
 * The decision of `authorize`:
 *
 * - `true`: allows the request.
 * - `{ params }`: allows the request and overrides these parameters. `params` is a plain object; a parameter set to
 *   `undefined` is removed.
 * - a falsy value: rejects the request with 403.
 * - a `Response`: is sent instead, and Qiscus is not called.
 *
 * Anything else, an exception or a timeout ends in 503, and Qiscus is not called.
 *
 * @example
 * ```ts
 * import type { ProxyDecision } from "qiscus-wasm";
 *
 * const authorize = async (request: Request): Promise<ProxyDecision> => {
 *   const user = await userOf(request);
 *   if (!user) return Response.json({ error: { message: "log in first" } }, { status: 401 });
 *   return { params: { sender_email: user.email } };
 * };
 * ```
 */
export type ProxyDecision = boolean | null | undefined | Response | { readonly params: Readonly<Record<string, unknown>> };

/**
 * A fetch-style handler: it takes a `Request` and resolves to a `Response`.
 *
 * @example
 * ```ts
 * import { proxyHandler, type ProxyHandler } from "qiscus-wasm";
 *
 * const proxy: ProxyHandler = proxyHandler({ appId, secretKey, allow: [], authorize: () => true });
 * const response = await proxy(new Request("https://app.example.com/api/qiscus"));
 * response.status; // => 404
 * ```
 */
export type ProxyHandler = (request: Request) => Promise<Response>;

/**
 * Creates a handler that lets browsers call the API through your server and adds the secret key, which must never reach
 * a browser. In the browser, set the handler's URL as `baseUrl`: `new QiscusClient({ baseUrl: "/api/qiscus" })`.
 *
 * The handler calls only the endpoints in `allow`, and only if `authorize` allows the request. Always check or override
 * `sender_email` and other user ids: otherwise any user can post as anyone. Of the browser's request, only the
 * parameters are forwarded. Of the response, only the status, the body with the secret redacted, and `Retry-After` are
 * returned. Requests from other origins are rejected, because they would carry your users' cookies.
 *
 * The handler's own errors have the format of the API's errors:
 *
 * - 400: duplicate or malformed parameters.
 * - 403: not in `allow`, not authorized, or from another origin.
 * - 404: unknown endpoint.
 * - 405: wrong HTTP method.
 * - 408: the request was not received within `timeout`.
 * - 413: larger than `maxBytes`.
 * - 415: not form-encoded.
 * - 500: the request body could not be read, or was read before.
 * - 502, 504: no usable response from Qiscus, or none within `timeout`. The call may have taken effect.
 * - 503 with `Retry-After`: `authorize` failed, or no connection to Qiscus. The call had no effect.
 *
 * For Node.js, wrap it in `nodeHandler` from `qiscus-wasm/node`; for AWS Lambda, in `lambdaHandler` from
 * `qiscus-wasm/lambda`.
 * @throws {@link QiscusError} with the code `invalid_options`
 *
 * @example
 * ```ts
 * import { proxyHandler, type ProxyCall } from "qiscus-wasm";
 *
 * const authorize = async (request: Request, { params }: ProxyCall) => {
 *   const user = await userOf(request);
 *   if (!user?.rooms.includes(String(params.room_id))) return false;
 *   return { params: { sender_email: user.email } }; // users post as themselves
 * };
 * const proxy = proxyHandler({ appId, secretKey, allow: ["post_comment"], authorize });
 * ```
 */
export function proxyHandler(options: ProxyHandlerOptions): ProxyHandler;

/**
 * The options of {@link QiscusClient}. Either `appId` or `baseUrl` is required.
 *
 * @example
 * ```ts
 * import { QiscusClient, type ClientOptions } from "qiscus-wasm";
 *
 * const options: ClientOptions = { appId, secretKey, timeout: 10_000, maxRetries: 1 };
 * const qiscus = new QiscusClient(options);
 * ```
 */
export interface ClientOptions {
  /**
   * Your app id, from the dashboard. Sets the base URL to `https://<appId>.qiscus.com`; also sent in the header
   * `QISCUS-SDK-APP-ID`. Specification: "REST API".
   */
  appId?: string | undefined;
  /**
   * Another base URL: an `http:` or `https:` URL without a query or, in a browser, a path on your own server
   * such as `/api/qiscus`. A trailing slash is ignored. Where there is no `location`, as in server-side rendering,
   * a path is an error.
   */
  baseUrl?: string | undefined;
  /**
   * Your secret key, from the dashboard. Never use it in a browser: omit it there, and let a
   * {@link proxyHandler} add it. Specification: "Authentication".
   */
  secretKey?: string | undefined;
  /**
   * The header that carries the secret key. Defaults to `QISCUS_SDK_SECRET`. Some proxies drop header names with
   * underscores; use `QISCUS-SDK-SECRET` there.
   */
  secretHeader?: "QISCUS_SDK_SECRET" | "QISCUS-SDK-SECRET" | (string & {}) | undefined;
  /**
   * The time limit of a call in milliseconds, including retries, the waits between them and reading the
   * response. Defaults to 30,000 ms; 0 means no limit.
   */
  timeout?: number | undefined;
  /**
   * The maximum number of retries of a failed request. A request that could have an effect twice is not retried.
   * Defaults to 2; 0 means exactly one request.
   */
  maxRetries?: number | undefined;
  /** The function that sends requests, called as `fetch(url, init)`. Defaults to the global `fetch`. */
  fetch?: FetchFunction | undefined;
  /** The maximum size of a response in bytes. A larger one is not read to its end. Defaults to 32 MiB. */
  maxResponseBytes?: number | undefined;
  /** Headers to add to every request. They can't replace `Content-Type` or the header of the secret key. */
  headers?: HeadersInput | undefined;
  /** Called for every request, response, retry and failure. Its argument is safe to log. */
  onEvent?: ((event: ClientEvent) => void) | undefined;
  /**
   * Whether a response fails the call if an optional field has an unexpected form. By default such a field is left out of
   * the results and reported to `onEvent` as `ignored`.
   */
  strict?: boolean | undefined;
  /**
   * Allows `secretKey` in a browser. Defaults to `false`. Anyone who opens the page could read the key and post
   * to any room: use this for tools on your own machine only.
   */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/**
 * The options of a single call. They take precedence over the client's options.
 *
 * @example
 * ```ts
 * import type { CallOptions } from "qiscus-wasm";
 *
 * const options: CallOptions = { signal: AbortSignal.timeout(5_000), maxRetries: 0 };
 * await qiscus.loadComments({ room_id }, options);
 * ```
 */
export interface CallOptions {
  /** Aborts the call, even while it waits for a retry. */
  signal?: AbortSignal | undefined;
  /** The time limit of the call in milliseconds; 0 means no limit. Defaults to the client's `timeout`. */
  timeout?: number | undefined;
  /** The maximum number of retries. Defaults to the client's `maxRetries`. */
  maxRetries?: number | undefined;
  /** Headers to add to this call's requests. They replace the client's headers of the same name. */
  headers?: HeadersInput | undefined;
  /** Additional request parameters that this package doesn't know. Sent unchanged. */
  extraParams?: Record<string, unknown> | undefined;
}

/**
 * The options of a {@link QiscusClient.postComment} call.
 *
 * @example
 * ```ts
 * import type { PostCommentOptions } from "qiscus-wasm";
 *
 * const once: PostCommentOptions = { confirm: true, timeout: 10_000 };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" }, once);
 * ```
 */
export interface PostCommentOptions {
  /** Aborts the call, even while it waits for a retry. */
  signal?: AbortSignal | undefined;
  /** The time limit of the call in milliseconds; 0 means no limit. Defaults to the client's `timeout`. */
  timeout?: number | undefined;
  /** The maximum number of retries. Defaults to the client's `maxRetries`. */
  maxRetries?: number | undefined;
  /** Headers to add to this call's requests. They replace the client's headers of the same name. */
  headers?: HeadersInput | undefined;
  /** Additional request parameters that this package doesn't know. Sent unchanged. */
  extraParams?: Record<string, unknown> | undefined;
  /**
   * Confirms a comment whose outcome is unknown. Defaults to `false`.
   *
   * The client looks for its `unique_temp_id` among the room's newest comments. If it is found, the call
   * resolves with it. If it is missing in two checks a second apart, it is sent again, at most `maxRetries`
   * times. If the checks don't finish in time, the call rejects with the outcome `unknown`.
   *
   * To leave time for the checks, each request may take at most a third of the remaining `timeout`.
   */
  confirm?: boolean | undefined;
}

/**
 * The options of a {@link QiscusClient.request} call.
 *
 * @example
 * ```ts
 * import type { RequestOptions } from "qiscus-wasm";
 *
 * const options: RequestOptions = { idempotent: true, timeout: 5_000 };
 * await qiscus.request("POST", "load_comments", { room_id }, options);
 * ```
 */
export interface RequestOptions {
  /** Aborts the call, even while it waits for a retry. */
  signal?: AbortSignal | undefined;
  /** The time limit of the call in milliseconds; 0 means no limit. Defaults to the client's `timeout`. */
  timeout?: number | undefined;
  /** The maximum number of retries. Defaults to the client's `maxRetries`. */
  maxRetries?: number | undefined;
  /** Headers to add to this call's requests. They replace the client's headers of the same name. */
  headers?: HeadersInput | undefined;
  /** Additional request parameters that this package doesn't know. Sent unchanged. */
  extraParams?: Record<string, unknown> | undefined;
  /**
   * Validates and converts the results: a schema of Zod, Valibot, ArkType or any other library that supports
   * [Standard Schema](https://standardschema.dev). Without one, the results are `unknown`.
   */
  schema?: StandardSchema<unknown> | undefined;
  /** Whether a `POST` may be sent twice, so that it is retried like a `GET`. Defaults to `false`. */
  idempotent?: boolean | undefined;
}

/**
 * An event of a call, passed to `onEvent`: for logs and metrics. It holds no secrets, parameters or contents.
 *
 * @example
 * ```ts
 * import { QiscusClient, type ClientEvent } from "qiscus-wasm";
 *
 * const onEvent = ({ type, endpoint, status, duration }: ClientEvent) => {
 *   if (type === "response") console.log(`${endpoint}: ${status} after ${duration} ms`);
 * };
 * const qiscus = new QiscusClient({ appId, secretKey, onEvent });
 * await qiscus.loadComments({ room_id });
 * ```
 */
export interface ClientEvent {
  /** The kind of event. */
  type: "request" | "response" | "retry" | "ignored" | "failure";
  /** The name of the endpoint, such as `post_comment`. */
  endpoint: string;
  /** The HTTP method: `GET` or `POST`. */
  method: string;
  /** The path of the request, without the query. */
  path: string;
  /** The number of the request within the call, starting at 1. */
  attempt: number;
  /** The HTTP status, if there was a response. */
  status?: number;
  /** The time since the request was sent, in milliseconds, including reading the body. */
  duration?: number;
  /** The wait before the retry, in milliseconds. */
  delay?: number;
  /** The error code behind a retry or a failure. */
  code?: "invalid_options" | "invalid_request" | "unauthorized" | "not_found" | "rate_limited" | "rejected" | "server_error" | "network" | "timeout" | "aborted" | "invalid_response" | "invalid_webhook" | "invalid_signature" | "internal";
  /** Why optional fields were left out of the results. */
  issues?: Issue[];
}

/**
 * One thing that is wrong with a value.
 *
 * @example
 * ```ts
 * import { safeValidateWebhook, type Issue } from "qiscus-wasm";
 *
 * const result = safeValidateWebhook({ ...event, type: "post_coment" });
 * const issues: Issue[] = result.ok ? [] : result.issues;
 * issues.map((issue) => issue.path); // => ["type"]
 * ```
 */
export interface Issue {
  /** Where: `emails[1]`, `results.comments[0].id`, `payload.buttons[2].label`; empty for the value itself. */
  path: string;
  /** What should be there: `string`, `integer or string`, `"single" or "group"`, `exactly 2 items`. */
  expected: string;
  /**
   * What is there, by its kind: `nothing`, `null`, `array`, `3 items`. The content is never shown, except a short string of
   * your own that is not one of the expected ones: `"image"`.
   */
  received: string;
  /** The three as one sentence, with a suggestion for a misspelt name or value. */
  message: string;
}

/**
 * The parameters of {@link QiscusClient.createRoom}. Specification: "Create room".
 *
 * @example
 * ```ts
 * import type { CreateRoomParams } from "qiscus-wasm";
 *
 * const group: CreateRoomParams = { name: "Orders", participants: ["abc@outlook.com"], creator: "abc@outlook.com" };
 * const { room_id } = await qiscus.createRoom(group);
 * ```
 */
export interface CreateRoomParams {
  /** The group's name. */
  name: string;
  /** The members' user ids: at least 1, at most 25 per call. The creator becomes a member only if listed here. */
  participants: readonly string[];
  /** The user id of the creator. */
  creator: string;
  /** The URL of the group's avatar. Not in the specification, but accepted by the service. */
  avatar_url?: string | undefined;
  /** Custom data to store with the room: an object or a JSON string. Not in the specification. */
  options?: string | Record<string, unknown> | undefined;
}

/**
 * A group and its members. Specification: "Create room", "Add room participants", "Remove room participants".
 *
 * @example
 * ```ts
 * const group = await qiscus.addRoomParticipants({ room_id, emails: ["budi@outlook.com"] });
 * group.participants.map((member) => (typeof member === "string" ? member : member.email)).length; // => 3
 * ```
 */
export interface Group {
  /** The user id of the creator. */
  creator: string;
  /** The members: user ids (strings) in the specification, objects in some responses. `null` becomes `[]`. */
  participants: (string | Participant)[];
  /** The room's id, for calls that take a `room_id`: a number in the specification, a string in later revisions. */
  room_id: string | number;
  /** The room's name. */
  room_name: string;
  /** The type of the room: `single`, or `group` for groups and channels. */
  room_type: "single" | "group";
}

/**
 * A member of a room. Specification: "Get or create room with target".
 *
 * Only `email` is always present; the other fields depend on the endpoint and the API version.
 *
 * @example
 * ```ts
 * const { room } = await qiscus.getOrCreateRoomWithTarget({ emails: ["abc@outlook.com", "kotak@outlook.com"] });
 * room.participants.map(({ email, username }) => username ?? email); // => ["abc", "kotak"]
 * ```
 */
export interface Participant {
  /** The member's user id in your app. Any string, not only an e-mail address. */
  email: string;
  /** The member's display name. */
  username?: string | null;
  /** The URL of the member's avatar. */
  avatar_url?: string | null;
  /** The member's numeric id; also accepted as a string. Not in the specification, but sent by the service. */
  id?: string | number | null;
  /** `id` as a string, sent since late 2017. */
  id_str?: string | null;
  /** The id of the newest comment that the member has read. */
  last_comment_read_id?: number | null;
  /** The id of the newest comment that the member's device has received. */
  last_comment_received_id?: number | null;
  /** Whether the member is active. */
  active?: boolean | null;
  /** The custom data stored with the user: absent, `null` or an object. */
  extras?: Record<string, unknown> | null;
}

/**
 * The parameters of {@link QiscusClient.getOrCreateRoomWithTarget}. Specification: "Get or create room with
 * target".
 *
 * @example
 * ```ts
 * import type { GetOrCreateRoomWithTargetParams } from "qiscus-wasm";
 *
 * const params: GetOrCreateRoomWithTargetParams = { emails: ["abc@outlook.com", "kotak@outlook.com"] };
 * const { room } = await qiscus.getOrCreateRoomWithTarget(params);
 * ```
 */
export interface GetOrCreateRoomWithTargetParams {
  /** The user ids of the two users; exactly two. */
  emails: readonly [string, string];
  /** The URL of the room's avatar, if the room is created. Later revisions of the API ignore it. */
  avatar_url?: string | undefined;
  /** Custom data to store with the room: an object or a JSON string. Not in the specification. */
  options?: string | Record<string, unknown> | undefined;
}

/**
 * A room and its newest comments. Specification: "Get or create room with target".
 *
 * @example
 * ```ts
 * const emails = ["abc@outlook.com", "kotak@outlook.com"] as const;
 * const { room, comments } = await qiscus.getOrCreateRoomWithTarget({ emails });
 * comments.map((comment) => comment.message); // => []
 * ```
 */
export interface GetOrCreateRoomWithTargetResults {
  /** The room. */
  room: Room;
  /** The room's latest comments, newest first. `null` from the server becomes `[]`. */
  comments: Comment[];
}

/**
 * A room and its members. Specification: "Get or create room with target".
 *
 * @example
 * ```ts
 * import type { Room } from "qiscus-wasm";
 *
 * const partnerOf = (room: Room, email: string) => room.participants.find((member) => member.email !== email);
 * const { room } = await qiscus.getOrCreateRoomWithTarget({ emails: ["abc@outlook.com", "kotak@outlook.com"] });
 * partnerOf(room, "abc@outlook.com")?.username; // => "kotak"
 * ```
 */
export interface Room {
  /** The room's id, for calls that take a `room_id`: a number in the specification, a string in later revisions. */
  id: string | number;
  /** The type of the room: `single`, or `group` for groups and channels. */
  chat_type: "single" | "group";
  /** The room's name. In a one-to-one chat, both emails. */
  room_name: string;
  /** The URL of the room's avatar, or an empty string. */
  avatar_url: string;
  /** The members. `null` from the server becomes `[]`. */
  participants: Participant[];
  /** The id of the newest comment, or 0 if there is none. */
  last_comment_id: number;
  /** The message of the newest comment, or an empty string. */
  last_comment_message: string;
  /** The id of the room's topic: a number in the specification, a string in later revisions. */
  last_topic_id: string | number;
  /** The custom data stored with the room: `null` in the specification; also `""`, `"{}"` or another JSON string. */
  options?: string | Record<string, unknown> | null;
  /** `id` as a string, sent since late 2017. */
  id_str?: string | null;
  /** `last_comment_id` as a string, sent since late 2017. */
  last_comment_id_str?: string | null;
  /** `last_topic_id` as a string, sent since late 2017. */
  last_topic_id_str?: string | null;
  /** The room's unique id. `post_comment` accepts it as `room_id` too. */
  unique_id?: string | null;
  /** The stored room name, without substitutions. */
  raw_room_name?: string | null;
  /** Whether the room is a public channel. `chat_type` is then `group`. */
  is_public_channel?: boolean | null;
  /** The number of members. */
  room_total_participants?: number | null;
  /** The number of unread comments. */
  unread_count?: number | null;
}

/**
 * The fields of every {@link Comment}.
 *
 * @example
 * ```ts
 * import type { CommentBase } from "qiscus-wasm";
 *
 * const preview = ({ username, message }: CommentBase) => `${username}: ${message}`;
 * preview(comment); // => "abc: Hello"
 * ```
 */
export interface CommentBase {
  /** The comment's id. Newer comments have greater ids; ids exceed 2^32. */
  id: number;
  /** The id of the previous comment in the room, or 0 if there is none. */
  comment_before_id: number;
  /** The message. */
  message: string;
  /** The author's user id in your app. Any string, not only an e-mail address. */
  email: string;
  /** The author's display name. */
  username: string;
  /** The URL of the author's avatar. */
  user_avatar_url: string;
  /** The time of posting (RFC 3339), with `Z` or an offset such as `+07:00`. */
  timestamp: string;
  /** The id that the sender assigned to the comment. */
  unique_temp_id: string;
  /** Whether link previews are disabled. */
  disable_link_preview: boolean;
  /** The room's id: a number in the specification ("Load comments" only), a string in later revisions. */
  room_id?: string | number | null;
  /** The room's name. Specified for "Load comments" only. */
  room_name?: string | null;
  /** `id` as a string, sent since late 2017. */
  id_str?: string | null;
  /** `comment_before_id` as a string, sent since late 2017. */
  comment_before_id_str?: string | null;
  /** `room_id` as a string, sent since late 2017. */
  room_id_str?: string | null;
  /** The id of the room's topic: a number in 2017, a string in later revisions. */
  topic_id?: string | number | null;
  /** `topic_id` as a string, sent since late 2017. */
  topic_id_str?: string | null;
  /** The author's numeric id; also accepted as a string. */
  user_id?: string | number | null;
  /** `user_id` as a string, sent since late 2017. */
  user_id_str?: string | null;
  /** The author's avatar as an object. `user_avatar_url` has the same URL. Some clients write a string. */
  user_avatar?: UserAvatar | null;
  /** `timestamp` in seconds since 1970. */
  unix_timestamp?: string | number | null;
  /** `timestamp` in nanoseconds since 1970. It exceeds 2^53, so its last digits are lost: use `timestamp`. */
  unix_nano_timestamp?: string | number | null;
  /** The delivery status: `sent`, `delivered` or `read`. */
  status?: "sent" | "delivered" | "read" | (string & {}) | null;
  /** Whether the comment was deleted. */
  is_deleted?: boolean | null;
  /** Whether the room is a public channel. */
  is_public_channel?: boolean | null;
  /** The custom data stored with the comment: absent, `null` or an object. Some clients write `""`. */
  extras?: Record<string, unknown> | null;
}

/**
 * A comment in a room. Specification: "Load comments", "Post comment", "Get or create room with target".
 *
 * The fields of `payload` depend on `type`.
 *
 * @example
 * ```ts
 * import type { Comment } from "qiscus-wasm";
 *
 * function preview(comment: Comment) {
 *   if (comment.type === "location") return `at ${comment.payload?.name}`;
 *   return comment.message;
 * }
 * preview(comment); // => "Hello"
 * ```
 */
export type Comment = CommentBase &
  (
    /** A plain message. `payload` is absent, `null` or `{}`. */
    | {
        type?: "text";
        payload?: Record<string, unknown> | null;
      }
    /** A request to link an account. */
    | {
        type: "account_linking";
        payload?: AccountLinkingPayload | NoPayload | null;
      }
    /** A message with buttons. */
    | {
        type: "buttons";
        payload?: ButtonsPayload | NoPayload | null;
      }
    /** The result of a pressed button. */
    | {
        type: "button_postback_response";
        payload?: Record<string, unknown> | null;
      }
    /** A card: an image with a title, a description and buttons. */
    | {
        type: "card";
        payload?: CardPayload | NoPayload | null;
      }
    /** A carousel of cards. */
    | {
        type: "carousel";
        payload?: CarouselPayload | NoPayload | null;
      }
    /** A contact. */
    | {
        type: "contact_person";
        payload?: ContactPersonPayload | NoPayload | null;
      }
    /** A custom type, defined by your app. */
    | {
        type: "custom";
        payload?: CustomPayload | NoPayload | null;
      }
    /** A file. */
    | {
        type: "file_attachment";
        payload?: FileAttachmentPayload | NoPayload | null;
      }
    /** A location. */
    | {
        type: "location";
        payload?: LocationPayload | NoPayload | null;
      }
    /** A reply to another comment. */
    | {
        type: "reply";
        payload?: ReplyPayload | NoPayload | null;
      }
    /** A room event, such as a new member. Only received, never sent. */
    | {
        type: "system_event";
        payload?: SystemEventPayload | NoPayload | null;
      }
    /** A type that this version does not know. */
    | {
        type: UnknownType;
        payload?: unknown;
      }
  );

/**
 * A user's avatar, as responses since late 2017 nest it.
 *
 * @example
 * ```ts
 * import type { UserAvatar } from "qiscus-wasm";
 *
 * const urlOf = (avatar: UserAvatar | null | undefined) => avatar?.avatar?.url ?? undefined;
 * urlOf(comment.user_avatar);
 * ```
 */
export interface UserAvatar {
  /** The avatar image. */
  avatar?: Avatar | null;
}

/**
 * An avatar image.
 *
 * @example
 * ```ts
 * import type { Avatar } from "qiscus-wasm";
 *
 * const avatar: Avatar | null | undefined = comment.user_avatar?.avatar;
 * console.log(avatar?.url);
 * ```
 */
export interface Avatar {
  /** The URL of the image. */
  url?: string | null;
}

/**
 * The payload of an `account_linking` comment: a request to link an account.
 *
 * @example
 * ```ts
 * import type { AccountLinkingPayload } from "qiscus-wasm";
 *
 * const url = "https://app.example.com/login";
 * const params = { user_id: 1, topic_id: room_id, button_text: "Log in" };
 * const payload: AccountLinkingPayload = { text: "Log in to continue", url, redirect_url: `${url}/done`, params };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "account_linking", payload });
 * ```
 */
export interface AccountLinkingPayload {
  /** The message above the button. */
  text: string;
  /** The URL that the button opens. */
  url: string;
  /** The URL to go to once the account is linked. */
  redirect_url: string;
  /** The parameters for the linking page. */
  params: AccountLinkingParams;
}

/**
 * The parameters of an account linking page.
 *
 * @example
 * ```ts
 * import type { AccountLinkingParams } from "qiscus-wasm";
 *
 * const params: AccountLinkingParams = { user_id: 1, topic_id: room_id, button_text: "Log in", view_title: "Login" };
 * ```
 */
export interface AccountLinkingParams {
  /** The user's id: a number or a string. */
  user_id: string | number;
  /** The id of the room's topic: a number or a string. */
  topic_id: string | number;
  /** The label of the button. */
  button_text?: string | null;
  /** The title of the view that shows the page. */
  view_title?: string | null;
  /** The message to show on success. */
  success_message?: string | null;
}

/**
 * The payload of a `buttons` comment: a message with buttons.
 *
 * @example
 * ```ts
 * import type { ButtonsPayload } from "qiscus-wasm";
 *
 * const button = { label: "Yes", type: "postback", postback_text: "Yes, please" } as const;
 * const payload: ButtonsPayload = { text: "Pizza?", buttons: [button] };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "buttons", payload });
 * ```
 */
export interface ButtonsPayload {
  /** The message above the buttons. */
  text: string;
  /** The buttons. */
  buttons: Button[];
}

/**
 * A button of a `buttons`, `card` or `carousel` comment.
 *
 * @example
 * ```ts
 * import type { Button } from "qiscus-wasm";
 *
 * const reply: Button = { label: "Yes", type: "postback", postback_text: "Yes, please" };
 * const link: Button = { label: "Menu", type: "link", payload: { url: "https://app.example.com/menu" } };
 * const payload = { text: "Pizza?", buttons: [reply, link] };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "buttons", payload });
 * ```
 */
export interface Button {
  /** The label of the button. */
  label: string;
  /** The action of the button: `postback` or `link`. */
  type: "postback" | "link";
  /** The message that is posted as a comment when the button is pressed. */
  postback_text?: string | null;
  /** The target of the action. */
  payload?: ButtonPayload | null;
}

/**
 * The target of a button.
 *
 * @example
 * ```ts
 * import type { Button, ButtonPayload } from "qiscus-wasm";
 *
 * const order: ButtonPayload = { url: "https://app.example.com/order", method: "post", payload: { size: "L" } };
 * const button: Button = { label: "Order", type: "postback", payload: order };
 * ```
 */
export interface ButtonPayload {
  /** The URL to call or to open. */
  url: string;
  /** The HTTP method, in lower or upper case (`get`, `GET`, `post`). */
  method?: "get" | "post" | (string & {}) | null;
  /** The data to send with the request: any JSON value. */
  payload?: unknown;
}

/**
 * The payload of a `card` comment: an image with a title, a description and buttons.
 *
 * @example
 * ```ts
 * import type { CardPayload } from "qiscus-wasm";
 *
 * const item = { image: "https://app.example.com/pizza.png", title: "Pizza", description: "With basil" };
 * const payload: CardPayload = { text: "Today", ...item, url: "https://app.example.com/pizza", buttons: [] };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "card", payload });
 * ```
 */
export interface CardPayload {
  /** The message above the card. */
  text: string;
  /** The URL of the image. */
  image: string;
  /** The title of the card. */
  title: string;
  /** The description below the title. */
  description: string;
  /** The URL that the card opens. */
  url: string;
  /** The buttons. */
  buttons: Button[];
}

/**
 * The payload of a `carousel` comment: several cards.
 *
 * @example
 * ```ts
 * import type { CarouselPayload } from "qiscus-wasm";
 *
 * const item = { image: "https://app.example.com/pizza.png", title: "Pizza", description: "With basil" };
 * const payload: CarouselPayload = { cards: [{ ...item, default_action: { type: "postback" }, buttons: [] }] };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "carousel", payload });
 * ```
 */
export interface CarouselPayload {
  /** The cards. */
  cards: CarouselCard[];
}

/**
 * A card of a `carousel` comment.
 *
 * @example
 * ```ts
 * import type { CarouselCard } from "qiscus-wasm";
 *
 * const item = { image: "https://app.example.com/pizza.png", title: "Pizza", description: "With basil" };
 * const payload = { url: "https://app.example.com/pizza" };
 * const card: CarouselCard = { ...item, default_action: { type: "link", payload }, buttons: [] };
 * ```
 */
export interface CarouselCard {
  /** The URL of the image. */
  image: string;
  /** The title of the card. */
  title: string;
  /** The description below the title. */
  description: string;
  /** The action when the card itself is pressed. */
  default_action: CarouselAction;
  /** The buttons. */
  buttons: Button[];
}

/**
 * The action when a card of a `carousel` comment is pressed.
 *
 * @example
 * ```ts
 * import type { CarouselAction } from "qiscus-wasm";
 *
 * const open: CarouselAction = { type: "link", payload: { url: "https://app.example.com/pizza" } };
 * const reply: CarouselAction = { type: "postback", postback_text: "Tell me more" };
 * ```
 */
export interface CarouselAction {
  /** The kind of action: `postback` or `link`. */
  type: "postback" | "link";
  /** The message that is posted as a comment. */
  postback_text?: string | null;
  /** The target of the action. */
  payload?: ButtonPayload | null;
}

/**
 * The payload of a `contact_person` comment.
 *
 * @example
 * ```ts
 * import type { ContactPersonPayload } from "qiscus-wasm";
 *
 * const payload: ContactPersonPayload = { name: "Sari", value: "sari@outlook.com", type: "email" };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "contact_person", payload });
 * ```
 */
export interface ContactPersonPayload {
  /** The name of the contact. */
  name: string;
  /** The phone number or e-mail address, depending on `type`. */
  value: string;
  /** The kind of `value`: `phone` or `email`. Absent or empty means `phone`. */
  type?: "phone" | "email" | (string & {}) | null;
}

/**
 * The payload of a `custom` comment, defined by your app.
 *
 * @example
 * ```ts
 * import type { CustomPayload } from "qiscus-wasm";
 *
 * const payload: CustomPayload = { type: "poll", content: { question: "Pizza?", options: ["yes", "no"] } };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "custom", payload });
 * ```
 */
export interface CustomPayload {
  /** The name of your custom type. */
  type: string;
  /** The data of your custom type: any JSON value. */
  content?: unknown;
}

/**
 * The payload of a `file_attachment` comment.
 *
 * @example
 * ```ts
 * import type { FileAttachmentPayload } from "qiscus-wasm";
 *
 * const payload: FileAttachmentPayload = { url: "https://app.example.com/menu.pdf", file_name: "menu.pdf", pages: 2 };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "file_attachment", payload });
 * ```
 */
export interface FileAttachmentPayload {
  /** The URL of the file. */
  url: string;
  /** The caption below the file. */
  caption?: string | null;
  /** The file's name. */
  file_name?: string | null;
  /** The file's size in bytes. */
  size?: number | null;
  /** The number of pages, for a document. */
  pages?: number | null;
  /** The key to decrypt the file. Sent by later revisions only. */
  encryption_key?: string | null;
}

/**
 * The payload of a `location` comment.
 *
 * @example
 * ```ts
 * import type { LocationPayload } from "qiscus-wasm";
 *
 * const place: LocationPayload = { name: "Domino", address: "Jl. Kaliurang", latitude: -7.75, longitude: 110.4 };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "location", payload: place });
 * ```
 */
export interface LocationPayload {
  /** The name of the location. */
  name: string;
  /** The street address. */
  address: string;
  /** The latitude in degrees, positive to the north. Some clients write a string. */
  latitude: number;
  /** The longitude in degrees, positive to the east. Some clients write a string. */
  longitude: number;
  /** The URL of a map. */
  map_url?: string | null;
}

/**
 * The payload of a `reply` comment in a response, including the comment that it replies to.
 *
 * @example
 * ```ts
 * const payload = { text: "Fine, thanks", replied_comment_id: comment.id };
 * await qiscus.postComment({ sender_email: "kotak@outlook.com", room_id, type: "reply", payload });
 * const [reply] = (await qiscus.loadComments({ room_id })).comments;
 * if (reply?.type === "reply") {
 *   reply.payload?.replied_comment_message; // => "Hello"
 * }
 * ```
 */
export interface ReplyPayload {
  /** The message of the reply. */
  text: string;
  /** The id of the original comment: a number or a string. */
  replied_comment_id: string | number;
  /** The type of the original comment. */
  replied_comment_type?: string | null;
  /** The message of the original comment. */
  replied_comment_message?: string | null;
  /** The payload of the original comment. */
  replied_comment_payload?: unknown;
  /** The display name of the original comment's author. */
  replied_comment_sender_username?: string | null;
  /** The user id of the original comment's author. */
  replied_comment_sender_email?: string | null;
  /** Whether the original comment was deleted. */
  replied_comment_is_deleted?: boolean | null;
}

/**
 * The payload of a `system_event` comment: a change to a room. `type` determines which fields are present.
 *
 * @example
 * ```ts
 * import type { SystemEventPayload } from "qiscus-wasm";
 *
 * const describe = ({ type, subject_username, object_username }: SystemEventPayload) =>
 *   type === "add_member" ? `${subject_username} added ${object_username}` : type;
 * describe({ type: "add_member", subject_username: "abc", object_username: "kotak" }); // => "abc added kotak"
 * ```
 */
export interface SystemEventPayload {
  /** The kind of event. */
  type: "create_room" | "add_member" | "join_room" | "remove_member" | "left_room" | "change_room_name" | "change_room_avatar" | "custom" | (string & {});
  /** The user id of the user who caused the event. */
  subject_email?: string | null;
  /** The display name of the user who caused the event. */
  subject_username?: string | null;
  /** The user id of the affected user. */
  object_email?: string | null;
  /** The display name of the affected user. */
  object_username?: string | null;
  /** The room's name. */
  room_name?: string | null;
  /** The data of a custom event. */
  payload?: Record<string, unknown> | null;
}

/**
 * The parameters of {@link QiscusClient.getRoomsInfo}. Specification: "Get rooms info".
 *
 * @example
 * ```ts
 * import type { GetRoomsInfoParams } from "qiscus-wasm";
 *
 * const params: GetRoomsInfoParams = { room_id: [room_id], user_email: "abc@outlook.com", show_participants: true };
 * const { rooms_info } = await qiscus.getRoomsInfo(params);
 * ```
 */
export interface GetRoomsInfoParams {
  /** The rooms' ids, numbers or strings: at least 1, at most 100 per call. */
  room_id: readonly (string | number)[];
  /** The user id for which unread comments are counted. */
  user_email: string;
  /** The unique ids of further rooms. Not in the specification. */
  room_unique_id?: readonly string[] | undefined;
  /** Whether to include each room's members. Not in the specification. */
  show_participants?: boolean | undefined;
  /** Whether to include rooms that the user was removed from. Not in the specification. */
  show_removed?: boolean | undefined;
}

/**
 * The state of the requested rooms. Specification: "Get rooms info".
 *
 * @example
 * ```ts
 * const { rooms_info } = await qiscus.getRoomsInfo({ room_id: [room_id], user_email: "kotak@outlook.com" });
 * rooms_info.length; // => 1
 * ```
 */
export interface GetRoomsInfoResults {
  /** One entry per room. `null` from the server becomes `[]`. */
  rooms_info: RoomInfo[];
}

/**
 * The state of a room for one user. Specification: "Get rooms info".
 *
 * @example
 * ```ts
 * const { rooms_info } = await qiscus.getRoomsInfo({ room_id: [room_id], user_email: "kotak@outlook.com" });
 * const unread = rooms_info.filter((room) => room.unread_count > 0);
 * unread.map((room) => room.last_comment_message); // => ["Hello"]
 * ```
 */
export interface RoomInfo {
  /** The room's id: a number in the specification, a string in later revisions. */
  room_id: string | number;
  /** The room's name. */
  room_name: string;
  /** The type of the room: `single`, or `group` for groups and channels. */
  room_type: "single" | "group";
  /** The number of comments that the user has not read. */
  unread_count: number;
  /** The id of the newest comment, or 0 if there is none. */
  last_comment_id: number;
  /** The message of the newest comment, or an empty string. */
  last_comment_message: string;
  /** The time of the newest comment (RFC 3339), or `0001-01-01T00:00:00Z` if there is none. */
  last_comment_timestamp: string;
  /** `last_comment_id` as a string, sent since late 2017. */
  last_comment_id_str?: string | null;
  /** The user id of the newest comment's author. */
  last_comment_sender_email?: string | null;
  /** The numeric id of the newest comment's author. */
  last_comment_sender_id?: number | null;
  /** `last_comment_sender_id` as a string, sent since late 2017. */
  last_comment_sender_id_str?: string | null;
  /** The display name of the newest comment's author. */
  last_comment_sender_username?: string | null;
  /** `last_comment_timestamp` in seconds since 1970. */
  last_comment_timestamp_unix?: string | number | null;
  /** Whether the user was removed from the room. */
  is_removed?: boolean | null;
  /** The stored room name, without substitutions. */
  raw_room_name?: string | null;
  /** The URL of the room's avatar. */
  room_avatar_url?: string | null;
  /** The room's unique id. */
  room_unique_id?: string | null;
  /** `room_id` as a string, sent since late 2017. */
  room_id_str?: string | null;
  /** The custom data stored with the room: `null`, `""`, `"{}"` or another JSON string, or an object. */
  room_options?: string | Record<string, unknown> | null;
  /** The members, if `show_participants` was set. */
  participants?: Participant[] | null;
}

/**
 * The parameters of {@link QiscusClient.addRoomParticipants}. Specification: "Add room participants".
 *
 * @example
 * ```ts
 * import type { AddRoomParticipantsParams } from "qiscus-wasm";
 *
 * const params: AddRoomParticipantsParams = { room_id, emails: ["budi@outlook.com"] };
 * await qiscus.addRoomParticipants(params);
 * ```
 */
export interface AddRoomParticipantsParams {
  /** The group's id: a number in the specification, a string in later revisions. */
  room_id: string | number;
  /** The user ids to add; at least one. */
  emails: readonly string[];
}

/**
 * The parameters of {@link QiscusClient.removeRoomParticipants}. Specification: "Remove room participants".
 *
 * @example
 * ```ts
 * import type { RemoveRoomParticipantsParams } from "qiscus-wasm";
 *
 * const params: RemoveRoomParticipantsParams = { room_id, emails: ["kotak@outlook.com"] };
 * await qiscus.removeRoomParticipants(params);
 * ```
 */
export interface RemoveRoomParticipantsParams {
  /** The group's id: a number in the specification, a string in later revisions. */
  room_id: string | number;
  /** The user ids to remove; at least one. */
  emails: readonly string[];
}

/**
 * The fields of every {@link PostCommentParams}.
 *
 * @example
 * ```ts
 * import type { PostCommentParamsBase } from "qiscus-wasm";
 *
 * const from: PostCommentParamsBase = { sender_email: "abc@outlook.com", room_id };
 * await qiscus.postComment({ ...from, message: "Hello" });
 * ```
 */
export interface PostCommentParamsBase {
  /** The sender's user id. The sender must be a member of the room. */
  sender_email: string;
  /** The room's id, or its unique id: a number in the specification, a string in later revisions. */
  room_id: string | number;
  /** Your own id for the comment. Defaults to a random id. */
  unique_temp_id?: string | undefined;
  /** Whether to disable link previews. */
  disable_link_preview?: boolean | undefined;
  /** Custom data to store with the comment. */
  extras?: Record<string, unknown> | undefined;
}

/**
 * The parameters of {@link QiscusClient.postComment}. Specification: "Post comment".
 *
 * `type` selects the kind of comment and defaults to `text`. `message` has at most 4,000 characters; it is
 * required for `text` comments and optional for all others, which require a `payload`. The specification documents
 * `text` comments only.
 *
 * @example
 * ```ts
 * import type { PostCommentParams } from "qiscus-wasm";
 *
 * const payload = { name: "Domino", address: "Jl. Kaliurang", latitude: -7.75, longitude: 110.4 };
 * const params: PostCommentParams = { sender_email: "abc@outlook.com", room_id, type: "location", payload };
 * const { comment } = await qiscus.postComment(params);
 * comment.type; // => "location"
 * ```
 */
export type PostCommentParams = PostCommentParamsBase &
  (
    /** A request to link an account. */
    | {
        type: "account_linking";
        message?: string | undefined;
        payload: AccountLinkingPayload;
      }
    /** A message with buttons. */
    | {
        type: "buttons";
        message?: string | undefined;
        payload: ButtonsPayload;
      }
    /** The result of a pressed button. */
    | {
        type: "button_postback_response";
        message?: string | undefined;
        payload: ButtonPostbackResponsePayload;
      }
    /** A card: an image with a title, a description and buttons. */
    | {
        type: "card";
        message?: string | undefined;
        payload: CardPayload;
      }
    /** A carousel of cards. */
    | {
        type: "carousel";
        message?: string | undefined;
        payload: CarouselPayload;
      }
    /** A contact. */
    | {
        type: "contact_person";
        message?: string | undefined;
        payload: ContactPersonPayload;
      }
    /** A custom type, defined by your app. */
    | {
        type: "custom";
        message?: string | undefined;
        payload: CustomPayload;
      }
    /** A file. */
    | {
        type: "file_attachment";
        message?: string | undefined;
        payload: FileAttachmentPayload;
      }
    /** A location. */
    | {
        type: "location";
        message?: string | undefined;
        payload: LocationPayload;
      }
    /** A reply to another comment. */
    | {
        type: "reply";
        message?: string | undefined;
        payload: ReplyToPayload;
      }
    /** A plain message. */
    | {
        type?: "text" | undefined;
        message: string;
        payload?: Record<string, unknown> | undefined;
      }
  );

/**
 * The payload of a `button_postback_response` comment: the request of a pressed button.
 * Received ones may instead hold the button's own payload: any JSON object.
 *
 * @example
 * ```ts
 * import type { ButtonPostbackResponsePayload } from "qiscus-wasm";
 *
 * const payload: ButtonPostbackResponsePayload = { url: "https://app.example.com/order", method: "post" };
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "button_postback_response", payload });
 * ```
 */
export interface ButtonPostbackResponsePayload {
  /** The URL of the request. */
  url: string;
  /** The HTTP method, in lower or upper case (`get`, `GET`, `post`). */
  method: "get" | "post" | (string & {});
  /** The data of the request: any JSON value, or `null`. */
  payload?: unknown;
}

/**
 * The payload of a `reply` comment in a request. A received one is a {@link ReplyPayload}.
 *
 * @example
 * ```ts
 * import type { ReplyToPayload } from "qiscus-wasm";
 *
 * const payload: ReplyToPayload = { text: "Fine, thanks", replied_comment_id: comment.id };
 * await qiscus.postComment({ sender_email: "kotak@outlook.com", room_id, type: "reply", payload });
 * ```
 */
export interface ReplyToPayload {
  /** The message of the reply. */
  text: string;
  /** The id of the comment to reply to: a number or a string. */
  replied_comment_id: string | number;
}

/**
 * The posted comment. Specification: "Post comment".
 *
 * @example
 * ```ts
 * const { comment } = await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" });
 * comment.username; // => "abc"
 * ```
 */
export interface PostCommentResults {
  /** The comment, as stored by the server. */
  comment: Comment;
}

/**
 * The parameters of {@link QiscusClient.loadComments}. Specification: "Load comments".
 *
 * @example
 * ```ts
 * import type { LoadCommentsParams } from "qiscus-wasm";
 *
 * const secondPage: LoadCommentsParams = { room_id, page: 2, limit: 2 };
 * const { comments } = await qiscus.loadComments(secondPage);
 * comments.length; // => 1
 * ```
 */
export interface LoadCommentsParams {
  /** The room's id: a number in the specification, a string in later revisions. */
  room_id: string | number;
  /** The page number, starting at 1. Defaults to 1. */
  page?: number | undefined;
  /** The number of comments per page, at most 100. Defaults to 20. */
  limit?: number | undefined;
}

/**
 * A page of comments. Specification: "Load comments".
 *
 * @example
 * ```ts
 * const { comments } = await qiscus.loadComments({ room_id, limit: 2 });
 * comments.map((comment) => comment.message); // => ["Hello", "How are you?"]
 * ```
 */
export interface LoadCommentsResults {
  /** The comments, newest first; empty past the last page. `null` from the server becomes `[]`. */
  comments: Comment[];
}

/**
 * The parameters of {@link QiscusClient.loginOrRegister}. Specification: "Login or Register".
 *
 * @example
 * ```ts
 * import type { LoginOrRegisterParams } from "qiscus-wasm";
 *
 * const params: LoginOrRegisterParams = { email: "sari@outlook.com", username: "Sari", extras: { plan: "free" } };
 * const { user } = await qiscus.loginOrRegister(params);
 * ```
 */
export interface LoginOrRegisterParams {
  /** The user's id in your app. Any string, not only an e-mail address. */
  email: string;
  /** The user's display name. */
  username: string;
  /** The user's password. Replaces the stored password of an existing user. */
  password?: string | undefined;
  /** The URL of the user's avatar. */
  avatar_url?: string | undefined;
  /** The push notification token of the user's device. */
  device_token?: string | undefined;
  /** The platform of the device: `ios` or `android`. */
  device_platform?: "ios" | "android" | undefined;
  /** Custom data to store with the user. Not in the specification. */
  extras?: Record<string, unknown> | undefined;
}

/**
 * The logged-in user. Specification: "Login or Register".
 *
 * @example
 * ```ts
 * const { user } = await qiscus.loginOrRegister({ email: "sari@outlook.com", username: "Sari" });
 * console.log(user.token); // for the Qiscus SDK of this user's device
 * ```
 */
export interface LoginOrRegisterResults {
  /** The user, including the token. */
  user: User;
}

/**
 * A user. Specification: "Login or Register".
 *
 * @example
 * ```ts
 * import type { User } from "qiscus-wasm";
 *
 * const profileOf = ({ email, username, avatar_url }: User) => ({ email, username, avatar_url });
 * const { user } = await qiscus.loginOrRegister({ email: "sari@outlook.com", username: "Sari" });
 * profileOf(user).username; // => "Sari"
 * ```
 */
export interface User {
  /** The user's numeric id. */
  id: number;
  /** The user's id in your app. Any string, not only an e-mail address. */
  email: string;
  /** The user's display name. */
  username: string;
  /** The URL of the user's avatar. */
  avatar_url: string;
  /** The user's token for the Qiscus SDKs. Keep it secret. */
  token: string;
  /** `id` as a string, sent since late 2017. */
  id_str?: string | null;
  /** The app that the user belongs to. */
  app?: App | null;
  /** The user's avatar as an object. `avatar_url` has the same URL. */
  avatar?: UserAvatar | null;
  /** The custom data stored with the user: absent, `null` or an object. */
  extras?: Record<string, unknown> | null;
  /** The id of the newest comment that the user has received. */
  last_comment_id?: number | null;
  /** `last_comment_id` as a string, sent since late 2017. */
  last_comment_id_str?: string | null;
  /** Whether push notifications to Android devices are configured. */
  pn_android_configured?: boolean | null;
  /** Whether push notifications to iOS devices are configured. */
  pn_ios_configured?: boolean | null;
  /** The key of the real-time connection. */
  rtKey?: string | null;
}

/**
 * The app that a user belongs to. Not in the specification, but sent by the service.
 *
 * @example
 * ```ts
 * const { user } = await qiscus.loginOrRegister({ email: "sari@outlook.com", username: "Sari" });
 * user.app?.code; // => "domino-prod"
 * ```
 */
export interface App {
  /** The app id. */
  code?: string | null;
  /** The app's numeric id. */
  id?: number | null;
  /** `id` as a string, sent since late 2017. */
  id_str?: string | null;
  /** The app's name. */
  name?: string | null;
}

/**
 * Options of {@link validateWebhook} and {@link safeValidateWebhook}.
 *
 * @example
 * ```ts
 * import { validateWebhook, type ValidateWebhookOptions } from "qiscus-wasm";
 *
 * const options: ValidateWebhookOptions = { strict: true };
 * validateWebhook(body, options).type; // => "post_comment_mobile"
 * ```
 */
export interface ValidateWebhookOptions {
  /**
   * Whether a webhook is refused if an optional field has an unexpected form. By default such a field is left out of the
   * event and listed in `ignored`.
   */
  strict?: boolean | undefined;
}

/**
 * The options of {@link webhookHandler}.
 *
 * @example
 * ```ts
 * import { webhookHandler, type WebhookHandlerOptions } from "qiscus-wasm";
 *
 * const seen = new Set<string>(); // with several servers: Redis
 * const claim: WebhookHandlerOptions["claim"] = (key) => !seen.has(key) && seen.add(key);
 * const release: WebhookHandlerOptions["release"] = (key) => seen.delete(key);
 * const handler = webhookHandler({ signatureKey, onEvent: console.log, claim, release });
 * await handler(request).then((response) => response.status); // => 200
 * ```
 */
export interface WebhookHandlerOptions {
  /**
   * The signing token from the dashboard, or several tokens during a rotation. Omit it only if the dashboard has
   * no token: anyone could then call this handler.
   */
  signatureKey?: string | readonly string[];
  /** Called with every valid event. If it throws or rejects, the response is 500. */
  onEvent: (event: WebhookEvent, context: WebhookContext) => unknown;
  /** The maximum size of a body in bytes. Defaults to 1 MiB. Larger bodies get 413. */
  maxBytes?: number | undefined;
  /**
   * The time limit of a request in milliseconds, including reading the body, `claim` and `onEvent`. Defaults to
   * 30,000 ms; 0 means no limit.
   */
  timeout?: number | undefined;
  /**
   * Called before `onEvent` with a key that identifies the comment, to drop duplicate deliveries. Return a
   * truthy value to handle the event, a falsy value to skip it. Use a shared store, such as Redis:
   * `SET key 1 NX EX 86400`.
   */
  claim?: ((key: string, event: WebhookEvent) => unknown) | undefined;
  /**
   * Called with the same key after `onEvent` fails or exceeds `timeout`, so that the next delivery is handled: Redis
   * `DEL key`.
   */
  release?: ((key: string, event: WebhookEvent) => unknown) | undefined;
  /**
   * Whether an event is refused if an optional field has an unexpected form. By default such a field is left out of the
   * event and reported to `onIgnored`.
   */
  strict?: boolean | undefined;
  /** Called with the issues of optional fields that were left out of an event, before `onEvent`. */
  onIgnored?: ((issues: readonly Issue[], event: WebhookEvent) => unknown) | undefined;
  /** Called with the error behind a 500, including errors of your own code. Defaults to `console.error`. */
  onError?: ((error: unknown) => void) | undefined;
}

/**
 * The options of {@link proxyHandler}. Either `appId` or `baseUrl` is required.
 *
 * @example
 * ```ts
 * import { proxyHandler, type ProxyHandlerOptions } from "qiscus-wasm";
 *
 * const authorize: ProxyHandlerOptions["authorize"] = async (request, { params }) => {
 *   const user = await userOf(request);
 *   return user?.rooms.includes(String(params.room_id));
 * };
 * const proxy = proxyHandler({ appId, secretKey, allow: ["load_comments"], authorize });
 * ```
 */
export interface ProxyHandlerOptions {
  /**
   * Your app id, from the dashboard. Sets the base URL to `https://<appId>.qiscus.com`; also sent in the header
   * `QISCUS-SDK-APP-ID`. Specification: "REST API".
   */
  appId?: string | undefined;
  /** Another base URL, such as a local server: an `http:` or `https:` URL without a query. */
  baseUrl?: string | undefined;
  /**
   * Your secret key, from the dashboard. Added to every request, and redacted from every response.
   * Specification: "Authentication".
   */
  secretKey: string;
  /** The header that carries the secret key. Defaults to `QISCUS_SDK_SECRET`. */
  secretHeader?: "QISCUS_SDK_SECRET" | "QISCUS-SDK-SECRET" | (string & {}) | undefined;
  /**
   * The endpoints that browsers may call: names such as `post_comment`. An endpoint that this package has no method
   * for is allowed by its name, or by its path from `/api/` on. Defaults to none.
   */
  allow?: readonly (EndpointName | OtherEndpoint)[] | undefined;
  /**
   * Required. Runs before each request and decides about it: return `true` to allow the request, a falsy value
   * to reject it with 403, or a `Response` to send instead. Return `{ params }` to allow it with these
   * parameters overridden: `{ params: { sender_email: user.email } }` makes users post as themselves. If it
   * throws, the request is answered with 503 and nothing is sent to Qiscus.
   */
  authorize: (request: Request, call: ProxyCall) => ProxyDecision | PromiseLike<ProxyDecision>;
  /**
   * Other origins that may call the proxy, such as `https://app.example.com`. Defaults to none. Add the CORS
   * headers yourself.
   */
  origins?: readonly string[] | undefined;
  /** The maximum size of a request's parameters in bytes. Defaults to 128 KiB. Larger requests get 413. */
  maxBytes?: number | undefined;
  /**
   * The time limit of a request in milliseconds, including `authorize` and the response. Defaults to 30,000 ms;
   * 0 means no limit.
   */
  timeout?: number | undefined;
  /**
   * The function that sends requests, called as `fetch(url, init)`. Must return a `Response`. Defaults to the
   * global `fetch`.
   */
  fetch?: ((url: string, init: RequestInit) => Response | PromiseLike<Response>) | undefined;
  /**
   * Called with the error behind a status of 500 or above, including errors of your own code. Defaults to
   * `console.error`.
   */
  onError?: ((error: unknown) => void) | undefined;
}

/**
 * The fields of every {@link WebhookEvent}.
 *
 * @example
 * ```ts
 * import type { WebhookEventBase } from "qiscus-wasm";
 *
 * const roomOf = ({ payload }: WebhookEventBase) => payload.room.name;
 * roomOf(event); // => "gege"
 * ```
 */
export interface WebhookEventBase {
  /** The app id. Present in newer deliveries only. */
  app_code?: unknown;
  /** The channel. Present in newer deliveries only. */
  channel?: unknown;
  /** The comment, its sender and its room. */
  payload: WebhookPayload;
}

/**
 * A webhook event: a comment was posted. Specification: "Webhook", "post comment".
 *
 * @example
 * ```ts
 * import type { WebhookEvent } from "qiscus-wasm";
 *
 * const isFromPerson = (event: WebhookEvent) => event.type === "post_comment_mobile";
 * isFromPerson(event); // => true
 * ```
 */
export type WebhookEvent = WebhookEventBase &
  (
    /** A comment from any source, as in the specification. */
    | {
        type: "post_comment";
      }
    /** A comment from a person who uses an app. */
    | {
        type: "post_comment_mobile";
      }
    /** A comment posted with the REST API. A bot that replies to these replies to itself: see {@link isFromRest}. */
    | {
        type: "post_comment_rest";
      }
  );

/**
 * A posted comment, its sender and its room. Specification: "post comment".
 *
 * @example
 * ```ts
 * import type { WebhookPayload } from "qiscus-wasm";
 *
 * const describe = ({ from, room, message }: WebhookPayload) => `${from.name} in ${room.name}: ${message.text}`;
 * describe(event.payload); // => "abc in gege: Hello"
 * ```
 */
export interface WebhookPayload {
  /** The sender. */
  from: WebhookSender;
  /** The room. */
  room: WebhookRoom;
  /** The comment. */
  message: WebhookMessage;
}

/**
 * The sender of a posted comment. Specification: "post comment".
 *
 * @example
 * ```ts
 * import type { WebhookSender } from "qiscus-wasm";
 *
 * const mention = ({ name }: WebhookSender) => `@${name}`;
 * mention(event.payload.from); // => "@abc"
 * ```
 */
export interface WebhookSender {
  /** The sender's numeric id. 0 in deliveries of 2021; also accepted as a string. */
  id: string | number;
  /** The sender's user id in your app. Any string, not only an e-mail address. */
  email: string;
  /** The sender's display name. */
  name: string;
  /** The URL of the sender's avatar. */
  avatar_url?: string | null;
}

/**
 * The room of a posted comment. Specification: "post comment".
 *
 * @example
 * ```ts
 * import type { WebhookRoom } from "qiscus-wasm";
 *
 * const reply = ({ id }: WebhookRoom, message: string) =>
 *   qiscus.postComment({ sender_email: "kotak@outlook.com", room_id: id, message });
 * await reply(event.payload.room, "Hi");
 * ```
 */
export interface WebhookRoom {
  /** The room's id, for calls that take a `room_id`: a number in the specification, a string in 2021. */
  id: string | number;
  /** The id of the room's topic: a number in the specification, a string in 2021. */
  topic_id: string | number;
  /** The type of the room: `single`, or `group` for groups and channels. */
  type: "single" | "group";
  /** The room's name. In a one-to-one chat, both emails. */
  name: string;
  /** The members. Absent for channels. */
  participants?: WebhookParticipant[] | null;
  /** The custom data stored with the room: absent in 2017; an object or a JSON string in newer deliveries. */
  options?: string | Record<string, unknown> | null;
  /** The URL of the room's avatar, or an empty string. */
  room_avatar?: string | null;
}

/**
 * A member of the room. Specification: "post comment".
 *
 * Only `email` is always present; deliveries of 2021 have nothing else.
 *
 * @example
 * ```ts
 * import type { WebhookParticipant } from "qiscus-wasm";
 *
 * const nameOf = ({ email, username }: WebhookParticipant) => username ?? email;
 * event.payload.room.participants?.map(nameOf); // => ["abc", "kotak"]
 * ```
 */
export interface WebhookParticipant {
  /** The member's user id in your app. Any string, not only an e-mail address. */
  email: string;
  /** The member's numeric id; also accepted as a string. */
  id?: string | number | null;
  /** The member's display name. */
  username?: string | null;
  /** The URL of the member's avatar. */
  avatar_url?: string | null;
  /** The id of the newest comment that the member has read. */
  last_comment_read_id?: string | number | null;
  /** The id of the newest comment that the member's device has received. */
  last_comment_received_id?: string | number | null;
}

/**
 * The fields of every {@link WebhookMessage}.
 *
 * @example
 * ```ts
 * import type { WebhookMessageBase } from "qiscus-wasm";
 *
 * const textOf = ({ text }: WebhookMessageBase) => text;
 * textOf(event.payload.message); // => "Hello"
 * ```
 */
export interface WebhookMessageBase {
  /** The message. */
  text: string;
  /** The comment's id. Absent in the specification, 0 in deliveries of 2021; also accepted as a string. */
  id?: string | number | null;
  /** The id of the previous comment in the room. 0 in deliveries of 2021. */
  comment_before_id?: string | number | null;
  /** The id that the sender assigned to the comment. */
  unique_temp_id?: string | null;
  /** The time of posting (RFC 3339), with up to six fractional digits. */
  created_at?: string | null;
  /** The time of posting (RFC 3339), to the second. */
  timestamp?: string | null;
  /** `timestamp` in seconds since 1970. Deliveries of 2021 send an RFC 3339 string instead. */
  unix_timestamp?: string | number | null;
  /** Whether link previews are disabled. */
  disable_link_preview?: boolean | null;
  /** The custom data stored with the comment: absent, `null` or an object. Some clients write `""`. */
  extras?: Record<string, unknown> | null;
}

/**
 * A posted comment. Specification: "post comment".
 *
 * The fields of `payload` depend on `type`.
 *
 * @example
 * ```ts
 * import type { WebhookMessage } from "qiscus-wasm";
 *
 * function preview(message: WebhookMessage) {
 *   if (message.type === "file_attachment") return message.payload?.file_name ?? "a file";
 *   return message.text;
 * }
 * preview(event.payload.message); // => "Hello"
 * ```
 */
export type WebhookMessage = WebhookMessageBase &
  (
    /** A plain message. `payload` is absent, `null` or `{}`. */
    | {
        type: "text";
        payload?: Record<string, unknown> | null;
      }
    /** A request to link an account. */
    | {
        type: "account_linking";
        payload?: AccountLinkingPayload | NoPayload | null;
      }
    /** A message with buttons. */
    | {
        type: "buttons";
        payload?: ButtonsPayload | NoPayload | null;
      }
    /** The result of a pressed button. */
    | {
        type: "button_postback_response";
        payload?: Record<string, unknown> | null;
      }
    /** A card: an image with a title, a description and buttons. */
    | {
        type: "card";
        payload?: CardPayload | NoPayload | null;
      }
    /** A carousel of cards. */
    | {
        type: "carousel";
        payload?: CarouselPayload | NoPayload | null;
      }
    /** A contact. */
    | {
        type: "contact_person";
        payload?: ContactPersonPayload | NoPayload | null;
      }
    /** A custom type, defined by your app. */
    | {
        type: "custom";
        payload?: CustomPayload | NoPayload | null;
      }
    /** A file. */
    | {
        type: "file_attachment";
        payload?: FileAttachmentPayload | NoPayload | null;
      }
    /** A location. */
    | {
        type: "location";
        payload?: LocationPayload | NoPayload | null;
      }
    /** A reply to another comment. */
    | {
        type: "reply";
        payload?: ReplyPayload | NoPayload | null;
      }
    /** A room event, such as a new member. Only received, never sent. */
    | {
        type: "system_event";
        payload?: SystemEventPayload | NoPayload | null;
      }
    /** A type that this version does not know. */
    | {
        type: UnknownType;
        payload?: unknown;
      }
  );
