/** As much of an event of API Gateway (REST API or HTTP API) or of a function URL as a handler needs. */
export interface LambdaEvent {
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
}

/** What Lambda answers with. */
export interface LambdaResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded: boolean;
}

/**
 * Makes a fetch-style handler, such as that of `webhookHandler`, one for AWS Lambda: behind API Gateway's REST APIs and HTTP
 * APIs, and at function URLs. Bodies in base64 are decoded.
 *
 * The promise rejects for an event that is no HTTP request. A body that a middleware parsed before is answered 500, with
 * what to do.
 */
export function lambdaHandler(
  handler: (request: Request) => Response | PromiseLike<Response>,
): (event: LambdaEvent) => Promise<LambdaResult>;
