import { PATIENCE } from "../deadline.mjs";
// The sandbox has two faces: the HTTP server, and createSandbox() of `qiscus-wasm/testing`. Random sequences of requests go to
// both, and everything that a caller can see is compared.
//
// QISCUS_DIFFERENTIAL_SEQUENCES is the number of sequences. A failure names its seed; QISCUS_DIFFERENTIAL_SEED=<that> with
// QISCUS_DIFFERENTIAL_SEQUENCES=1 repeats it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "qiscus-wasm/testing";
import { startServer } from "../server.mjs";
import { appId, secretKey, sequence } from "./sequences.mjs";

const count = Number(process.env.QISCUS_DIFFERENTIAL_SEQUENCES ?? 600);
const seed = Number(process.env.QISCUS_DIFFERENTIAL_SEED ?? 1);
const timeout = 60_000 + count * 200;

/** As many sequences are under way. */
const LANES = 8;
/** Differences that are shown before the test gives up. */
const SHOWN = Number(process.env.QISCUS_DIFFERENTIAL_SHOWN ?? 5);

/** Settings of both faces. */
const settings = [
  { options: {}, flags: [] },
  { options: { getUserRooms: true }, flags: ["--get-user-rooms"] },
  { options: { participants: "objects", loadComments: "get" }, flags: ["--participants", "objects", "--load-comments", "get"] },
  {
    options: { getUserRooms: true, loadComments: "post", firstCommentId: 2 ** 40, faultSeed: 7 },
    flags: ["--get-user-rooms", "--load-comments", "post", "--first-comment-id", String(2 ** 40), "--fault-seed", "7"],
  },
];

const lanes = [];
before(
  async () => {
    const program = process.env.QISCUS_SANDBOX;
    if (!program) throw new Error("QISCUS_SANDBOX names no program: run these tests by `cargo xtask test`");
    for (let lane = 0; lane < LANES; lane++) {
      const setting = lane % settings.length;
      const { options, flags } = settings[setting];
      const args = ["--port", "0", "--app-id", appId, "--secret", secretKey, "--quiet", ...flags];
      const server = await startServer(program, args, { greeting: "qiscus-sandbox listening on " });
      const sandbox = createSandbox({ appId, secretKey, ...options });
      lanes.push({ server: serverFace(server.url), wasm: wasmFace(sandbox), stop: server.stop, setting, flags });
    }
  },
  { timeout: 30_000 },
);

after(() => Promise.all(lanes.map(({ stop }) => stop())), { timeout: 30_000 });

