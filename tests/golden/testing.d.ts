// Generated from the Rust models: `cargo run --package qiscus-sandbox-wasm --bin typings`.

import type { ClientOptions, Comment, EndpointName, LoginOrRegisterParams, PostCommentParams, User } from "./index.js";

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

/** A type without some of its properties; of a union, each member without them. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * Creates a sandbox: a whole fake Qiscus in your own process, for tests and demos. It keeps users, rooms and comments in memory,
 * answers the eight endpoints as the real service is known to answer, fails on request, and delivers webhooks to your handler.
 * Nothing in it is random: the same calls produce the same ids.
 *
 * Create one for each test. It needs no network, no port and no cleaning up.
 * @throws {@link QiscusError} with the code `invalid_options`
 *
 * @example
 * ```ts
 * import { QiscusClient } from "qiscus-wasm";
 * import { createSandbox } from "qiscus-wasm/testing";
 *
 * const sandbox = createSandbox();
 * const qiscus = new QiscusClient(sandbox.clientOptions);
 * const { user } = await qiscus.loginOrRegister({ email: "abc@outlook.com", username: "abc" });
 * user.username; // => "abc"
 * ```
 */
export function createSandbox(options?: SandboxOptions): Sandbox;

/**
 * A fake Qiscus in your own process, made by {@link createSandbox}. `fetch` works without its object; the other methods don't.
 *
 * @example
 * ```ts
 * import { createSandbox, type Sandbox } from "qiscus-wasm/testing";
 *
 * const sandbox: Sandbox = createSandbox();
 * sandbox.seed({ rooms: [{ name: "gege", participants: ["abc@outlook.com"] }] });
 * sandbox.rooms.map((room) => room.room_name); // => ["gege"]
 * ```
 */
export interface Sandbox {
  /**
   * The options of a `QiscusClient` that talks to this sandbox: `baseUrl`, `appId`, `secretKey` and `fetch`; in a page and in
   * jsdom also `dangerouslyAllowBrowser`, since the secret key isn't a real one.
   *
   * @example
   * ```ts
   * import { QiscusClient } from "qiscus-wasm";
   *
   * const qiscus = new QiscusClient({ ...sandbox.clientOptions, maxRetries: 0 });
   * ```
   */
  readonly clientOptions: ClientOptions & { baseUrl: string; appId: string; secretKey: string; fetch: Sandbox["fetch"] };

  /**
   * Answers a request as the server would, whatever its host: only the path counts. Takes what the global `fetch` takes, and
   * rejects as it does: with a `TypeError` if a fault ends the connection, with the signal's reason if that aborts it. Use it
   * wherever a `fetch` can be replaced: in a client's options, a route of Playwright, a service worker. In a handler of msw, add
   * `.catch(() => HttpResponse.error())`, or a lost connection becomes a response with status 500.
   *
   * @example
   * ```ts
   * globalThis.fetch = sandbox.fetch; // in a test of code that creates its own client
   * ```
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

  /**
   * Makes the requests of an endpoint fail, or all requests with `*`. If several faults apply to a request, the first one counts.
   * Delays use `setTimeout`, so they follow fake timers.
   * @throws {@link QiscusError} with the code `invalid_options`
   *
   * @example
   * ```ts
   * sandbox.fault("post_comment", { name: "reset-after", times: 1 }); // the comment is stored, the response is lost
   * const comment = { sender_email: "abc@outlook.com", room_id, message: "Hello" };
   * await qiscus.postComment(comment).catch((error) => error.outcome); // => "unknown"
   * ```
   */
  fault(endpoint: SandboxEndpoint | "*", fault: SandboxFault): void;

  /**
   * Removes all faults.
   *
   * @example
   * ```ts
   * sandbox.fault("*", { name: "status", value: 503 });
   * sandbox.clearFaults();
   * await qiscus.loadComments({ room_id });
   * ```
   */
  clearFaults(): void;

