// Everything that the package exports. Where the WebAssembly module comes from is the entry point's own: see start/.

export { QiscusClient } from "./client.js";
export { QiscusError, isQiscusError } from "./error.js";
export {
  isFromRest,
  safeValidateWebhook,
  signWebhook,
  validateWebhook,
  verifyWebhookSignature,
  webhookSchema,
} from "./webhook.js";
export { webhookHandler } from "./handler.js";
export { proxyHandler } from "./proxy.js";
