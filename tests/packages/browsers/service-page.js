globalThis.report = new Promise((resolve, reject) => {
  navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
  navigator.serviceWorker.register("/service.js", { type: "module" }).catch(reject);
  const app = new URLSearchParams(location.search).get("app");
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage(app));
});
