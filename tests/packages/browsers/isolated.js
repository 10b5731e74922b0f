import "./page.js";

if (!globalThis.crossOriginIsolated) globalThis.report = Promise.reject(new Error("the page is not isolated"));
