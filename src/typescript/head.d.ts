// Generated from the Rust models: `cargo run --bin typings`.

/// <reference lib="esnext.disposable" />

// PLATFORM

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
export type ErrorCode = CODES;

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
export type Outcome = OUTCOMES;
