// Generated from the Rust models: `cargo run --package qiscus-sandbox-wasm --bin typings`.

import type { ClientOptions, Comment, EndpointName, LoginOrRegisterParams, PostCommentParams, User } from "./index.js";

// PLATFORM

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
    // FAULTS
  );
