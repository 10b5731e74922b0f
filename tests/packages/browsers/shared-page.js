const worker = new SharedWorker("/shared.js", { type: "module" });
globalThis.report = new Promise((resolve, reject) => {
  worker.onerror = ({ message }) => reject(new Error(message));
  worker.port.onmessage = ({ data }) => resolve(data);
  worker.port.postMessage(new URLSearchParams(location.search).get("app"));
});
