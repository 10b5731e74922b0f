
/**
 * An endpoint, by the name in its path.
 *
 * @example
 * ```ts
 * import { proxyHandler, type EndpointName } from "qiscus-wasm";
 *
 * const allow: EndpointName[] = ["load_comments", "get_rooms_info"];
 * const authorize = async (request: Request) => Boolean(await userOf(request));
 * const readOnly = proxyHandler({ appId, secretKey, allow, authorize });
 * ```
 */
export type EndpointName = ENDPOINTS;

/**
 * An endpoint that this package has no method for: by its name, such as `get_user_rooms`, or by its path.
 *
 * @example
 * ```ts
 * import type { OtherEndpoint } from "qiscus-wasm";
 *
 * const byName: OtherEndpoint = "get_user_rooms";
 * const byPath: OtherEndpoint = "/api/v2.1/rest/get_user_rooms";
 * ```
 */
export type OtherEndpoint = (`${string}_${string}` | `/api/${string}`) & {};

/**
 * The call that `authorize` decides about. The body of the request itself is already read.
 *
 * @example
 * ```ts
 * import type { ProxyCall } from "qiscus-wasm";
 *
 * const authorize = async (request: Request, { endpoint, params }: ProxyCall) => {
 *   const user = await userOf(request);
 *   return endpoint === "load_comments" && Boolean(user?.rooms.includes(String(params.room_id)));
 * };
 * ```
 */
export interface ProxyCall {
  /** The name of the endpoint; one of those in `allow`. */
  readonly endpoint: EndpointName | OtherEndpoint;
  /**
   * The browser's parameters, named as in the API. Every param is a string (numbers too) or an array of strings
   * (`emails`): compare `params.room_id` with `"16"`, not with `16`. Never trust them: the page can send anything.
   */
  readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Aborted when the `timeout` has passed. */
  readonly signal: AbortSignal;
}

/**
 * The decision of `authorize`:
 *
 * - `true`: allows the request.
 * - `{ params }`: allows the request and overrides these parameters. `params` is a plain object; a parameter set to
 *   `undefined` is removed.
 * - a falsy value: rejects the request with 403.
 * - a `Response`: is sent instead, and Qiscus is not called.
 *
 * Anything else, an exception or a timeout ends in 503, and Qiscus is not called.
 *
 * @example
 * ```ts
 * import type { ProxyDecision } from "qiscus-wasm";
 *
 * const authorize = async (request: Request): Promise<ProxyDecision> => {
 *   const user = await userOf(request);
 *   if (!user) return Response.json({ error: { message: "log in first" } }, { status: 401 });
 *   return { params: { sender_email: user.email } };
 * };
 * ```
 */
export type ProxyDecision = boolean | null | undefined | Response | { readonly params: Readonly<Record<string, unknown>> };

/**
 * A fetch-style handler: it takes a `Request` and resolves to a `Response`.
 *
 * @example
 * ```ts
 * import { proxyHandler, type ProxyHandler } from "qiscus-wasm";
 *
 * const proxy: ProxyHandler = proxyHandler({ appId, secretKey, allow: [], authorize: () => true });
 * const response = await proxy(new Request("https://app.example.com/api/qiscus"));
 * response.status; // => 404
 * ```
 */
export type ProxyHandler = (request: Request) => Promise<Response>;

/**
 * Creates a handler that lets browsers call the API through your server and adds the secret key, which must never reach
 * a browser. In the browser, set the handler's URL as `baseUrl`: `new QiscusClient({ baseUrl: "/api/qiscus" })`.
 *
 * The handler calls only the endpoints in `allow`, and only if `authorize` allows the request. Always check or override
 * `sender_email` and other user ids: otherwise any user can post as anyone. Of the browser's request, only the
 * parameters are forwarded. Of the response, only the status, the body with the secret redacted, and `Retry-After` are
 * returned. Requests from other origins are rejected, because they would carry your users' cookies.
 *
 * The handler's own errors have the format of the API's errors:
 *
 * - 400: duplicate or malformed parameters.
 * - 403: not in `allow`, not authorized, or from another origin.
 * - 404: unknown endpoint.
 * - 405: wrong HTTP method.
 * - 408: the request was not received within `timeout`.
 * - 413: larger than `maxBytes`.
 * - 415: not form-encoded.
 * - 500: the request body could not be read, or was read before.
 * - 502, 504: no usable response from Qiscus, or none within `timeout`. The call may have taken effect.
 * - 503 with `Retry-After`: `authorize` failed, or no connection to Qiscus. The call had no effect.
 *
 * For Node.js, wrap it in `nodeHandler` from `qiscus-wasm/node`; for AWS Lambda, in `lambdaHandler` from
 * `qiscus-wasm/lambda`.
 * @throws {@link QiscusError} with the code `invalid_options`
 *
 * @example
 * ```ts
 * import { proxyHandler, type ProxyCall } from "qiscus-wasm";
 *
 * const authorize = async (request: Request, { params }: ProxyCall) => {
 *   const user = await userOf(request);
 *   if (!user?.rooms.includes(String(params.room_id))) return false;
 *   return { params: { sender_email: user.email } }; // users post as themselves
 * };
 * const proxy = proxyHandler({ appId, secretKey, allow: ["post_comment"], authorize });
 * ```
 */
export function proxyHandler(options: ProxyHandlerOptions): ProxyHandler;
