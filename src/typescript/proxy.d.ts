
/** What `authorize` is told of a request, besides the request itself, whose body is read. */
export interface ProxyCall {
  /** The endpoint, by the name in its path; one of those in `allow`. */
  readonly endpoint: EndpointName;
  /** The parameters that the page sent, by the API's names: texts, and lists of texts (`emails`). */
  readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Aborted when `timeout` has passed. */
  readonly signal: AbortSignal;
}

/**
 * What `authorize` decides: `true` lets the request go on; something falsy has it answered 403; a `Response` is the answer;
 * `{ params }` lets it go on, with these parameters in place of the page's. One that is `undefined` is left out.
 */
export type ProxyDecision = boolean | null | undefined | Response | { readonly params: Readonly<Record<string, unknown>> };

/**
 * Makes a handler through which a page calls the API by way of your server: it adds the secret key, which does not belong in
 * a page. The page's client has the handler's address as `baseUrl`: `new QiscusClient({ baseUrl: "/api/qiscus" })`.
 *
 * Only the endpoints in `allow` are called, and only what `authorize` lets through: leave `sender_email` to the page, and
 * everybody writes as anybody. Of the page's request nothing but its parameters goes on, and of the reply its status, its
 * body without the secret, and `Retry-After`. Pages of other origins are refused, as they would act with your users' cookies.
 *
 * Its own answers have the form of the API's errors: 403 (not in `allow`, not authorized, a page of another origin), 404, 405,
 * 408, 413, 415, 400 (parameters that can be read in several ways), 502 and 504 (the call may have had its effect), and 503
 * with `Retry-After` (it had none).
 *
 * For Node.js see `qiscus-wasm/node`, for AWS Lambda `qiscus-wasm/lambda`.
 * @throws {@link QiscusError} with the code `invalid_options`
 */
export function proxyHandler(options: ProxyHandlerOptions): (request: Request) => Promise<Response>;
