/** The part of an event from API Gateway (REST API or HTTP API) or a function URL that a handler needs. */
export interface LambdaEvent {
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
}

/** The response of a Lambda function. */
export interface LambdaResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded: boolean;
}

/**
 * Turns a fetch-style handler, such as that of `webhookHandler` or `proxyHandler`, into a handler for AWS Lambda.
 * Supports REST APIs and HTTP APIs of API Gateway, and function URLs. Base64-encoded bodies are decoded.
 *
 * The promise rejects if the event is not an HTTP request. If a middleware has parsed the body, the response is 500
 * with instructions.
 */
export function lambdaHandler(
  handler: (request: Request) => Response | PromiseLike<Response>,
): (event: LambdaEvent) => Promise<LambdaResult>;
