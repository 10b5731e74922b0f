// "In this page": a sandbox in this tab. It starts from its seed each time, and then repeats what was done before the reload.
import { createSandbox } from "qiscus-wasm/testing";
import { receiver, webhookKey } from "../receiver.js";
import { fill } from "../seed.js";
import { readTab, writeTab } from "../storage.js";

const changes = [
  "create_room",
  "get_or_create_room_with_target",
  "add_room_participants",
  "remove_room_participants",
  "login_or_register",
];

/** Milliseconds of requests after which the page gets to draw and to listen. */
const slice = 12;

/** A sandbox answers at once, and then the next request is sent: many in a row would hold up the page. */
function paced(fetch) {
  let since = performance.now();
  return async (url, init) => {
    if (performance.now() - since > slice) {
      await new Promise((resume) => setTimeout(resume));
      since = performance.now();
    }
    return fetch(url, init);
  };
}

const form = { "content-type": "application/x-www-form-urlencoded" };

export async function connect({ QiscusClient, webhookHandler, onDelivery }) {
  const journal = readTab("journal") ?? { start: Date.now(), requests: [] };
  let time = journal.start;
  const sandbox = createSandbox({ getUserRooms: true, now: () => time ?? Date.now() });
  const { baseUrl, secretKey } = sandbox.clientOptions;

  const fetch = paced(sandbox.fetch);
  using filler = new QiscusClient({ ...sandbox.clientOptions, fetch });
  await fill(filler, { start: journal.start, setTime: (moment) => (time = moment) });
  for (const { path, method, body, time: moment } of journal.requests) {
    time = moment;
    const init = method === "GET" ? { method } : { method, body };
    await fetch(baseUrl + path, { ...init, headers: { ...form, QISCUS_SDK_SECRET: secretKey } });
  }
  time = undefined;

  const keep = (request) => {
    journal.requests.push(request);
    writeTab("journal", journal);
  };
  writeTab("journal", journal);

  // Posts are kept when their webhook comes: a fault may hide the response of one that was executed.
  const posted = new Map();
  const receive = receiver({
    webhookHandler,
    onDelivery(delivery) {
      const message = delivery.event?.payload.message;
      const request = posted.get(message?.unique_temp_id);
      if (request) keep({ ...request, time: Date.parse(message.created_at ?? message.timestamp) });
      onDelivery(delivery);
    },
  });
  sandbox.deliver(receive, { key: webhookKey });

  return {
    webhookKey,
    clientOptions: { ...sandbox.clientOptions },
    async fetch(url, init) {
      const { pathname, search } = new URL(url, location.href);
      const request = { path: pathname + search, method: init.method, body: String(init.body ?? ""), time: Date.now() };
      const endpoint = pathname.split("/").at(-1) ?? "";
      if (endpoint === "post_comment") posted.set(new URLSearchParams(request.body).get("unique_temp_id"), request);
      const response = await sandbox.fetch(url, init);
      if (changes.includes(endpoint) && response.ok) keep(request);
      return response;
    },
    async setFaults(list) {
      sandbox.clearFaults();
      for (const { endpoint = "*", ...fault } of list) sandbox.fault(endpoint, fault);
    },
    close: () => sandbox.reset(),
  };
}