  /**
   * The faults that are set, and how often each was applied.
   *
   * @example
   * ```ts
   * sandbox.fault("*", { name: "latency", value: 5 });
   * await qiscus.loadComments({ room_id });
   * sandbox.faults.map(({ applied }) => applied); // => [1]
   * ```
   */
  readonly faults: SandboxFaultUse[];

  /**
   * The stored rooms, ordered by id, with their participants and comments. Reading them sends no request.
   *
   * @example
   * ```ts
   * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "See you" });
   * sandbox.rooms.map((room) => room.comments.length); // => [4]
   * ```
   */
  readonly rooms: SandboxRoom[];

  /**
   * The last 1,000 requests, oldest first.
   *
   * @example
   * ```ts
   * await qiscus.loadComments({ room_id });
   * sandbox.requests.map(({ endpoint }) => endpoint); // => ["load_comments"]
   * ```
   */
  readonly requests: SandboxRequest[];

  /**
   * The requests that matched no route. A test asserts that there are none.
   *
   * @example
   * ```ts
   * await qiscus.loadComments({ room_id });
   * sandbox.unknownRoutes; // => []
   * ```
   */
  readonly unknownRoutes: SandboxUnknownRoute[];

  /**
   * The last 1,000 deliveries of webhooks, oldest first. Pending ones are not included: see {@link Sandbox.idle}.
   *
   * @example
   * ```ts
   * sandbox.deliver(handler, { key: signatureKey });
   * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" });
   * await sandbox.idle();
   * sandbox.webhooks.map(({ status }) => status); // => [200]
   * ```
   */
  readonly webhooks: SandboxDelivery[];

  /**
   * Delivers the webhooks of all comments posted from now on to a handler: one after the other, in the order of the comments. The
   * handler has 10 seconds for each. A failed delivery is recorded and not repeated.
   * @throws {@link QiscusError} with the code `invalid_options`
   *
   * @example
   * ```ts
   * sandbox.deliver(handler, { key: signatureKey, people: ["abc@outlook.com"] });
   * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" });
   * await sandbox.idle();
   * sandbox.webhooks.map(({ status }) => status); // => [200]
   * ```
   */
  deliver(handler: SandboxWebhook["handler"], options?: Omit<SandboxWebhook, "handler">): void;

  /**
   * Resolves when all webhooks are delivered and all requests answered, including the requests that a handler sends. It doesn't
   * wait for requests that will never be answered, or for a client's next retry. Don't await it in a handler: it would wait for
   * itself.
   *
   * @example
   * ```ts
   * sandbox.deliver(handler, { key: signatureKey });
   * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" });
   * await sandbox.idle(); // the handler has received the comment
   * ```
   */
  idle(): Promise<void>;

  /**
   * Removes all users, rooms, comments, requests, webhooks and faults. Ids start again. Pending requests are rejected as if the
   * connection was reset.
   *
   * @example
   * ```ts
   * sandbox.reset();
   * sandbox.rooms; // => []
   * ```
   */
  reset(): void;

  /**
   * Adds users, rooms and comments, without requests and webhooks. Returns them with their ids. If anything is invalid,
   * nothing is added.
   * @throws {@link QiscusError} with the code `invalid_options` and the path of what is invalid
   *
   * @example
   * ```ts
   * const { rooms } = sandbox.seed({
   *   rooms: [{ participants: ["abc@outlook.com", "kotak@outlook.com"] }],
   * });
   * rooms.map((room) => room.room_type); // => ["single"]
   * ```
   */
  seed(seed: SandboxSeed): SandboxSeeded;
}

/**
 * An endpoint that a sandbox can answer, by the name in its path.
 *
 * @example
 * ```ts
 * import type { SandboxEndpoint } from "qiscus-wasm/testing";
 *
 * const endpoints: SandboxEndpoint[] = ["post_comment", "load_comments"];
 * for (const endpoint of endpoints) sandbox.fault(endpoint, { name: "latency", value: 200 });
 * ```
 */
export type SandboxEndpoint = EndpointName | "get_user_rooms";

