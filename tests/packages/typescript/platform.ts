// The platform's types in the interface are exactly those that the project has.
import * as qiscus from "qiscus-wasm";
import type { FetchFunction, ProxyHandlerOptions, WebhookHandler } from "qiscus-wasm";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export const same: [
  Equal<Parameters<WebhookHandler>[0], Request>,
  Equal<Awaited<ReturnType<WebhookHandler>>, Response>,
  Equal<Parameters<FetchFunction>[1], RequestInit>,
  Equal<Parameters<ProxyHandlerOptions["authorize"]>[0], Request>,
] = [true, true, true, true];

/** Compiled, not called. */
export async function use(): Promise<unknown> {
  const client = new qiscus.QiscusClient({ appId: "domino-prod", fetch });
  qiscus.webhookHandler({ signatureKey: "a key", onEvent: async (_, { request, signal }) => fetch(request.url, { signal }) });
  return client.loadComments({ room_id: 16 }, { signal: new AbortController().signal });
}

export { qiscus };
