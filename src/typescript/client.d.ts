
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

  // METHODS
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