/**
 * The requests that a {@link SandboxFault} applies to. Defaults to all.
 *
 * @example
 * ```ts
 * import type { SandboxFaultScope } from "qiscus-wasm/testing";
 *
 * const everyTenth: SandboxFaultScope = { every: 10 };
 * sandbox.fault("*", { name: "status", value: 503, ...everyTenth });
 * ```
 */
export interface SandboxFaultScope {
  /** The maximum number of requests that it applies to. */
  times?: number | undefined;
  /** Applies it to every nth request only: 10 means each tenth one. */
  every?: number | undefined;
  /** Applies it to this share of the requests only, from 0 to 1. The choice depends on `faultSeed` alone. */
  rate?: number | undefined;
}

/**
 * A user to register: the parameters of `loginOrRegister`.
 *
 * @example
 * ```ts
 * import type { SandboxSeedUser } from "qiscus-wasm/testing";
 *
 * const user: SandboxSeedUser = { email: "sari@outlook.com", avatar_url: "https://app.example.com/sari.png" };
 * sandbox.seed({ users: [user] }).users.map(({ email }) => email); // => ["sari@outlook.com"]
 * ```
 */
export type SandboxSeedUser = Without<LoginOrRegisterParams, "username"> & {
  /** The user's display name. Defaults to the email. */
  username?: string | undefined;
};

/**
 * A comment to post: the parameters of `postComment`, without the room.
 *
 * @example
 * ```ts
 * import type { SandboxSeedComment } from "qiscus-wasm/testing";
 *
 * const timestamp = "2026-01-31T12:00:00Z";
 * const hello: SandboxSeedComment = { sender_email: "abc@outlook.com", message: "Hello", timestamp };
 * sandbox.seed({ rooms: [{ name: "gege", participants: ["abc@outlook.com"], comments: [hello] }] });
 * ```
 */
export type SandboxSeedComment = Without<PostCommentParams, "room_id"> & {
  /** When it was posted, in UTC, such as `2026-01-31T12:00:00Z`. Defaults to now. */
  timestamp?: string | undefined;
};

/**
 * A fault: what goes wrong, and for which requests.
 *
 * @example
 * ```ts
 * import type { SandboxFault } from "qiscus-wasm/testing";
 *
 * const rateLimit: SandboxFault = { name: "status", value: 429, retryAfter: 60 };
 * sandbox.fault("post_comment", rateLimit);
 * const comment = { sender_email: "abc@outlook.com", room_id, message: "Hello" };
 * await qiscus.postComment(comment, { maxRetries: 0 }).catch((error) => error.code); // => "rate_limited"
 * ```
 */
