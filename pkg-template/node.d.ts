/** The part of Node's `IncomingMessage` that a handler needs. The requests of Express and Vercel match too. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  on(event: string, listener: (...args: any[]) => void): unknown;
}

/** The part of Node's `ServerResponse` that a handler needs. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: Uint8Array): unknown;
}

/**
 * Turns a fetch-style handler, such as that of `webhookHandler` or `proxyHandler`, into a handler for Node.js: `http`,
 * Express, Vercel, and other frameworks that pass a request and a response.
 *
 * The handler needs the raw body. In Express, mount it before `express.json()` and `express.urlencoded()`, or give its
 * route `express.raw({ type: "application/json" })`. In other frameworks, keep the bytes in `req.rawBody`. If the body
 * was already parsed, the response is 500 with instructions.
 */
export function nodeHandler(
  handler: (request: Request) => Response | PromiseLike<Response>,
): (request: NodeRequest, response: NodeResponse) => Promise<void>;
