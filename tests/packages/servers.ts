// The handlers of webhooks with the types of the servers that call them. It is compiled, never run.
import type {
  ALBHandler,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  Handler,
  LambdaFunctionURLEvent,
  LambdaFunctionURLResult,
} from "aws-lambda";
import express = require("express");
import fastify = require("fastify");
import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { proxyHandler, webhookHandler } from "qiscus-wasm";
import { lambdaHandler } from "qiscus-wasm/lambda";
import { nodeHandler } from "qiscus-wasm/node";

const handler = webhookHandler({ signatureKey: "a key", onEvent: (event) => console.log(event.payload.message.text) });
const node = nodeHandler(handler);

export const listener: RequestListener = node;
export const servers = [createServer(node), createSecureServer(node)];

const app = express();
app.post("/hook", node);
app.post("/raw", express.raw({ type: "application/json" }), node);
app.use("/api/qiscus", nodeHandler(proxyHandler({ secretKey: "a key", authorize: () => true })));
app.use("/all", node).use(express.Router().post("/hook", node));
export const route: express.RequestHandler = node;

const fast = fastify.fastify();
fast.post("/hook", node);
fast.all("/all", async (request, reply) => node(request, reply));
export const fastRoute: fastify.RouteHandlerMethod = node;

/** What @types/koa has of a context; its own types don't compile beside those of newer dependencies. */
interface Context {
  app: object;
  req: IncomingMessage;
  res: ServerResponse;
  request: { req: IncomingMessage; body?: unknown; rawBody: string };
  response: { res: ServerResponse; get body(): unknown; set body(value: unknown) };
  get status(): number;
  set status(value: number);
  get body(): unknown;
  set body(value: unknown);
  headers: NodeJS.Dict<string | string[]>;
  set(name: string, value: string | string[]): void;
}
export const middleware: (context: Context, next: () => Promise<unknown>) => unknown = node;
export const wrapped = (context: Context): Promise<void> => node(context.req, context.res);

/** The controller of NestJS has the request and the response of Express, or those of Fastify. */
export class Controller {
  express = (request: express.Request, response: express.Response): Promise<void> => node(request, response);
  fastify = (request: fastify.FastifyRequest, reply: fastify.FastifyReply): Promise<unknown> => node(request, reply);
}

/** Firebase's onRequest, and Google's functions framework. */
declare function onRequest(
  handler: (request: express.Request & { rawBody: Buffer }, response: express.Response) => void | Promise<void>,
): void;
onRequest(node);

/** The API routes of Next.js, and the functions of Vercel. */
type ApiRequest = IncomingMessage & {
  query: Partial<Record<string, string | string[]>>;
  cookies: Partial<Record<string, string>>;
  body: any;
};
type ApiResponse = ServerResponse & { status(code: number): ApiResponse; json(body: unknown): void };
export const api: (request: ApiRequest, response: ApiResponse) => unknown = node;

export const rest: APIGatewayProxyHandler = lambdaHandler(handler);
export const http: APIGatewayProxyHandlerV2 = lambdaHandler(handler);
export const balancer: ALBHandler = lambdaHandler(handler);
export const address: Handler<LambdaFunctionURLEvent, LambdaFunctionURLResult> = lambdaHandler(handler);

export const mine = [nodeHandler(async (request) => new Response(request.url)), nodeHandler(() => Response.json({}))];

export function refused(): unknown[] {
  return [
    // @ts-expect-error it takes a Request, and has to be wrapped
    createServer(handler),
    // @ts-expect-error it takes a Request, and has to be wrapped
    handler satisfies APIGatewayProxyHandler,
    // @ts-expect-error what answers is a Response
    nodeHandler(() => "ok"),
    // @ts-expect-error the options are webhookHandler's
    nodeHandler({ onEvent() {} }),
    // @ts-expect-error a Request is for the handler itself
    node(new Request("http://localhost")),
    // @ts-expect-error what answers is a Response
    lambdaHandler(() => ({ statusCode: 200 })),
  ];
}
