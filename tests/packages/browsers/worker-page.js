const worker = new Worker("/worker.js", { type: "module" });
globalThis.report = new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
  worker.postMessage(new URLSearchParams(location.search).get("app"));
});
