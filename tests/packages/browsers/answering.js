// Workers have no import maps.
import { checkTesting } from "/node_modules/qiscus-check/index.js";
import * as qiscus from "/node_modules/qiscus-wasm/index.js";
import { createSandbox } from "/node_modules/qiscus-wasm/testing.js";

const sandbox = createSandbox();

oninstall = () => skipWaiting();
onactivate = (event) => event.waitUntil(clients.claim());
onmessage = (event) => {
  event.waitUntil(checkTesting({ qiscus, createSandbox }).then((report) => event.source.postMessage(report)));
};
onfetch = (event) => {
  if (new URL(event.request.url).host === "api.qiscus.com") event.respondWith(sandbox.fetch(event.request));
};