/** What differs by nature is handled where it is compared; each place says why. */
test("both faces of the sandbox answer the same", { timeout }, async () => {
  const differences = [];
  let requests = 0;
  let done = 0;
  // The seed chooses the settings, too, so that it repeats all of a sequence.
  const queues = settings.map(() => []);
  for (let at = 0; at < count; at++) {
    const own = (seed + at) >>> 0;
    queues[own % settings.length].push(own);
  }
  const started = performance.now();
  const work = async (lane) => {
    const queue = queues[lane.setting];
    while (queue.length > 0 && differences.length < SHOWN) {
      const own = queue.shift();
      const steps = sequence(own);
      requests += steps.length;
      done++;
      const difference = await compare(lane, steps);
      if (difference) differences.push(`seed ${own}, server with ${lane.flags.join(" ") || "no flags"}\n${difference}`);
    }
  };
  await Promise.all(lanes.map(work));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${done} sequences from seed ${seed}, ${requests} requests to each face, ${seconds} s`);
  assert.equal(differences.length, 0, `\n${differences.join("\n\n")}`);
});

/** Sends a sequence to both faces; returns what differed first. */
async function compare({ server, wasm }, steps) {
  await Promise.all([server.reset(), wasm.reset()]);
  for (const [at, step] of steps.entries()) {
    const expected = await answer(server, step);
    const actual = await answer(wasm, step);
    // undici of Node.js 20 loses a body of bytes at a redirect that keeps it; the sandbox sends it again, as it should be.
    if (/detached ArrayBuffer/.test(expected.rejected?.reason)) return;
    // The server notices only after a while that its client has left.
    if (step.abort === "waiting" || step.abort === "body") await recorded(server, (await wasm.journal()).requests.length);
    const place = firstDifference(expected, actual, `request ${at + 1} of ${steps.length}`);
    if (place) return report(place, steps.slice(0, at + 1), expected, actual);
  }
  const [expected, actual] = await Promise.all([server.journal(), wasm.journal()]);
  for (const journal of [expected, actual]) journal.requests = journal.requests.map((entry) => ownHeaders(entry));
  // undici gives a form another boundary at a redirect, and leaves the old one in its content type.
  const hasForm = steps.some(({ body }) => body.kind === "form");
  const twice = hasForm && JSON.stringify(steps).match(/=30[78]|-after=308/) !== null;
  const place = twice ? undefined : firstDifference(expected, actual, "journal");
  if (place) return report(place, steps, expected, actual);
}

const report = (place, steps, server, wasm) =>
  [
    `${place}`,
    ...steps.map((step, at) => `  request ${at + 1}: ${shortened(JSON.stringify(step))}`),
    `  server: ${shortened(JSON.stringify(server), 4000)}`,
    `  wasm:   ${shortened(JSON.stringify(wasm), 4000)}`,
  ].join("\n");

const shortened = (text = "nothing", length = 1500) =>
  text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;

/** The HTTP server, by the platform's own fetch. */
function serverFace(url) {
  const control = async (route, init) => {
    const response = await fetch(`${url}/_sandbox/${route}`, { ...init, signal: AbortSignal.timeout(PATIENCE) });
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(neutral(text, url));
  };
  const journal = async () => {
    const routes = ["requests", "unknown-routes", "webhooks", "faults"];
    const [requests, unknownRoutes, webhooks, faults] = await Promise.all(routes.map((route) => control(route)));
    return { requests, unknownRoutes, webhooks, faults };
  };
  return {
    url,
    fetch: globalThis.fetch,
    reset: () => control("reset", { method: "POST" }),
    journal,
    /** Resolves when the request under way has arrived: it is recorded, or a fault has seen it. */
    async watch() {
      const seen = async () => {
        const [requests, faults] = await Promise.all([control("requests"), control("faults")]);
        return requests.length + faults.reduce((sum, { seen }) => sum + seen, 0);
      };
      const before = await seen();
      return async () => {
        for (const deadline = performance.now() + PATIENCE; performance.now() < deadline; await sleep(2)) {
          if ((await seen()) > before) return;
        }
      };
    },
  };
}

/** The sandbox of the package. */
function wasmFace(sandbox) {
  const { baseUrl } = sandbox.clientOptions;
  return {
    url: baseUrl,
    fetch: sandbox.fetch,
    reset: () => sandbox.reset(),
    async journal() {
      const { requests, unknownRoutes, webhooks, faults } = sandbox;
      return JSON.parse(neutral(JSON.stringify({ requests, unknownRoutes, webhooks, faults }), baseUrl));
    },
    watch: async () => () => sleep(1),
  };
}

async function recorded(server, length) {
  for (const deadline = performance.now() + 2_000; performance.now() < deadline; await sleep(2)) {
    if ((await server.journal()).requests.length >= length) return;
  }
}

/** A text without what depends on the face: its address, the boundary of a form, and the time. */
function neutral(text, url) {
  const { host } = new URL(url);
  const other = host.replace(/^[^:]+/, host.startsWith("127.") ? "localhost" : "127.0.0.1");
  const own = [`http://${host}`, `https://${host}`, `http://${other}`, host, other];
  const plain = own.reduce((text, one) => text.replaceAll(one, one.includes("://") ? "{ORIGIN}" : "{HOST}"), text);
  return plain.replace(/formdata-undici-\d+/g, "{BOUNDARY}").replace(TIMESTAMP, (all, key, quote, value) => {
    const milliseconds = quote ? Date.parse(value) : Number(key.includes("nano") ? value.slice(0, -6) : `${value}000`);
    const form = FORMS[Number(!quote) + Number(key.includes("nano"))];
    return Math.abs(milliseconds - Date.now()) < 60_000 && form.test(value) ? `"${key}":{TIME}` : all;
  });
}

const TIMESTAMP = /"((?:last_comment_|unix_|unix_nano_)?timestamp(?:_unix)?)":("?)([^",}]+)"?/g;
const CUT_TIMESTAMP = /("(?:last_comment_|unix_|unix_nano_)?timestamp(?:_unix)?":"?)[\d:TZ-]*$/;
const FORMS = [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, /^\d{10}$/, /^\d{19}$/];

/** Of a recorded request, the headers that its caller has set: undici and the server's connection add others. */
function ownHeaders(entry) {
  const own = Object.entries(entry.headers).filter(([name]) => OWN_HEADERS.test(name));
  return { ...entry, headers: Object.fromEntries(own) };
}

const OWN_HEADERS = /^(content-type|qiscus.*|sandbox-fault|x-.*|cookie|authorization|origin|access-control-.*)$/;

/** Where two values differ first, as a path. */
function firstDifference(one, other, path) {
  if (Object.is(one, other)) return undefined;
  const isObject = (value) => typeof value === "object" && value !== null;
  if (!isObject(one) || !isObject(other)) {
    return `${path}: ${shortened(JSON.stringify(one), 300)} by the server, ${shortened(JSON.stringify(other), 300)} by wasm`;
  }
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const place = firstDifference(one[key], other[key], `${path}.${key}`);
    if (place) return place;
  }
  return undefined;
}

/** All that a caller sees of a request. */
async function answer(face, step) {
  const controller = new AbortController();
  const reason = { error: new RangeError("enough"), text: "enough" }[step.reason];
  const abort = () => controller.abort(reason);
  if (step.abort === "before") abort();
  const late = sleep(PATIENCE, { late: true }, { ref: false });
  return Promise.race([observed(face, step, controller.signal, abort), late]);
}

