// Generated from the Rust models: `cargo run --example typings`.

/// <reference lib="esnext.disposable" />

// Only what says so is exported.
export {};

// Of the types that are strings, only an enum's is told apart from every literal: so the known types narrow.
declare enum Unnamed {
  type = "",
}

/** A `type` that this version has no name for: at run time, any other string. */
export type UnknownType = Unnamed;

/** What a comment may carry instead of its payload: `{}`. */
export type NoPayload = { readonly [key: string]: undefined };

/** What a client calls for every request. The global `fetch` is one. */
export type FetchFunction = (url: string, init: RequestInit) => FetchResponse | PromiseLike<FetchResponse>;

/** As much of a `Response` as a client needs. */
export interface FetchResponse {
  readonly status: number;
  readonly headers?: { get(name: string): string | null };
  text(): PromiseLike<string>;
}

/** Headers by name: an object, a `Headers`, a `Map`, or pairs. */
export type HeadersInput = Readonly<Record<string, string | undefined>> | Iterable<readonly [string, string]>;
