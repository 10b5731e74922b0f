// What this package and others do when things go wrong: the same faults of the sandbox for each, and what was seen. Prints a
// table, and writes it into the file that it is given, after the folder in which the others are installed.
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { appId, secretKey, startSandbox } from "../../tests/sandbox.mjs";

const [folder, file] = process.argv.slice(2);
const resolve = createRequire(pathToFileURL(join(folder, "package.json"))).resolve;
const load = (name) => import(pathToFileURL(resolve(name)));

const { QiscusClient } = await import("../../pkg/index.js");
const { default: ky } = await load("ky");
const { ofetch } = await load("ofetch");
const { default: OpenAI } = await load("openai");
const { default: Stripe } = await load("stripe");
const { Octokit } = await load("@octokit/core");
const { retry: octokitRetry } = await load("@octokit/plugin-retry");
const { WebClient, LogLevel } = await load("@slack/web-api");
const { Svix } = await load("svix");

/** The secret's header: the sandbox asks for it, whatever else a client sends. */
const headers = { QISCUS_SDK_SECRET: secretKey };
const rest = (url) => `${url}/api/v2/rest`;
const sender_email = "abc@example.com";

/** Options without those that aren't given. */
const given = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** Some clients log to the console unless given a logger. */
const logger = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {}, getLevel: () => LogLevel.ERROR };

/** What a client of svix sends: see there. */
const comments = new WeakMap();

/**
 * Each client, as its documentation has it. `make` makes one: with what it does by itself, or with a number of `retries`, a
 * `timeout` in milliseconds, or a `wait` in milliseconds before a retry, for those that don't ask the server. `post` posts a
 * comment.
 */
const clients = {
  "qiscus-wasm": {
    make: ({ url, retries, timeout }) => new QiscusClient(given({ baseUrl: url, appId, secretKey, maxRetries: retries, timeout })),
    post: (client, comment, signal) => client.postComment(comment, { signal }),
  },
  "ky": {
    make: ({ url, retries, timeout }) => {
      const retry = retries === undefined ? undefined : { limit: retries, methods: ["post"] };
      return ky.create(given({ prefixUrl: rest(url), headers, timeout, retry }));
    },
    post: (client, json, signal) => client.post("post_comment", { json, signal }).json(),
  },
  "ofetch": {
    make: ({ url, retries, timeout, wait }) => ofetch.create(given({ baseURL: rest(url), headers, timeout, retry: retries, retryDelay: wait })),
    post: (client, body, signal) => client("/post_comment", { method: "POST", body, signal }),
  },
  "openai": {
    make: ({ url, retries, timeout }) =>
      new OpenAI(given({ apiKey: secretKey, baseURL: rest(url), defaultHeaders: headers, maxRetries: retries, timeout })),
    post: (client, body, signal) => client.post("/post_comment", { body, signal }),
  },
  "stripe": {
    make: ({ url, retries, timeout }) => {
      const { hostname: host, port } = new URL(url);
      return new Stripe(secretKey, given({ protocol: "http", host, port, timeout, maxNetworkRetries: retries }));
    },
    post: (client, comment, signal) =>
      client.rawRequest("POST", "/api/v2/rest/post_comment", comment, given({ additionalHeaders: headers, signal })),
  },
  "octokit + retry": {
    packages: ["@octokit/core", "@octokit/plugin-retry"],
    make: ({ url, retries, timeout, wait }) => {
      const retry = given({ retries, retryAfterBaseValue: wait, enabled: retries === 0 ? false : undefined });
      return new (Octokit.plugin(octokitRetry))({ auth: secretKey, baseUrl: rest(url), log: logger, request: given({ timeout }), retry });
    },
    post: (client, comment, signal) => client.request("POST /post_comment", { ...comment, headers, request: given({ signal }) }),
  },
  "slack": {
    packages: ["@slack/web-api"],
    make: ({ url, retries, timeout }) => {
      const retryConfig = retries === undefined ? undefined : { retries };
      return new WebClient(secretKey, given({ slackApiUrl: `${rest(url)}/`, headers, logger, timeout, retryConfig }));
    },
    post: (client, comment, signal) => client.apiCall("post_comment", given({ ...comment, signal })),
  },
  "svix": {
    // It knows only paths and bodies of its own API: its option `fetch` sends a comment instead.
    make: ({ url, retries, timeout, wait }) => {
      const fetch = (_, init) => {
        const json = { ...init.headers, ...headers, "content-type": "application/json" };
        return globalThis.fetch(`${rest(url)}/post_comment`, { ...init, headers: json, body: JSON.stringify(comments.get(client)) });
      };
      const retryScheduleInMs = wait && Array(retries).fill(wait);
      const client = new Svix(secretKey, given({ serverUrl: url, requestTimeout: timeout, fetch, numRetries: retries, retryScheduleInMs }));
      return client;
    },
    post: (client, comment, signal) => {
      comments.set(client, comment);
      return client.message.create("app", { eventType: "comment", payload: {} }, given({ signal }));
    },
  },
};