export type SandboxFault = SandboxFaultScope &
  (
    /** The response arrives this many milliseconds late. A client with a shorter timeout gives up. */
    | {
        name: "latency" | "latency-before" | "latency-after";
        value: number;
        /** Before or after the call is executed. Defaults to `before`. */
        when?: "before" | "after" | undefined;
      }
    /** The response never arrives; with `body`, its head and half of its body do. The call waits until the client's timeout. */
    | {
        name: "stall" | "stall-before" | "stall-after";
        value?: "headers" | "body" | undefined;
        /** Before or after the call is executed. Defaults to `before`; for `body`, to `after`. */
        when?: "before" | "after" | undefined;
      }
    /** The connection is reset without a response. The client sees a network error. */
    | {
        name: "reset" | "reset-before" | "reset-after";
        /** Before or after the call is executed. Defaults to `before`. */
        when?: "before" | "after" | undefined;
      }
    /** The connection is closed without a response. The client sees a network error. */
    | {
        name: "close" | "close-before" | "close-after";
        /** Before or after the call is executed. Defaults to `before`. */
        when?: "before" | "after" | undefined;
      }
    /** The response has this error status, from 400 to 599, and a JSON body. */
    | {
        name: "status" | "status-before" | "status-after";
        value: number;
        /** `Retry-After`, in seconds. */
        retryAfter?: number | undefined;
        /** `Retry-After` as a date this many seconds from now. Negative numbers are in the past. */
        retryDate?: number | undefined;
        /** Before or after the call is executed. Defaults to `before`. */
        when?: "before" | "after" | undefined;
      }
    /** The response has an error status, 502 by default, and a gateway's HTML page as its body. */
    | {
        name: "html" | "html-before" | "html-after";
        value?: number | undefined;
        /** `Retry-After`, in seconds. */
        retryAfter?: number | undefined;
        /** `Retry-After` as a date this many seconds from now. Negative numbers are in the past. */
        retryDate?: number | undefined;
        /** Before or after the call is executed. Defaults to `before`. */
        when?: "before" | "after" | undefined;
      }
    /** The response is a redirect to `to`, with status 302 by default. */
    | {
        name: "redirect" | "redirect-before" | "redirect-after";
        value?: 302 | 301 | 303 | 307 | 308 | undefined;
        /** The target: the same path here, the same path at another origin, or an http(s) URL. */
        to?: "same" | "other" | (string & {}) | undefined;
        /** Before or after the call is executed. Defaults to `before`. */
        when?: "before" | "after" | undefined;
      }
    /** The response is complete, but its JSON stops in the middle. The client can't parse it. */
    | {
        name: "truncated" | "truncated-before" | "truncated-after";
        /** Before or after the call is executed. Defaults to `after`. */
        when?: "before" | "after" | undefined;
      }
    /** The client can't use the body: a string that isn't JSON, bytes that aren't UTF-8, nothing at all, or JSON with another schema. */
    | {
        name: "garbage" | "garbage-before" | "garbage-after";
        value?: "text" | "bytes" | "empty" | "shape" | undefined;
        /** Before or after the call is executed. Defaults to `after`. */
        when?: "before" | "after" | undefined;
      }
    /** The `Content-Length` is larger or smaller than the body. The client sees an incomplete body, or one that is cut off. */
    | {
        name: "length" | "length-before" | "length-after";
        value?: "larger" | "smaller" | undefined;
        /** Before or after the call is executed. Defaults to `after`. */
        when?: "before" | "after" | undefined;
      }
    /** The correct response arrives slowly: `bytes` (16) at a time, with a pause of so many milliseconds (100) between. */
    | {
        name: "drip";
        value?: number | undefined;
        /** The chunk size in bytes. Defaults to 16. */
        bytes?: number | undefined;
      }
    /** The correct response arrives compressed. With `cut` the data stops in the middle, with `plain` it isn't compressed: the client can't decode either. */
    | {
        name: "gzip";
        value?: "whole" | "cut" | "plain" | undefined;
      }
    /** The correct response arrives with a string added that makes it this many MiB large, from 1 to 1024, or endless. */
    | {
        name: "huge" | "huge-before" | "huge-after";
        value: number | "endless";
        /** Before or after the call is executed. Defaults to `after`. */
        when?: "before" | "after" | undefined;
      }
    /** Nothing goes wrong: the call is exempt from the faults that come after this one. */
    | {
        name: "none";
      }
  );

/**
 * Where a {@link Sandbox} delivers its webhooks.
 *
 * @example
 * ```ts
 * import { createSandbox, type SandboxWebhook } from "qiscus-wasm/testing";
 *
 * const webhook: SandboxWebhook = { handler, key: signatureKey, times: 2 };
 * const sandbox = createSandbox({ webhook });
 * ```
 */
export interface SandboxWebhook {
  /** The handler that receives them, such as that of `webhookHandler`. */
  handler: (request: Request) => Response | PromiseLike<Response>;
  /** The key that webhooks are signed with. Defaults to none: unsigned. */
  key?: string | undefined;
  /** The URL of the requests. Defaults to `http://localhost/`. */
  url?: string | undefined;
  /** How often each webhook is delivered. Defaults to 1. Real webhooks may be delivered more than once. */
  times?: number | undefined;
  /**
   * The emails of users who write in an app. Their comments are announced as `post_comment_mobile`, all others as
   * `post_comment_rest`, which a bot skips by `isFromRest`. Defaults to none.
   */
  people?: readonly string[] | undefined;
}

