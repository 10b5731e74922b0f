// What the tests of the proxy share: a sandbox with two users in a room, a proxy in front of it, and a page's client.
import { QiscusClient, proxyHandler } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { within } from "../deadline.mjs";

export { appId, secretKey };
export { failure } from "../webhooks/webhooks.mjs";

export const [abc, kotak] = ["abc@example.com", "kotak@example.com"];
export const origin = "https://page.example.com";
export const rest = "/api/qiscus/api/v2/rest";
export const form = "application/x-www-form-urlencoded";

const room = { name: "Domino", participants: [abc, kotak] };

/** A sandbox in which abc and kotak share a room. */
export function furnished(options) {
  const sandbox = createSandbox(options);
  const { rooms } = sandbox.seed({ rooms: [room] });
  return { sandbox, room_id: rooms[0].room_id, server: new QiscusClient(sandbox.clientOptions) };
}

/** The same as a server of its own, for what the platform's fetch does on a network. */
export async function served() {
  const sandbox = await startSandbox();
  const clientOptions = { appId, baseUrl: sandbox.url, secretKey };
  const server = new QiscusClient(clientOptions);
  for (const email of [abc, kotak]) await server.loginOrRegister({ email, username: email });
  const { room_id } = await server.createRoom({ ...room, creator: abc });
  return { ...sandbox, clientOptions, room_id, server };
}

/** A proxy that lets everybody post and read, unless told otherwise, and what its `onError` was told. */
export function proxied({ clientOptions: { baseUrl, fetch } }, options) {
  const errors = [];
  const handler = proxyHandler({
    appId,
    baseUrl,
    fetch,
    secretKey,
    allow: ["post_comment", "load_comments"],
    authorize: () => true,
    onError: (error) => void errors.push(error),
    ...options,
  });
  return { handler, errors };
}

/** A request of a page; `params` is the body of a POST, the query of a GET. */
export function asked(endpoint, params = "", { method = "POST", headers, path = `${rest}/${endpoint}`, ...init } = {}) {
  const get = method === "GET" || method === "HEAD";
  return new Request(`${origin}${path}${get && params ? `?${params}` : ""}`, {
    method,
    headers: { ...(!get && { "content-type": form }), ...headers },
    ...(!get && { body: params, duplex: "half" }),
    ...init,
  });
}

/** What a handler answers, as `[status, body, headers]`; the body parsed where it is JSON. */
export async function answer(handler, request) {
  const response = await within(handler(request));
  const text = await within(response.text());
  const headers = Object.fromEntries(response.headers);
  return [response.status, headers["content-type"] === "application/json" ? JSON.parse(text) : text, headers];
}

/** The answers that are the proxy's own. */
export const problem = (status, message) => [status, { error: { message }, status }];
export const problems = {
  unknown: problem(404, "unknown endpoint"),
  foreign: problem(403, "requests from other origins are not allowed"),
  unauthorized: problem(403, "`authorize` did not allow this request"),
  undecided: problem(503, "`authorize` failed; see the server log"),
  lost: problem(502, "no usable response from Qiscus"),
  unreachable: problem(503, "could not connect to Qiscus"),
  slow: problem(504, "no response from Qiscus in time"),
  type: problem(415, `unsupported content type; expected ${form}`),
  large: (most) => problem(413, `the body has more than ${most} bytes`),
  odd: (name) => problem(400, `duplicate or malformed parameter \`${name}\``),
};

/** A page's client, whose requests go to a handler. */
export function pageOf(handler, options) {
  const fetch = (path, init) => handler(new Request(`${origin}${path}`, init));
  return new QiscusClient({ baseUrl: "/api/qiscus", fetch, ...options });
}
