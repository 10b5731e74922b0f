
/** A raw body: a string, or bytes in whatever form the platform gives them. */
export type RawBody = string | ArrayBufferLike | ArrayBufferView;

/**
 * Checks a webhook, and returns it with its type. Specification: "Webhook".
 *
 * Takes the raw body, or what a framework made of it. Nothing is taken on trust: the value returned is what its type says,
 * and keys that this package doesn't know survive. A value is looked at as `JSON.stringify` has it, and not changed.
 *
 * This says nothing of where it came from: see {@link verifyWebhookSignature}.
 * @throws {@link QiscusError} with the code `invalid_webhook` and all `issues`
 */
export function validateWebhook(input: unknown): WebhookEvent;

/** The same without an exception. */
export function safeValidateWebhook(input: unknown): { ok: true; event: WebhookEvent } | { ok: false; issues: Issue[] };

/** The same as a Standard Schema, for tRPC, Hono and whoever else takes one. */
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
 * Checks that a webhook was signed with a key, and by that comes from Qiscus: an HMAC-SHA256 of exactly these bytes. Returns
 * true or throws, and takes as long for a wrong signature as for a right one.
 *
 * `signature` is the value of the header `QISCUS-SDK-SIGNATURE`; where it is missing, that is an error too. `key` is the
 * token from the dashboard, or several while it is being replaced.
 * @throws {@link QiscusError} with the code `invalid_signature`, and in `issues` what is wrong; never the right signature
 */
export function verifyWebhookSignature(
  rawBody: RawBody,
  signature: string | null | undefined,
  key: string | readonly string[],
): true;

/**
 * Signs a body as Qiscus does, in lower-case hex: for tests of your own handler.
 * @throws {@link QiscusError} with the code `invalid_signature` if the key is empty or the body is none
 */
export function signWebhook(rawBody: RawBody, key: string): string;

/** Whether a program posted the comment, and no person: a bot that answers these answers itself, for ever. */
export function isFromRest(event: WebhookEvent): event is Extract<WebhookEvent, { type: "post_comment_rest" }>;

/** What goes with an event. */
export interface WebhookContext {
  /** The request that brought the event. Its body is read. */
  readonly request: Request;
  /** Aborted when `timeout` has passed and the sender was answered 500. */
  readonly signal: AbortSignal;
}

/** A handler for every platform that speaks fetch. */
export type WebhookHandler = (request: Request) => Promise<Response>;

/**
 * Makes a handler that accepts genuine events and nothing else.
 *
 * It reads the raw body itself, verifies the signature, validates the event, drops what `claim` knows already, calls
 * `onEvent`, and answers with a small JSON body: 200 `{"ok":true}`; else `{"ok":false,"code","message","issues"}` with 400
 * (no valid event), 401 (no valid signature), 405 (not POST), 408 (the body took too long), 413 (it is too large), 415 (it
 * is no JSON), or 500 (`onEvent` failed or took too long, or the body was read by somebody else before).
 *
 * For Node.js see `qiscus-wasm/node`, for AWS Lambda `qiscus-wasm/lambda`.
 * @throws {@link QiscusError} with the code `invalid_options`
 */
export function webhookHandler(options: WebhookHandlerOptions): WebhookHandler;