/**
 * The options of {@link createSandbox}.
 *
 * @example
 * ```ts
 * import { createSandbox, type SandboxOptions } from "qiscus-wasm/testing";
 *
 * const options: SandboxOptions = { appId: "my-app", secretKey: "a-secret-key", now: new Date("2026-01-31") };
 * createSandbox(options).clientOptions.baseUrl; // => "https://my-app.qiscus.com"
 * ```
 */
export interface SandboxOptions {
  /** The app id. Requests with another one are rejected. Defaults to `sandbox`. */
  appId?: string | undefined;
  /** The secret key that requests must carry. Defaults to `sandbox-secret`. */
  secretKey?: string | undefined;
  /** Where every posted comment is announced. Defaults to nowhere. {@link Sandbox.deliver} does the same later. */
  webhook?: SandboxWebhook | undefined;
  /**
   * The time of the sandbox: a fixed one, or a function that returns it. Defaults to `Date.now`, so that it follows fake
   * timers.
   */
  now?: (Date | number | (() => Date | number)) | undefined;
  /**
   * The id of the first comment. Defaults to 4638469007: above 2^32, as on the real service, to find code that keeps ids in
   * 32 bits.
   */
  firstCommentId?: number | undefined;
  /**
   * The form of `participants` in the results of `createRoom`, `addRoomParticipants` and `removeRoomParticipants`:
   * strings, as in the specification, or objects, as other clients expect them. Defaults to `strings`.
   */
  participants?: "strings" | "objects" | undefined;
  /** The HTTP methods that `load_comments` answers. The other one gets 405. Defaults to `both`. */
  loadComments?: "post" | "get" | "both" | undefined;
  /** Whether to answer `GET get_user_rooms` too, which is not in the specification. Defaults to `false`. */
  getUserRooms?: boolean | undefined;
  /** The seed of the faults that have a `rate`. Defaults to 0. */
  faultSeed?: number | undefined;
}

/**
 * A room to create. With a `name` it is a group; without one it is the one-to-one room of its two participants.
 *
 * @example
 * ```ts
 * import type { SandboxSeedRoom } from "qiscus-wasm/testing";
 *
 * const group: SandboxSeedRoom = { name: "Orders", participants: ["abc@outlook.com", "kotak@outlook.com"] };
 * const oneToOne: SandboxSeedRoom = { participants: ["abc@outlook.com", "kotak@outlook.com"] };
 * sandbox.seed({ rooms: [group, oneToOne] });
 * ```
 */
export interface SandboxSeedRoom {
  /** The name of a group. */
  name?: string | undefined;
  /** The emails of the participants. Unknown users are registered, with their email as `username`. */
  participants: readonly string[];
  /** The email of the creator, of a group only. Defaults to the first participant. */
  creator?: string | undefined;
  /** The URL of the room's avatar. */
  avatar_url?: string | undefined;
  /** Custom data to store with the room. */
  options?: Record<string, unknown> | undefined;
  /** Comments to post, from old to new. */
  comments?: readonly SandboxSeedComment[] | undefined;
}

/**
 * The users and rooms that {@link Sandbox.seed} adds.
 *
 * @example
 * ```ts
 * import type { SandboxSeed } from "qiscus-wasm/testing";
 *
 * const seed: SandboxSeed = {
 *   users: [{ email: "sari@outlook.com", username: "Sari" }],
 *   rooms: [{ name: "Orders", participants: ["sari@outlook.com"] }],
 * };
 * sandbox.seed(seed);
 * ```
 */
export interface SandboxSeed {
  /** Users to register. */
  users?: readonly SandboxSeedUser[] | undefined;
  /** Rooms to create. */
  rooms?: readonly SandboxSeedRoom[] | undefined;
}

/**
 * The users and rooms that {@link Sandbox.seed} has added.
 *
 * @example
 * ```ts
 * const { users, rooms } = sandbox.seed({ users: [{ email: "sari@outlook.com" }] });
 * users.map((user) => user.username); // => ["sari@outlook.com"]
 * ```
 */
export interface SandboxSeeded {
  /** The users, in the order of the seed. */
  users: User[];
  /** The rooms, in the order of the seed. */
  rooms: SandboxSeededRoom[];
}

