/** As much of Node's `IncomingMessage` as a handler needs; Express's `Request` and Vercel's are such, too. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  on(event: string, listener: (...args: any[]) => void): unknown;
}

/** As much of Node's `ServerResponse` as a handler needs. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: Uint8Array): unknown;
}

/**
 * Makes a fetch-style handler, such as those of `webhookHandler` and `proxyHandler`, one for Node.js: `http`, Express, Vercel,
 * and whatever else hands over a request and a response.
 *
 * The handler needs the raw body. In Express, mount it before `express.json()` and `express.urlencoded()`, or give its route
 * `express.raw({ type: "application/json" })`; elsewhere keep the bytes in `req.rawBody`. A body that was parsed before is
 * answered 500, with what to do.
 */
export function nodeHandler(
  handler: (request: Request) => Response | PromiseLike<Response>,
): (request: NodeRequest, response: NodeResponse) => Promise<void>;
