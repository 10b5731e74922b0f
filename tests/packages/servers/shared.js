import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";

export const port = Number(process.env.PORT);
export const report = () => check(qiscus, process.env.APP);
export const handler = qiscus.webhookHandler({ signatureKey: "a key", onEvent() {} });
export const hook = nodeHandler(handler);
