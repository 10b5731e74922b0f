import { check } from "/node_modules/qiscus-check/index.js";
import * as qiscus from "/node_modules/qiscus-wasm/index.js";

onmessage = (event) => event.waitUntil(check(qiscus, event.data).then((report) => event.source.postMessage(report)));