/** What one call came to: whether it settled within `patience` milliseconds, when, and what the sandbox got. */
async function attempt({ make, post }, { faults = [], url, signal, patience = 20_000, meanwhile, ...options }) {
  const sandbox = await startSandbox();
  try {
    const own = new QiscusClient({ baseUrl: sandbox.url, appId, secretKey });
    await own.loginOrRegister({ email: sender_email, username: "abc" });
    const { room_id } = await own.createRoom({ name: "gege", creator: sender_email, participants: [sender_email] });
    await sandbox.faults(faults);
    const posts = async () => (await sandbox.requests()).filter(({ path }) => path.endsWith("/post_comment"));
    const started = performance.now();
    const client = await make({ url: url ?? sandbox.url, ...options });
    let settled;
    const call = (async () => post(client, { sender_email, room_id, message: "Hello" }, signal))().then(
      () => (settled = { at: performance.now() }),
      (error) => (settled = { at: performance.now(), error }),
    );
    await meanwhile?.({ posts });
    const left = AbortSignal.timeout(Math.max(1, Math.round(started + patience - performance.now())));
    await Promise.race([call, once(left, "abort")]);
    const requests = await posts();
    await sandbox.faults([]);
    const { comments } = await own.loadComments({ room_id, limit: 100 });
    return { started, settled, took: settled && settled.at - started, requests, stored: comments.length, host: new URL(sandbox.url).host };
  } finally {
    await sandbox.stop();
  }
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
const times = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
const shows = (text) => (String(text).includes(secretKey) ? "**prints the secret**" : "no secret");

const posted = ({ stored, settled }) => `${stored > 1 ? `**posted ${stored} times**` : stored === 1 ? "posted once" : "not posted"}${settled ? "" : ", not done yet"}`;

const again = (least) => ({ requests, took, settled }) => {
  if (requests.length < 2) return settled ? "not sent again" : "**not sent again in 20 s**";
  return took >= least ? `waits ${seconds(took)}` : `**waits ${seconds(took)}**`;
};

async function closedPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What an error has beside its texts, by path. */
function facts(value, path = [], found = new Map()) {
  if (typeof value === "string" || typeof value === "number") found.set(path.join("."), value);
  if (typeof value !== "object" || value === null || path.length > 2) return found;
  for (const name of new Set([...Object.keys(value), "cause"])) {
    // Texts are for people, and these differ from call to call.
    if (/message|stack|port|address|errno|syscall|url|header|request|date|body|id$/i.test(name)) continue;
    try {
      facts(value[name], [...path, name], found);
    } catch {}
  }
  return found;
}

/** Aborts so many milliseconds after the first request has been answered, or has begun to be. */
const abortAfter = (controller, delay, seen) => async ({ posts }) => {
  for (const end = performance.now() + 10_000; performance.now() < end && (await posts()).length === 0; ) await sleep(20);
  await sleep(delay);
  seen.requests = (await posts()).length;
  seen.at = performance.now();
  controller.abort();
};

const behaviours = {
  "A post is stored, its reply is lost": async (client) => posted(await attempt(client, { faults: ["reset;when=after;times=2"] })),
  "A post is stored, then answered with 500": async (client) => posted(await attempt(client, { faults: ["status=500;when=after;times=2"] })),
  "Retries set to 0, a server that fails": async (client) => {
    const { requests } = await attempt(client, { faults: ["status=500"], retries: 0, patience: 10_000 });
    return requests.length === 1 ? "1 request" : `**${times(requests.length, "request")}**`;
  },
  "Timeout of 1 s, half a body": async (client) => {
    const { settled, took } = await attempt(client, { faults: ["stall=body"], retries: 0, timeout: 1000, patience: 6_000 });
    return settled ? `ends after ${seconds(took)}` : "**still waiting after 6 s**";
  },
  "`AbortSignal`, no answer": async (client) => {
    const [controller, seen] = [new AbortController(), {}];
    const { settled } = await attempt(client, { faults: ["stall"], signal: controller.signal, patience: 5_000, meanwhile: abortAfter(controller, 200, seen) });
    if (!settled) return "**still waiting after 4 s**";
    return settled.at >= seen.at ? "ends at once" : `**refused: ${settled.error?.message?.split("\n")[0].slice(0, 60)}**`;
  },
  "`AbortSignal`, in the wait before a retry": async (client) => {
    const [controller, seen] = [new AbortController(), {}];
    const { settled, requests } = await attempt(client, { faults: ["status=503;retry-after=20"], retries: 2, wait: 20_000, signal: controller.signal, patience: 9_000, meanwhile: abortAfter(controller, 300, seen) });
    if (settled && settled.at < seen.at) return `no wait: ${times(requests.length, "request")}`;
    if (!settled) return "**still asleep after 8 s**";
    const late = settled.at - seen.at;
    return late < 1_000 && requests.length === seen.requests ? "awake at once" : `**${seconds(late)} later, ${times(requests.length - seen.requests, "request")} more**`;
  },
  "429, `Retry-After: 3`": async (client) => again(2_950)(await attempt(client, { faults: ["status=429;retry-after=3;times=1"], retries: 2 })),
  "429, `Retry-After` as a date, 4 to 5 s from now": async (client) => again(3_950)(await attempt(client, { faults: ["status=429;retry-date=4;times=1"], retries: 2 })),
  "A redirect (307) to another origin": async (client) => {
    const { requests, host } = await attempt(client, { faults: ["redirect=307;to=other;times=1"], retries: 0 });
    const there = requests.filter(({ headers }) => headers.host !== host);
    if (there.length === 0) return "not followed";
    const sent = ["authorization", "qiscus_sdk_secret"].filter((name) => there.some(({ headers }) => name in headers));
    return sent.length > 0 ? `**followed, with ${sent.map((name) => `\`${name}\``).join(" and ")}**` : "followed, without the secret";
  },
  "`console.log(client)`": async ({ make }) => shows(inspect(make({ url: "http://127.0.0.1:1" }))),
  "`JSON.stringify(client)`": async ({ make }) => {
    try {
      return shows(JSON.stringify(make({ url: "http://127.0.0.1:1" })));
    } catch {
      return "throws";
    }
  },
  "`console.log(error)`, a 400": async (client) => {
    const { settled } = await attempt(client, { faults: ["status=400"], retries: 0 });
    return shows(inspect(settled?.error));
  },
  "`console.log(error)`, a connection that was reset": async (client) => {
    const { settled } = await attempt(client, { faults: ["reset"], retries: 0 });
    return shows(inspect(settled?.error));
  },
  "May it have been posted? Nobody listened / the reply was lost": async (client) => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const [refused, lost] = [await attempt(client, { url, retries: 0 }), await attempt(client, { faults: ["reset;when=after"], retries: 0 })];
    const [before, after] = [facts(refused.settled?.error), facts(lost.settled?.error)];
    const differing = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
    const said = differing.map((name) => `\`${name}\`: ${before.get(name) ?? "none"} / ${after.get(name) ?? "none"}`);
    return said[0] ?? "**the errors don't tell**";
  },
};

