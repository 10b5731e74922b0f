// Generated from the Rust models: `cargo run --bin typings`.

/// <reference lib="esnext.disposable" />

// PLATFORM

// TypeScript narrows a union by `type` only if this member's `type` differs from every string literal, and among string
// types only an enum's does.
declare enum Unnamed {
  type = "",
}

/** A `type` that this version of the package doesn't know. At run time, any other string. */
export type UnknownType = Unnamed;

/** An empty payload: `{}`. Comments may have it instead of the payload of their type. */
export type NoPayload = { readonly [key: string]: undefined };

/** The function that sends a client's requests. The global `fetch` matches. */
export type FetchFunction = (url: string, init: RequestInit) => FetchResponse | PromiseLike<FetchResponse>;

/** The part of `Response` that a client needs. */
export interface FetchResponse {
  readonly status: number;
  readonly headers?: { get(name: string): string | null };
  text(): PromiseLike<string>;
}

/** The parameters of {@link QiscusClient.request}: strings, numbers, booleans, arrays of these, or objects, sent as JSON. */
export type RequestParams = Readonly<Record<string, unknown>>;

/**
 * The part of a [Standard Schema](https://standardschema.dev) that {@link QiscusClient.request} needs. Schemas of Zod,
 * Valibot, ArkType and other libraries match.
 */
export interface StandardSchema<Output> {
  readonly "~standard": {
    readonly validate: (value: unknown) => StandardResult<Output> | PromiseLike<StandardResult<Output>>;
  };
}

/** The result of a {@link StandardSchema}. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<{ readonly message: string; readonly path?: ReadonlyArray<unknown> | undefined }> };

/** HTTP headers: an object, a `Headers`, a `Map`, or an iterable of name and value pairs. */
export type HeadersInput = Readonly<Record<string, string | undefined>> | Iterable<readonly [string, string]>;
