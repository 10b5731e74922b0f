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
 */
export function createSandbox(options?: SandboxOptions): Sandbox;

/** A fake Qiscus in your own process, made by {@link createSandbox}. Of its methods, only `fetch` works without it. */
export interface Sandbox {
  /**
   * The options of a `QiscusClient` that talks to this sandbox: `baseUrl`, `appId`, `secretKey` and `fetch`; in a page and in
   * jsdom also `dangerouslyAllowBrowser`, since the secret isn't one.
   */
  readonly clientOptions: ClientOptions & { baseUrl: string; appId: string; secretKey: string; fetch: Sandbox["fetch"] };

  /**
   * Answers a request as the server would, whatever its host: only the path counts. Takes what the global `fetch` takes, and
   * rejects as it does: with a `TypeError` if a fault ends the connection, with the signal's reason if that aborts it. Use it
   * wherever a `fetch` can be replaced: in a client's options, a route of Playwright, a service worker. In a handler of msw, add
   * `.catch(() => HttpResponse.error())`, or a lost connection becomes a response with status 500.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

  /**
   * Adds a fault: what goes wrong with the requests of an endpoint, or of all with `*`. Of several that apply to a request, the
   * first one counts. Waiting is done by `setTimeout`, so that it follows fake timers.
   * @throws {@link QiscusError} with the code `invalid_options`
   */
  fault(endpoint: SandboxEndpoint | "*", fault: SandboxFault): void;

  /** Removes all faults. */
  clearFaults(): void;

  /** The faults that are set, and the numbers of requests that each has seen and was applied to. */
  readonly faults: SandboxFaultUse[];

  /** The rooms, in the order of their ids, with their participants and comments: what is stored, without a request. */
  readonly rooms: SandboxRoom[];

  /** The last 1,000 requests, oldest first. */
  readonly requests: SandboxRequest[];

  /** The requests that matched no route. A test asserts that there are none. */
  readonly unknownRoutes: SandboxUnknownRoute[];

  /** The last 1,000 deliveries of webhooks, oldest first. Those under way are not among them: see {@link Sandbox.idle}. */
  readonly webhooks: SandboxDelivery[];

  /**
   * Delivers the webhooks of all comments posted from now on to a handler: one after the other, in the order of the comments. The
   * handler has 10 seconds for each. A failed delivery is recorded and not repeated.
   * @throws {@link QiscusError} with the code `invalid_options`
   */
  deliver(handler: SandboxWebhook["handler"], options?: Omit<SandboxWebhook, "handler">): void;

  /**
   * Resolves when every webhook is delivered and every request answered, including those that a handler has sent meanwhile.
   * Requests that will never be answered don't count, nor does a client that waits before it sends a request again. In a handler,
   * it would wait for itself.
   */
  idle(): Promise<void>;

  /**
   * Forgets users, rooms, comments, requests, webhooks and faults; ids start again. Requests under way are rejected as if the
   * connection was reset.
   */
  reset(): void;

  /**
   * Adds users, rooms and comments, without requests and webhooks. Returns what was made, with its ids. If anything is wrong,
   * nothing is added.
   * @throws {@link QiscusError} with the code `invalid_options`, which names the place
   */
  seed(seed: SandboxSeed): SandboxSeeded;
}

/** An endpoint that a sandbox can answer, by the name in its path. */
export type SandboxEndpoint = EndpointName | "get_user_rooms";

/** The requests that a {@link SandboxFault} applies to. Defaults to all. */
export interface SandboxFaultScope {
  /** Only so many requests, then no more. */
  times?: number | undefined;
  /** Only every so many requests: 10 for each tenth one. */
  every?: number | undefined;
  /** Only a share of the requests, from 0 to 1. The choice depends on `faultSeed` alone. */
  rate?: number | undefined;
}

/** A user to register: the parameters of `loginOrRegister`. */
export type SandboxSeedUser = Without<LoginOrRegisterParams, "username"> & {
  /** The user's display name. Defaults to the email. */
  username?: string | undefined;
};

/** A comment to post: the parameters of `postComment`, without the room. */
export type SandboxSeedComment = Without<PostCommentParams, "room_id"> & {
  /** When it was posted, in UTC, such as `2026-01-31T12:00:00Z`. Defaults to now. */
  timestamp?: string | undefined;
};
