// Runs this package and the alternatives into the same faults of the sandbox, and writes what each did into tests/trust/README.md.
import { Octokit } from "@octokit/core";
import { retry as octokitRetry } from "@octokit/plugin-retry";
import { LogLevel, WebClient } from "@slack/web-api";
import ky from "ky";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { ofetch } from "ofetch";
import OpenAI from "openai";
import Stripe from "stripe";
import { Svix } from "svix";
import { QiscusClient } from "../../pkg/index.js";
import { appId, secretKey, startSandbox } from "../../tests/sandbox.mjs";

/** The sandbox requires this header of every client. */
const headers = { QISCUS_SDK_SECRET: secretKey };
const rest = (url) => `${url}/api/v2/rest`;
const sender_email = "abc@example.com";

/** The options without those that are `undefined`. */
const given = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** Keeps clients from logging to the console. */
const logger = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {}, getLevel: () => LogLevel.ERROR };

/**
 * Each client, used as documented. `make` creates one with its defaults, or with a number of `retries`, a `timeout` in
 * milliseconds, or a `wait` in milliseconds before a retry (for clients that ignore `Retry-After`). `post` posts a comment.
 */
const clients = {
  "qiscus-wasm": {
    make: ({ url, retries, timeout }) =>
      new QiscusClient(given({ baseUrl: url, appId, secretKey, maxRetries: retries, timeout })),
    post: (client, comment, signal) => client.postComment(comment, { signal }),
  },
  "ky": {
    make: ({ url, retries, timeout }) => {
      const retry = retries === undefined ? undefined : { limit: retries, methods: ["post"] };
      return ky.create(given({ prefix: rest(url), headers, timeout, retry }));
    },
    post: (client, json, signal) => client.post("post_comment", { json, signal }).json(),
  },
  "ofetch": {
    make: ({ url, retries, timeout, wait }) =>
      ofetch.create(given({ baseURL: rest(url), headers, timeout, retry: retries, retryDelay: wait })),
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
      return new (Octokit.plugin(octokitRetry))({
        auth: secretKey,
        baseUrl: rest(url),
        log: logger,
        request: given({ timeout }),
        retry,
      });
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
    // Svix only calls its own API: the option `fetch` sends the comment of the call below.
    make: ({ url, retries, timeout, wait }) => {
      const fetch = (_, init) => {
        const json = { ...init.headers, ...headers, "content-type": "application/json" };
        return globalThis.fetch(`${rest(url)}/post_comment`, { ...init, headers: json, body: client.comment });
      };
      const retry = wait ? { retryScheduleInMs: Array(retries).fill(wait) } : { numRetries: retries };
      const client = new Svix(secretKey, given({ serverUrl: url, requestTimeout: timeout, fetch, ...given(retry) }));
      return client;
    },
    post: (client, comment, signal) => {
      client.comment = JSON.stringify(comment);
      return client.message.create("app", { eventType: "comment", payload: {} }, given({ signal }));
    },
  },
};

/** Makes one call; reports whether and when it settled within `patience` milliseconds, and what the sandbox received. */
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
    return {
      started,
      settled,
      took: settled && settled.at - started,
      requests,
      stored: comments.length,
      host: new URL(sandbox.url).host,
    };
  } finally {
    await sandbox.stop();
  }
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
const times = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
const shows = (text) => (String(text).includes(secretKey) ? "**prints the secret**" : "no secret");

const posted = ({ stored, settled }) =>
  `${stored > 1 ? `**posted ${stored} times**` : stored === 1 ? "posted once" : "not posted"}${settled ? "" : ", not done yet"}`;

