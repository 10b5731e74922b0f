// "Local sandbox", behind the demo's server, and "Your app", behind a proxy of your own.
import { webhookKey } from "../receiver.js";

/** A fault as the sandbox's control route takes it: `status=429;retry-after=1;endpoint=post_comment`. */
function faultText({ name, value, ...keys }) {
  const spelled = { retryAfter: "retry-after", retryDate: "retry-date" };
  const pairs = Object.entries(keys).filter(([, each]) => each !== undefined && each !== "*");
  return [value === undefined ? name : `${name}=${value}`, ...pairs.map(([key, each]) => `${spelled[key] ?? key}=${each}`)].join(
    ";",
  );
}

export async function connectSandbox({ onDelivery, onOnline, onOffline }) {
  const source = new EventSource("/events");
  source.addEventListener("history", ({ data }) => {
    for (const delivery of JSON.parse(data)) onDelivery({ ...delivery, old: true });
  });
  source.addEventListener("delivery", ({ data }) => onDelivery(JSON.parse(data)));
  source.addEventListener("open", () => onOnline());
  source.addEventListener("error", () => onOffline());
  return {
    webhookKey,
    clientOptions: { baseUrl: "/api/qiscus" },
    fetch: (url, init) => fetch(url, init),
    async setFaults(list) {
      const response = await fetch("/api/faults", { method: "PUT", body: JSON.stringify(list.map(faultText)) });
      if (!response.ok) throw new Error(`the sandbox rejected the faults: ${await response.text()}`);
    },
    /** An event source that the server refused doesn't try again by itself. */
    lost: () => source.readyState === EventSource.CLOSED,
    close: () => source.close(),
  };
}

export async function connectOwn({ baseUrl, onOnline, onOffline }) {
  const signal = new AbortController();
  addEventListener("online", () => onOnline(), signal);
  addEventListener("offline", () => onOffline(), signal);
  return {
    webhookKey: "",
    clientOptions: { baseUrl },
    fetch: (url, init) => fetch(url, init),
    close: () => signal.abort(),
  };
}
