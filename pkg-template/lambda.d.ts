/**
 * The part of an HTTP event that a handler needs: from API Gateway (REST API or HTTP API), an Application Load Balancer, a
 * function URL, or a platform with similar events.
 *
 * @example
 * ```ts
 * import { lambdaHandler, type LambdaEvent } from "qiscus-wasm/lambda";
 *
 * const event: LambdaEvent = { httpMethod: "GET", path: "/webhook", headers: {}, body: null };
 * const { statusCode } = await lambdaHandler(handler)(event);
 * statusCode; // => 405
 * ```
 */
export interface LambdaEvent {
  readonly httpMethod?: string | undefined;
  readonly path?: string | undefined;
  readonly rawPath?: string | undefined;
  readonly rawQueryString?: string | undefined;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[] | undefined>> | null | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null | undefined;
  readonly cookies?: readonly string[] | undefined;
  /** The raw body. If a middleware has parsed it, the response is 500 with instructions. */
  readonly body?: unknown;
  /** Where a middleware has kept the raw body. */
  readonly rawBody?: unknown;
  readonly isBase64Encoded?: boolean | undefined;
  /** An HTTP API or a function URL has `http.method`, a load balancer has `elb`. */
  readonly requestContext?: object | undefined;
}

/**
 * The response of a Lambda function, in the format that matches its event.
 *
 * @example
 * ```ts
 * import { lambdaHandler, type LambdaResult } from "qiscus-wasm/lambda";
 *
 * const result: LambdaResult = await lambdaHandler(handler)({ httpMethod: "GET", path: "/webhook" });
 * result.statusCode; // => 405
 * ```
 */
export interface LambdaResult {
  statusCode: number;
  /** All headers except multiple cookies. Absent if a load balancer uses multi-value headers. */
  headers?: Record<string, string>;
  /** The cookies for a REST API; all headers for a load balancer with multi-value headers. */
  multiValueHeaders?: Record<string, string[]>;
  /** The cookies for an HTTP API or a function URL. */
  cookies?: string[];
  body: string;
  /** Whether `body` is base64-encoded, because the response is not UTF-8 text. */
  isBase64Encoded: boolean;
}

/**
 * Turns a fetch-style handler, such as that of `webhookHandler` or `proxyHandler`, into a handler for AWS Lambda.
 * Supports REST APIs and HTTP APIs of API Gateway, Application Load Balancers, and function URLs. Base64-encoded bodies are
 * decoded.
 *
 * The promise rejects if the event is not an HTTP request. If a middleware has parsed or changed the body, the response is 500
 * with instructions.
 *
 * @example
 * ```ts
 * import { lambdaHandler } from "qiscus-wasm/lambda";
 *
 * export const webhook = lambdaHandler(handler);
 * ```
 */
export function lambdaHandler(
  handler: (request: Request) => Response | PromiseLike<Response>,
): (event: LambdaEvent) => Promise<LambdaResult>;
