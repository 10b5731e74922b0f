
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