const version = async (name) => JSON.parse(await readFile(join(folder, "node_modules", name, "package.json"), "utf8")).version;

/** Several at a time, since most of the time is spent waiting. */
async function inParallel(jobs, count) {
  const queue = [...jobs];
  await Promise.all(Array.from({ length: count }, async () => { for (let job; (job = queue.shift()); ) await job(); }));
}

// What a client leaves behind may fail later: it is part of what is compared, but not the end of it.
process.on("unhandledRejection", () => {});

const cells = {};
const jobs = Object.entries(behaviours).flatMap(([behaviour, observe]) =>
  Object.entries(clients).map(([name, client]) => async () => {
    const cell = await observe(client).catch((error) => `?: ${error.message}`);
    (cells[behaviour] ??= {})[name] = cell.replaceAll("|", "\\|").replaceAll("\n", " ");
    console.error(`    ${name}: ${behaviour}: ${cell}`);
  }),
);
await inParallel(jobs, 4);

const names = Object.keys(clients);
const own = JSON.parse(await readFile(new URL("../../pkg/package.json", import.meta.url), "utf8")).version;
const versions = await Promise.all(
  names.map(async (name, at) => (at === 0 ? `${name} ${own}` : (await Promise.all((clients[name].packages ?? [name]).map(async (it) => `${it} ${await version(it)}`))).join(", "))),
);
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = [
  row(["", ...names]),
  row(["---", ...names.map(() => "---")]),
  ...Object.keys(behaviours).map((behaviour) => row([behaviour, ...names.map((name) => cells[behaviour][name])])),
].join("\n");
console.log(table);

const date = new Date().toISOString().slice(0, 10);
await writeFile(
  file,
  `<!-- What clients do when things go wrong, as \`cargo xtask peers\` has seen it. Made by that command. -->

# When things go wrong

The rows of [trust.test.mjs](trust.test.mjs) hold for this package in every release. This is how others fare with the same faults,
as \`cargo xtask peers\` saw it on ${date} with Node.js ${process.version}: every cell was observed, against the [sandbox](../../sandbox/README.md)
of this repository. What a client does by itself is shown where a row names no setting; where one does, the option of that client's
documentation is used. Bold is what one would rather not have.

${table}

- Versions: ${versions.join("; ")}.
- A post is a \`POST\` that stores a comment. Its first two requests meet the fault, so a client that sends it three times has stored
  it three times. Stripe's own server would drop the repetitions by their \`Idempotency-Key\`; Qiscus has no such thing.
- Retries of \`POST\` are switched on for the rows of waiting, where a client doesn't make them by itself (ky, ofetch).
- The redirect leads to another origin which is the same sandbox, so its journal shows what was sent there. The secret is the
  client's own token, sent as \`Authorization\`, and the header that the Qiscus API asks for.
- Where a client has no option for a signal, one is given all the same, beside its other options of the request.
`,
);
process.exit(0);
