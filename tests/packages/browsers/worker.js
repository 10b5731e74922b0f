// Workers have no import maps.
import { check } from "/node_modules/qiscus-check/index.js";
import * as qiscus from "/node_modules/qiscus-wasm/index.js";

onmessage = async ({ data }) => postMessage(await check(qiscus, data));
