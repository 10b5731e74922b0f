/**
 * The part of Node's `IncomingMessage` that a handler needs. The requests of Express, NestJS, Vercel and Firebase match too.
 *
 * @example
 * ```ts
 * import { nodeHandler, type NodeRequest, type NodeResponse } from "qiscus-wasm/node";
 *
 * const listener = (request: NodeRequest, response: NodeResponse) => nodeHandler(handler)(request, response);
 * ```
 */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  on(event: string, listener: (...args: any[]) => void): unknown;
}

/**
 * The part of Node's `ServerResponse` that a handler needs.
 *
 * @example
 * ```ts
 * import { nodeHandler, type NodeRequest, type NodeResponse } from "qiscus-wasm/node";
 *
 * const listener = (request: NodeRequest, response: NodeResponse) => nodeHandler(handler)(request, response);
 * ```
 */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: Uint8Array): unknown;
}

/**
 * The part of a Fastify request that a handler needs.
 *
 * @example
 * ```ts
 * import { nodeHandler, type FastifyReply, type FastifyRequest } from "qiscus-wasm/node";
 *
 * const route = (request: FastifyRequest, reply: FastifyReply) => nodeHandler(handler)(request, reply);
 * ```
 */
export interface FastifyRequest {
  readonly raw: NodeRequest;
}

/**
 * The part of a Fastify reply that a handler needs.
 *
 * @example
 * ```ts
 * import { nodeHandler, type FastifyReply, type FastifyRequest } from "qiscus-wasm/node";
 *
 * const route = (request: FastifyRequest, reply: FastifyReply) => nodeHandler(handler)(request, reply);
 * ```
 */
export interface FastifyReply {
  readonly raw: NodeResponse;
  code(status: number): unknown;
  send(body?: unknown): unknown;
}

/**
 * The part of a hapi request that a handler needs.
 *
 * @example
 * ```ts
 * import { nodeHandler, type HapiRequest } from "qiscus-wasm/node";
 *
 * const route = (request: HapiRequest, toolkit: object) => nodeHandler(handler)(request, toolkit);
 * ```
 */
export interface HapiRequest {
  readonly raw: { readonly req: NodeRequest; readonly res: NodeResponse };
}

/**
 * The part of a Koa context that a handler needs.
 *
 * @example
 * ```ts
 * import { nodeHandler, type KoaContext } from "qiscus-wasm/node";
 *
 * const middleware = (context: KoaContext) => nodeHandler(handler)(context);
 * ```
 */
export interface KoaContext {
  readonly req: NodeRequest;
  readonly res: NodeResponse;
  readonly request: object;
  status: number;
  body: any;
}

/**
 * A handler for Node.js and its frameworks, each with its own arguments.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { nodeHandler, type NodeHandler } from "qiscus-wasm/node";
 *
 * const listener: NodeHandler = nodeHandler(handler);
 * const server = createServer(listener);
 * ```
 */
export interface NodeHandler {
  /** Fastify. */
  (request: FastifyRequest, reply: FastifyReply): Promise<any>;
  /** hapi. */
  (request: HapiRequest, toolkit: object): Promise<any>;
  /** Koa. */
  (context: KoaContext): Promise<any>;
  /** `http`, `http2`, Express, NestJS, Next.js, Vercel, Firebase and others. */
  (request: NodeRequest, response: NodeResponse): Promise<void>;
}

/**
 * Turns a fetch-style handler, such as that of `webhookHandler` or `proxyHandler`, into a handler for Node.js: for `http`,
 * Express, NestJS, Fastify, Koa, hapi, Next.js, Vercel, Firebase, and others that pass a request and a response.
 *
 * The handler needs the raw body: an unread stream, or bytes that the framework keeps in `rawBody` or `body`. In Express, mount
 * it before `express.json()` and `express.urlencoded()`. If the raw body is gone, the response of `webhookHandler` is 500 with
 * instructions for the framework, and `onError` is called with them.
 *
 * @example
 * ```ts
 * import { nodeHandler } from "qiscus-wasm/node";
 *
 * app.post("/webhook", nodeHandler(handler)); // Express; before express.json()
 * ```
 */
export function nodeHandler(handler: (request: Request) => Response | PromiseLike<Response>): NodeHandler;
