
/**
 * A client of the Qiscus Chat REST API.
 *
 * A method's promise resolves to the `results` of the reply, with the names that the API's own documentation has. It
 * rejects with a {@link QiscusError}, always, and always within `timeout`.
 */
export class QiscusClient implements Disposable {
  /**
   * Checks the options. Nothing is sent.
   * @throws {@link QiscusError} with the code `invalid_options`
   */
  constructor(options: ClientOptions);

  // METHODS
  /**
   * All comments of a room, page by page, newest first; each once, although pages shift while people write.
   *
   * `page` is where to start, `limit` how many comments a request asks for.
   * @throws {@link QiscusError}
   */
  comments(params: LoadCommentsParams, options?: CallOptions): AsyncGenerator<Comment, void, undefined>;

  /** Gives back the memory of this client. Calls under way end as usual; new ones are rejected. */
  free(): void;

  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

/** What a failed call rejects with, and what a client throws that can't be made. */
export class QiscusError extends Error {
  constructor(message: string, details: { code: ErrorCode }, cause?: unknown);

  readonly name: "QiscusError";

  /** What went wrong, for programs. */
  readonly code: ErrorCode;

  /**
   * Whether the call may have had its effect, such as a posted comment: `not_sent`, the request never left; `rejected`,
   * the server said that it did nothing; `unknown`, nobody knows.
   */
  readonly outcome?: Outcome;

  /** The endpoint, by the name in its path. */
  readonly endpoint?: string;

  /** The HTTP status of the reply, if one came. */
  readonly status?: number;

  /** How many requests were sent. */
  readonly attempts?: number;

  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfter?: number;

  /** What the server said. */
  readonly apiMessage?: string;

  /** What the server said of each problem. */
  readonly detailedMessages?: string[];

  /** What the server said of each field. */
  readonly fieldErrors?: Record<string, string>;

  /** What is wrong with a value and where: all of it, at most 100 entries. */
  readonly issues?: Issue[];

  /** The text of the reply, at most 64 kB of it. */
  readonly body?: string;

  /** The id of the comment that was to be posted. */
  readonly uniqueTempId?: string;

  /** What the platform threw, untouched. */
  readonly cause?: unknown;

  /** The error as plain data, for loggers: with its message, without its cause. */
  toJSON(): Record<string, unknown>;
}

/** Whether a value is a {@link QiscusError}, also one of another realm or of another copy of this package. */
export function isQiscusError(value: unknown): value is QiscusError;