const again =
  (least) =>
  ({ requests, took, settled }) => {
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

/** The properties of an error by path, without messages. */
function facts(value, path = [], found = new Map()) {
  if (typeof value === "string" || typeof value === "number") found.set(path.join("."), value);
  if (typeof value !== "object" || value === null || path.length > 2) return found;
  for (const name of new Set([...Object.keys(value), "cause"])) {
    // Messages are for people, and these properties differ from call to call.
    if (/message|stack|port|address|errno|syscall|url|header|request|date|body|id$/i.test(name)) continue;
    try {
      facts(value[name], [...path, name], found);
    } catch {}
  }
  return found;
}

/** Aborts `delay` milliseconds after the first request has arrived. */
const abortAfter =
  (controller, delay, seen) =>
  async ({ posts }) => {
    for (const end = performance.now() + 10_000; performance.now() < end && (await posts()).length === 0; ) await sleep(20);
    await sleep(delay);
    seen.requests = (await posts()).length;
    seen.at = performance.now();
    controller.abort();
  };

const behaviours = {
  "A post is stored, its reply is lost": async (client) =>
    posted(await attempt(client, { faults: ["reset;when=after;times=2"] })),
  "A post is stored, then answered with 500": async (client) =>
    posted(await attempt(client, { faults: ["status=500;when=after;times=2"] })),
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
    const { settled } = await attempt(client, {
      faults: ["stall"],
      signal: controller.signal,
      patience: 5_000,
      meanwhile: abortAfter(controller, 200, seen),
    });
    if (!settled) return "**still waiting after 4 s**";
    return settled.at >= seen.at ? "ends at once" : `**refused: ${settled.error?.message?.split("\n")[0].slice(0, 60)}**`;
  },
  "`AbortSignal`, in the wait before a retry": async (client) => {
    const [controller, seen] = [new AbortController(), {}];
    const { settled, requests } = await attempt(client, {
      faults: ["status=503;retry-after=20"],
      retries: 2,
      wait: 20_000,
      signal: controller.signal,
      patience: 9_000,
      meanwhile: abortAfter(controller, 300, seen),
    });
    if (settled && settled.at < seen.at) return `no wait: ${times(requests.length, "request")}`;
    if (!settled) return "**still asleep after 8 s**";
    const late = settled.at - seen.at;
    return late < 1_000 && requests.length === seen.requests
      ? "awake at once"
      : `**${seconds(late)} later, ${times(requests.length - seen.requests, "request")} more**`;
  },
  "429, `Retry-After: 3`": async (client) =>
    again(2_950)(await attempt(client, { faults: ["status=429;retry-after=3;times=1"], retries: 2 })),
  "429, `Retry-After` as a date, 4 to 5 s from now": async (client) =>
    again(3_950)(await attempt(client, { faults: ["status=429;retry-date=4;times=1"], retries: 2 })),
  "A redirect (307) to another origin": async (client) => {
    const { requests, host } = await attempt(client, { faults: ["redirect=307;to=other;times=1"], retries: 0 });
    const there = requests.filter(({ headers }) => headers.host !== host);
    if (there.length === 0) return "not followed";
    const sent = ["authorization", "qiscus_sdk_secret"].filter((name) => there.some(({ headers }) => name in headers));
    return sent.length > 0
      ? `**followed, with ${sent.map((name) => `\`${name}\``).join(" and ")}**`
      : "followed, without the secret";
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
    const [refused, lost] = [
      await attempt(client, { url, retries: 0 }),
      await attempt(client, { faults: ["reset;when=after"], retries: 0 }),
    ];
    const [before, after] = [facts(refused.settled?.error), facts(lost.settled?.error)];
    const differing = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
    const said = differing.map((name) => `\`${name}\`: ${before.get(name) ?? "none"} / ${after.get(name) ?? "none"}`);
    return said[0] ?? "**the errors don't show it**";
  },
};

/** Runs `count` jobs at a time: they mostly wait. */
async function inParallel(jobs, count) {
  const queue = [...jobs];
  await Promise.all(
    Array.from({ length: count }, async () => {
      for (let job; (job = queue.shift()); ) await job();
    }),
  );
}

// A client's stray rejection must not end the comparison.
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

const json = async (path) => JSON.parse(await readFile(new URL(path, import.meta.url), "utf8"));
const { dependencies } = await json("package.json");
const names = Object.keys(clients);
const packages = names.slice(1).flatMap((name) => clients[name].packages ?? [name]);
const versions = [
  `qiscus-wasm ${(await json("../../pkg/package.json")).version}`,
  ...packages.map((name) => `${name} ${dependencies[name]}`),
];
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = [
  row(["", ...names]),
  row(["---", ...names.map(() => "---")]),
  ...Object.keys(behaviours).map((behaviour) => row([behaviour, ...names.map((name) => cells[behaviour][name])])),
].join("\n");
console.log(table);

await writeFile(
  new URL("../../tests/trust/README.md", import.meta.url),
  `<!-- Written by \`cargo xtask peers\`. -->

# When things go wrong

[trust.test.mjs](trust.test.mjs) tests these rows for every release of this package. The table shows what other clients do with the same
faults of the [sandbox](../../sandbox/README.md), as \`cargo xtask peers\` observed it on ${new Date().toISOString().slice(0, 10)} with Node.js ${process.version}.
A row that names no setting shows a client's defaults; otherwise the documented option of the client is used. Bold marks what a user would
rather not have.

${table}

- Versions: ${versions.join("; ")}.
- A post is a \`POST\` that stores a comment. Its first two requests meet the fault, so a client that sends it three times has stored
  it three times. Stripe's own server would drop the repetitions by their \`Idempotency-Key\`; Qiscus has no such header.
- The rows about waiting turn on retries of \`POST\` for the clients that don't make them by default (ky, ofetch).
- The redirect leads to another origin, which is the same sandbox: its journal shows what was sent there. The secret is the client's own
  token in \`Authorization\`, and the header that the Qiscus API requires.
- A client without an option for a signal gets one anyway, beside its other options of the request.
`,
);
process.exit(0);
