// Receives webhooks, in the page as in www/server.mjs: a `webhookHandler`, and a note of everything that arrives.

/** The key that the demo's sandboxes sign with. It protects nothing. */
export const webhookKey = "whk_demo_5d1a0c3f";

/** Returns a handler. `onDelivery` gets the raw body, its signature, the verdict, and the event if there is one. */
export function receiver({ webhookHandler, onDelivery }) {
  const events = new WeakMap();
  const ignored = new WeakMap();
  const handled = new Set();
  let count = 0;
  const handler = webhookHandler({
    signatureKey: webhookKey,
    onEvent: (event, { request }) => void events.set(request, event),
    onIgnored: (issues, event) => void ignored.set(event, issues),
    // One process, so a set will do. Several need a shared store.
    claim: (key) => !handled.has(key) && handled.add(key),
    release: (key) => handled.delete(key),
  });
  return async (request) => {
    const copy = request.clone();
    const response = await handler(request);
    const answer = await response.clone().json();
    const event = events.get(request);
    onDelivery({
      id: ++count,
      time: new Date().toISOString(),
      body: await copy.text().catch(() => ""),
      signature: request.headers.get("qiscus-sdk-signature"),
      status: response.status,
      verdict: answer.ok ? (event ? "accepted" : "duplicate") : answer.code,
      issues: answer.issues ?? [],
      ignored: (event && ignored.get(event)) ?? [],
      event,
    });
    return response;
  };
}