async function observed(face, step, signal, abort) {
  const arrived = step.abort === "waiting" ? await face.watch() : undefined;
  let response;
  try {
    const pending = face.fetch(...argumentsOf(face, step, step.abort ? signal : undefined));
    if (arrived) {
      pending.catch(() => {});
      await arrived();
      abort();
    }
    response = await pending;
  } catch (error) {
    return { rejected: described(error, face) };
  }
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !OF_CONNECTIONS.includes(name)));
  const seen = {
    status: response.status,
    // hyper writes this where a status has no name.
    statusText: response.statusText.replace("<none>", ""),
    ok: response.ok,
    redirected: response.redirected,
    url: response.url.replace(/^https?:\/\/[^/]*/, ""),
    headers: { ...headers, ...(headers.location && { location: neutral(headers.location, face.url) }) },
  };
  if (headers.date) seen.headers.date = near(headers.date, 0);
  if (/GMT/.test(headers["retry-after"])) seen.headers["retry-after"] = near(headers["retry-after"], 120);
  try {
    const reading = response.text();
    if (step.abort === "body") {
      reading.catch(() => {});
      await sleep(3);
      abort();
    }
    seen.body = shown(await reading, face, step, seen.headers);
  } catch (error) {
    seen.unreadable = described(error, face);
  }
  if (step.abort === "after") abort();
  return seen;
}

const OF_CONNECTIONS = ["connection", "keep-alive", "transfer-encoding"];

/** A date that is at most so many seconds, and a few, from now. */
const near = (date, seconds) => (Math.abs(Date.parse(date) - Date.now()) < (seconds + 10) * 1000 ? "{DATE}" : date);

/** A body as it is compared. */
function shown(body, face, { target }, headers) {
  if (headers["content-encoding"] === "gzip") {
    // The time in a body changes the length of its compressed form, and how much there is of a half of that.
    delete headers["content-length"];
  }
  // The server's own list of requests has headers that undici adds, so that its length differs.
  if (target.startsWith("/_sandbox/requests") && body !== "") {
    delete headers["content-length"];
    const entries = parsed(neutral(body, face.url));
    return Array.isArray(entries) ? entries.map(ownHeaders) : body;
  }
  if (target.startsWith("/_sandbox/requests")) delete headers["content-length"];
  const text = neutral(body, face.url);
  // Cut off in the middle of a timestamp or an address.
  const ended = text.replace(CUT_TIMESTAMP, "$1").replace(/"https?:\/\/[^"]*$/, '"');
  return headers["content-encoding"] === "gzip" && parsed(body) === undefined ? ended.slice(0, 20) : ended;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An error as callers tell it from others. */
function described(error, face) {
  if (typeof error !== "object" || error === null) return { thrown: String(error) };
  const { name, message, cause } = error;
  const reason = cause?.message;
  const code = cause?.code;
  // What `fetch` doesn't take at all is described by each platform in its own words.
  const shown = name === "TypeError" && !["fetch failed", "terminated"].includes(message) ? "{PLATFORM}" : message;
  return { name, message: neutral(shown, face.url), reason, code };
}

/** The arguments of `fetch`. */
function argumentsOf(face, { method, target, headers, body, redirect, as, userinfo = "" }, signal) {
  const { protocol, host } = new URL(face.url);
  const url = `${protocol}//${userinfo}${host}${target}`;
  const own = headers.map(([name, value]) => [name, value.replaceAll("https://{HOST}", face.url)]);
  if (as === "json") own.push(["content-type", "application/json"]);
  const init = { method, headers: own, body: bodyFrom(body), ...(redirect && { redirect }), ...(signal && { signal }) };
  if (body.kind === "text") init.body = init.body.replaceAll("https://{HOST}", face.url);
  if (body.kind === "stream") init.duplex = "half";
  if (as === "Headers") init.headers = new Headers(own);
  if (as === "record") init.headers = Object.fromEntries(own);
  if (as === "URL") return [new URL(url), init];
  if (as === "Request") return [new Request(url, init)];
  if (as === "Request and init") return [new Request(url, { headers: [["x-test", "of the request"]] }), init];
  return [url, init];
}

function bodyFrom({ kind, value, type, file }) {
  const bytes = (text) => new TextEncoder().encode(text);
  switch (kind) {
    case "none":
      return undefined;
    case "text":
      return value;
    case "params":
      return new URLSearchParams(value);
    case "form": {
      const form = new FormData();
      for (const [name, text] of value) form.append(name, text);
      if (file) form.append("file", new Blob(["é"], { type: "text/plain" }), "a.txt");
      return form;
    }
    case "bytes":
      return bytes(value);
    case "latin1":
      return Buffer.from(value, "latin1");
    case "view":
      return new DataView(bytes(`__${value}`).buffer, 2);
    case "buffer":
      return bytes(value).buffer;
    case "blob":
      return new Blob([value], { type });
    default:
      return new Blob([value]).stream();
  }
}