/**
 * A room that {@link Sandbox.seed} has added.
 *
 * @example
 * ```ts
 * const comments = [{ sender_email: "abc@outlook.com", message: "Hello" }];
 * const { rooms } = sandbox.seed({ rooms: [{ name: "Orders", participants: ["abc@outlook.com"], comments }] });
 * for (const { room_id } of rooms) await qiscus.loadComments({ room_id });
 * ```
 */
export interface SandboxSeededRoom {
  /** The id of the room. */
  room_id: number;
  /** The name of the room. */
  room_name: string;
  /** The type of the room. */
  room_type: "single" | "group";
  /** The comments, from old to new. */
  comments: Comment[];
}

/**
 * A stored room of a sandbox.
 *
 * @example
 * ```ts
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "See you" });
 * sandbox.rooms.find((room) => room.room_id === room_id)?.comments.at(-1)?.message; // => "See you"
 * ```
 */
export interface SandboxRoom {
  /** The id of the room. */
  room_id: number;
  /** The name of the room. */
  room_name: string;
  /** The type of the room. */
  room_type: "single" | "group";
  /** The emails of the participants, in the order of joining. */
  participants: string[];
  /** The comments, from old to new. */
  comments: Comment[];
}

/**
 * A recorded request. Secrets are redacted.
 *
 * @example
 * ```ts
 * await qiscus.loadComments({ room_id, limit: 50 });
 * sandbox.requests.map(({ endpoint, params }) => [endpoint, params?.limit]); // => [["load_comments", "50"]]
 * ```
 */
export interface SandboxRequest {
  /** The HTTP method. */
  method: string;
  /** The path. */
  path: string;
  /** The query, without the question mark. */
  query: string;
  /** The headers, their names in lower case. */
  headers: Record<string, string>;
  /** The body, cut after 64 KiB. */
  body: string;
  /** The name of the endpoint; `null` for other routes. */
  endpoint: SandboxEndpoint | null;
  /**
   * The parameters, from the query or the body: every one is a string (numbers too), an array of strings, or JSON. `null` if
   * they can't be read.
   */
  params: Record<string, unknown> | null;
  /** The status of the response; `null` if there was none. */
  status: number | null;
  /** Whether the route exists. */
  known: boolean;
  /** The fault that was applied, as a string. */
  fault?: string | null;
}

/**
 * A request that matched no route.
 *
 * @example
 * ```ts
 * await fetch("https://domino-prod.qiscus.com/api/v2/rest/load_coments");
 * sandbox.unknownRoutes; // => [{ method: "GET", path: "/api/v2/rest/load_coments" }]
 * ```
 */
export interface SandboxUnknownRoute {
  /** The HTTP method. */
  method: string;
  /** The path. */
  path: string;
}

/**
 * A webhook that was delivered, or could not be.
 *
 * @example
 * ```ts
 * sandbox.deliver(handler, { key: "another key" });
 * await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" });
 * await sandbox.idle();
 * sandbox.webhooks.map(({ status }) => status); // => [401]
 * ```
 */
export interface SandboxDelivery {
  /** The URL of the request. */
  url: string;
  /** The id of the comment that it announces. */
  comment_id: number;
  /** The JSON that was sent. */
  body: string;
  /** The status of the handler's response. */
  status?: number | null;
  /** The reason for a missing status: what the handler threw, or that it took longer than 10 seconds. */
  error?: string | null;
}

/**
 * A fault that is set, and how often it was applied.
 *
 * @example
 * ```ts
 * sandbox.fault("load_comments", { name: "status", value: 503, times: 1, retryAfter: 0 });
 * await qiscus.loadComments({ room_id }); // retried
 * sandbox.faults.map(({ applied }) => applied); // => [1]
 * ```
 */
export interface SandboxFaultUse {
  /** The fault as a string. */
  fault: string;
  /** Always `run-time`. */
  from: "run-time";
  /** The number of requests that it was considered for. */
  seen: number;
  /** The number of requests that it was applied to. */
  applied: number;
}
