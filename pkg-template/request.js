// What handlers do with a request: how large it may be, how long it may take, and what is refused.

import { QiscusError, isQiscusError } from "#error";

/** What a request is refused for. */
export const refusal = (status, message, code = "invalid_request") => new QiscusError(message, { code, status });

export const tooLarge = (maxBytes) => refusal(413, `the body has more than ${maxBytes} bytes`);

/** Throws for what is no Request: `name` is the handler's. */
export function checkRequest(request, name) {
  if (typeof request?.headers?.get === "function") return;
  throw refusal(500, `${name} got no Request, wrap it: nodeHandler of qiscus-wasm/node, or lambdaHandler of qiscus-wasm/lambda`);
}

/** Refuses a body by the head alone. */
export function checkBody({ headers, body, bodyUsed }, maxBytes, name) {
  if (headers.get("content-length") > maxBytes) throw tooLarge(maxBytes);
  if (bodyUsed || body?.locked) {
    throw refusal(500, `the body was read before: give ${name} the untouched request, and request.clone() to others`);
  }
}

/** The bytes of the body, as many as there may be; kept as bytes, since it may come in as many pieces. */
export async function read(body, maxBytes, signal) {
  let bytes = new Uint8Array(body ? Math.min(maxBytes, 4096) : 0);
  let size = 0;
  const reader = body?.getReader();
  // Not awaited: it may never settle.
  const cancel = () => reader?.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", cancel);
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      // Throws for a piece that is no bytes: its size would be none, and the sum no number.
      const end = size + value.subarray().byteLength;
      if (end > maxBytes) throw tooLarge(maxBytes);
      if (end > bytes.length) {
        const larger = new Uint8Array(Math.min(maxBytes, end * 2));
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(value, size);
      size = end;
    }
  } catch (error) {
    cancel();
    throw isQiscusError(error) ? error : refusal(400, "the body could not be read to its end", "network");
  }
  return bytes.subarray(0, size);
}

/**
 * The end of a request's time, in milliseconds, 0 for no limit: `late` rejects then, and `signal` is aborted. To be cleared
 * when the request is answered.
 */
export function deadline(timeout) {
  const controller = new AbortController();
  let timer;
  const late = new Promise((_, reject) => {
    const end = () => reject(refusal(408, `not done within ${timeout} ms`, "timeout"));
    if (timeout > 0) timer = setTimeout(end, Math.min(timeout, 2 ** 31 - 1));
  });
  late.catch((error) => controller.abort(error));
  return { late, signal: controller.signal, clear: () => clearTimeout(timer) };
}

/** Tells a caller's `onError`. What that itself does wrong is nobody's matter. */
export const reporter = (onError) => (error) => void (async () => onError(error))().catch(() => {});
