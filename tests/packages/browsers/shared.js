import { check } from "/node_modules/qiscus-check/index.js";
import * as qiscus from "/node_modules/qiscus-wasm/index.js";

onconnect = ({ ports: [port] }) => {
  port.onmessage = async ({ data }) => port.postMessage(await check(qiscus, data));
};
