// The handlers of webhooks with the types of the servers that call them. It is compiled, never run.
import type {
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  Handler,
  LambdaFunctionURLEvent,
  LambdaFunctionURLResult,
} from "aws-lambda";
import express = require("express");
import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import type { RequestListener } from "node:http";
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

export const rest: APIGatewayProxyHandler = lambdaHandler(handler);
export const http: APIGatewayProxyHandlerV2 = lambdaHandler(handler);
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
    // @ts-expect-error what answers is a Response
    lambdaHandler(() => ({ statusCode: 200 })),
  ];
}
