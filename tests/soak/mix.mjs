// What the soak does, call by call: a mix that depends on the seed alone. Every kind says which errors it may end with.
import { createHmac } from "node:crypto";
import vm from "node:vm";

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What goes wrong with requests to the sandbox, a share of them each. What takes long ends by a timeout or an abort. */
export const faults = [
  ["latency=5", 0.03],
  ["latency=5;when=after", 0.01],
  ["stall", 0.006],
  ["stall=body", 0.004],
  ["reset", 0.01],
  ["reset;when=after", 0.01],
  ["close", 0.01],
  ["status=400", 0.005],
  ["status=401", 0.005],
  ["status=404", 0.005],
  ["status=408", 0.005],
  ["status=425", 0.005],
  ["status=429;retry-after=0", 0.01],
  ["status=500", 0.01],
  ["status=500;when=after", 0.01],
  ["status=503;retry-after=0", 0.02],
  ["status=503;retry-date=-5", 0.01],
  ["html", 0.01],
  ["html=429;retry-after=60", 0.003],
  ["redirect", 0.005],
  ["redirect=308;to=other", 0.005],
  ["truncated", 0.01],
  ["garbage", 0.005],
  ["garbage=bytes", 0.005],
  ["garbage=empty", 0.005],
  ["garbage=shape", 0.005],
  ["length=larger", 0.005],
  ["length=smaller", 0.005],
  ["drip=1;bytes=64", 0.005],
  ["gzip", 0.01],
  ["gzip=cut", 0.005],
  ["gzip=plain", 0.005],
  ["huge=1", 0.001],
  ["huge=endless", 0.0005],
].map(([fault, rate]) => `${fault};rate=${rate}`);

/** What a call against the sandbox may end with, whatever goes wrong. */
const anyFault = [
  "network",
  "timeout",
  "unauthorized",
  "not_found",
  "rate_limited",
  "rejected",
  "server_error",
  "invalid_response",
];

const cycle = {};
cycle.self = cycle;
const text = { sender_email: "a", room_id: 1, message: "hi" };
/** Parameters and options of post_comment that are wrong, each in its own way. */
const mistakes = [
  [undefined],
  [null],
  [[]],
  [{}],
  [{ ...text, room_id: 16n }],
  [{ ...text, roomId: 1 }],
  [{ ...text, message: "x".repeat(4001) }],
  [{ ...text, message: Symbol("x") }],
  [{ ...text, extras: cycle }],
  [{ ...text, extras: new Date() }],
  [{ ...text, type: "card", payload: { text: 1, buttons: [null, 1, {}] } }],
  [
    {
      ...text,
      get message() {
        throw new Error("from a getter");
      },
    },
  ],
  [
    new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("from a proxy");
        },
      },
    ),
  ],
  [Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`unknown_${at}`, at]))],
  [text, { headers: { a: "b\r\nc: d" } }],
  [text, { signal: {} }],
  [text, { timeout: -1 }],
  [text, { extraParams: { message: "again" } }],
  [text, 5],
];

const badOptions = [
  undefined,
  {},
  { appId: "a.b" },
  { appId: "a", secretKey: "" },
  { appId: "a", secretKey: "line\n" },
  { appId: "a", headers: { "a b": "c" } },
  {
    appId: "a",
    get secretKey() {
      throw new Error("from a getter");
    },
  },
  { baseUrl: "ftp://x" },
];

const realm = vm.createContext({});
const foreign = {
  promise: vm.runInContext("(value) => Promise.resolve(value)", realm),
  rejection: vm.runInContext("() => Promise.reject(new Error('far'))", realm),
  never: vm.runInContext("() => new Promise(() => {})", realm),
};
const user = { id: 1, email: "a", username: "A", avatar_url: "", token: "t" };
const reply = (status = 200, body = JSON.stringify({ results: { user } })) => ({ status, text: async () => body });

/** What stands for `fetch`, and what a call by it ends with. */
const fetches = [
  [async () => reply(), "resolves"],
  [() => reply(), "resolves"],
  [() => foreign.promise(reply()), "resolves"],
  [
    () => {
      throw new TypeError("no");
    },
    "network",
  ],
  [
    () => {
      throw undefined;
    },
    "network",
  ],
  [() => Promise.reject("lost"), "network"],
  [() => Promise.reject(undefined), "network"],
  [() => Promise.reject(Symbol.iterator), "network"],
  [
    () =>
      Promise.reject({
        get message() {
          throw 1;
        },
      }),
    "network",
  ],
  [() => foreign.rejection(), "network"],
  [() => new Promise(() => {}), "timeout"],
  [() => foreign.never(), "timeout"],
  [() => ({ then() {} }), "timeout"],
  [async () => ({ status: 200, text: () => new Promise(() => {}) }), "timeout"],
  [async () => null, "invalid_response"],
  [async () => "hello", "invalid_response"],
  [
    async () => ({
      ...reply(),
      status: {
        valueOf() {
          throw "bad";
        },
      },
    }),
    "invalid_response",
  ],
  [
    async () => ({
      status: 200,
      text() {
        throw "bad";
      },
    }),
    "network",
  ],
  [async () => ({ status: 200, text: () => Promise.reject("cut") }), "network"],
  [
    async () => ({
      ...reply(),
      headers: {
        get() {
          throw "bad";
        },
      },
    }),
    "resolves",
  ],
  [async () => reply(200, ""), "invalid_response"],
  [async () => reply(200, "[".repeat(100_000)), "invalid_response"],
  [async () => reply(502, "x".repeat(200_000)), "server_error"],
  [async () => reply(400, JSON.stringify({ error: { message: "é".repeat(100_000), errors: { a: [1] } } })), "rejected"],
  [async () => reply(200, JSON.stringify({ results: { user: { ...user, id: null } } })), "invalid_response"],
];

const body = JSON.stringify({
  type: "post_comment_mobile",
  payload: {
    from: { id: 1, email: "abc@example.com", name: "abc" },
    room: { id: 16, topic_id: 16, type: "group", name: "gege" },
    message: { type: "text", text: "Hello", id: 985 },
  },
});
const key = "a token of the dashboard";
const signature = createHmac("sha256", key).update(body).digest("hex");

/** A webhook function that is called with something wrong, or with nothing wrong, and the code that it throws. */
const webhooks = [
  [(pkg) => pkg.validateWebhook(body).payload.message.id === 985, "resolves"],
  [(pkg) => pkg.validateWebhook(Buffer.from(body)).payload.from.name === "abc", "resolves"],
  [(pkg) => pkg.validateWebhook(JSON.parse(body)).type === "post_comment_mobile", "resolves"],
  [(pkg) => pkg.safeValidateWebhook(body.replace("985", "null")).ok, "resolves"],
  [(pkg) => pkg.safeValidateWebhook("x".repeat(50_000)).issues.length === 1, "resolves"],
  [(pkg) => pkg.signWebhook(body, key) === signature, "resolves"],
  [(pkg) => pkg.verifyWebhookSignature(body, signature.toUpperCase(), ["another", key]), "resolves"],
  [(pkg) => pkg.validateWebhook(body.slice(1)), "invalid_webhook"],
  [(pkg) => pkg.validateWebhook(cycle), "invalid_webhook"],
  [(pkg) => pkg.validateWebhook(new Uint8Array([0xff])), "invalid_webhook"],
  [(pkg) => pkg.validateWebhook({ type: "post_comment", payload: { from: Array(200).fill(1) } }), "invalid_webhook"],
  [(pkg) => pkg.verifyWebhookSignature(`${body} `, signature, key), "invalid_signature"],
  [(pkg) => pkg.verifyWebhookSignature(body, undefined, key), "invalid_signature"],
  [(pkg) => pkg.verifyWebhookSignature(JSON.parse(body), signature, key), "invalid_signature"],
];

/** What is sent to a handler, and what it answers. */
const deliveries = [
  [body, signature, 200],
  [body, signature.replace(/^./, "z"), 401],
  ["{}", createHmac("sha256", key).update("{}").digest("hex"), 400],
  [body + " ".repeat(4096), signature, 413],
];

const check = (fits, what) => {
  if (!fits) throw new Error(`soak: ${what}`);
};

/** The eight calls, each with a check of its results. `world` has the rooms and users that there are. */
const calls = {
  createRoom: (random, { users }) => {
    const [creator, other] = [users[0], users.at(-1)];
    const name = `room ${Math.floor(random() * 1000)} & 💬`;
    return [
      { name, participants: [creator, other], creator },
      (results) => results.room_name === name && results.participants.length === 2,
    ];
  },
  getOrCreateRoomWithTarget: (random, { users }) => {
    const emails = [users[0], users[1 + Math.floor(random() * (users.length - 1))]];
    return [{ emails }, ({ room, comments }) => room.chat_type === "single" && Array.isArray(comments)];
  },
  getRoomsInfo: (random, { rooms, users }) => {
    const params = {
      room_id: rooms.slice(0, 1 + Math.floor(random() * 5)),
      user_email: users[0],
      show_participants: random() < 0.5,
    };
    return [params, ({ rooms_info }) => rooms_info.length === params.room_id.length];
  },
  // Of users who don't post: only participants may.
  addRoomParticipants: (random, { rooms, users }) => [
    { room_id: rooms[0], emails: [users.at(-1 - Math.floor(random() * 3))] },
    (results) => results.participants.length >= 2,
  ],
  removeRoomParticipants: (random, { rooms, users }) => [
    { room_id: rooms[0], emails: [users.at(-1 - Math.floor(random() * 3))] },
    (results) => results.participants.length >= 1,
  ],
  postComment: (random, { rooms, users }, unique_temp_id) => {
    const room_id = rooms[Math.floor(random() * rooms.length)];
    const payload = random() < 0.3 ? { type: "custom", payload: { type: "soak", content: { unique_temp_id } } } : {};
    const message = "ü ".repeat(Math.floor(random() ** 4 * 1000)) + unique_temp_id;
    const params = { sender_email: users[0], room_id, message, unique_temp_id, ...payload };
    return [params, ({ comment }) => comment.unique_temp_id === unique_temp_id && comment.message === message];
  },
  loadComments: (random, { rooms }) => {
    const limit = 1 + Math.floor(random() * 20);
    const params = { room_id: rooms[Math.floor(random() * rooms.length)], limit, page: 1 + Math.floor(random() * 3) };
    return [params, ({ comments }) => comments.length <= limit];
  },
  loginOrRegister: (random, { users }) => {
    const email = users[Math.floor(random() * users.length)];
    return [{ email, username: "A", extras: { seed: 1 } }, (results) => results.user.email === email];
  },
};
const methods = Object.keys(calls);

/** The id of the comment that a call posts: the last check looks for it. */
export const commentId = (seed, at) => `soak-${seed}-${at}`;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const pick = (random, list) => list[Math.floor(random() * list.length)];
const outcomes = ["not_sent", "rejected", "accepted", "unknown"];

/** One of the eight calls, against the sandbox. Gives the promise and what it may end with. */
function one(random, world, id, options) {
  // Comments are what must not come twice: every fourth call posts one.
  const method = random() < 0.15 ? "postComment" : pick(random, methods);
  const [params, fits] = calls[method](random, world, id);
  // Half of the posts are looked up where they are in doubt.
  if (method === "postComment" && random() < 0.5) options = { ...options, confirm: true };
  const promise = world.client[method](params, options).then((results) => check(fits(results), `wrong results of ${method}`));
  return { promise, codes: anyFault, posts: method === "postComment" };
}

/**
 * The kinds of calls, and how often each is made. A kind gives `promise`, the `codes` of the errors that it may end with, and
 * where nothing else will do that it has to end with one (`fails`).
 */
const kinds = [
  [50, (random, world, id) => one(random, world, id, { timeout: world.timeout })],
  [8, (random, world, id) => one(random, world, id, { timeout: world.timeout, signal: world.shared })],
  [1, (random, world, id) => one(random, world, id, { timeout: 12 * world.timeout, maxRetries: 4 })],
  [3, (random, world, id) => one(random, world, id, { timeout: 1 + Math.floor(random() * 10) })],
  [2, (random, world, id) => one(random, world, id, { timeout: world.timeout, maxRetries: 0, headers: { "x-soak": id } })],
  [
    2,
    (random, world, id) => {
      const call = one(random, world, id, { timeout: world.timeout, signal: AbortSignal.abort(id) });
      return { ...call, codes: ["aborted"], fails: true, fits: (error) => error.cause === id && error.outcome === "not_sent" };
    },
  ],
  [
    6,
    (random, world, id) => {
      const controller = new AbortController();
      const call = one(random, world, id, { timeout: world.timeout, signal: controller.signal });
      const timer = setTimeout(() => controller.abort(id), random() * 12);
      call.promise = call.promise.finally(() => clearTimeout(timer));
      return { ...call, codes: ["aborted", ...anyFault], fits: (error) => error.code !== "aborted" || error.cause === id };
    },
  ],
  [
    2,
    (random, world, id) => {
      const controller = new AbortController();
      const call = one(random, world, id, { timeout: world.timeout, signal: controller.signal });
      call.promise = call.promise.finally(() => controller.abort(id));
      return call;
    },
  ],
  [
    3,
    (random, { client, rooms, timeout }) => {
      const walk = async () => {
        let last = Infinity;
        let left = Math.floor(random() * 15);
        for await (const { id } of client.comments({ room_id: pick(random, rooms), limit: 5 }, { timeout })) {
          check(id < last, "a comment came twice");
          last = id;
          if (left-- === 0) break;
        }
      };
      return { promise: walk(), codes: anyFault };
    },
  ],
  [
    6,
    (random, { client }) => {
      const [params, options] = pick(random, mistakes);
      const fits = ({ outcome, issues }) => outcome === "not_sent" && issues.length > 0 && issues.length <= 100;
      return { promise: client.postComment(params, options), codes: ["invalid_request"], fails: true, fits };
    },
  ],
  [
    9,
    (random, { pkg }) => {
      const [fetch, end] = pick(random, fetches);
      const client = new pkg.QiscusClient({ baseUrl: "http://x.test", fetch, timeout: 20, maxRetries: Math.floor(random() * 3) });
      const promise = client.loginOrRegister({ email: "a", username: "A" });
      // Freed under way, or left to the garbage collector.
      if (random() < 0.5) client.free();
      return { promise, codes: end === "resolves" ? [] : [end, "timeout"], fails: end !== "resolves" };
    },
  ],
  [
    1,
    (random, { pkg }) => {
      const promise = (async () => new pkg.QiscusClient(pick(random, badOptions)))();
      return { promise, codes: ["invalid_options"], fails: true, noOutcome: true };
    },
  ],
  [
    1,
    (random, { pkg }) => {
      const client = new pkg.QiscusClient({ appId: "a" });
      client.free();
      client.free();
      return { promise: client.loadComments({ room_id: 1 }), codes: ["invalid_request"], fails: true };
    },
  ],
  [
    5,
    (random, { pkg }) => {
      const [work, end] = pick(random, webhooks);
      const promise = (async () => check((await work(pkg)) !== undefined, "a webhook function gave nothing"))();
      return { promise, codes: end === "resolves" ? [] : [end], fails: end !== "resolves", noOutcome: true };
    },
  ],
  [
    2,
    (random, { pkg }) => {
      const [sent, signed, expected] = pick(random, deliveries);
      const works = random() < 0.8;
      const onEvent = async () => check(works, "a handler of events that fails");
      const handler = pkg.webhookHandler({ signatureKey: key, onEvent, onError() {}, maxBytes: 4096 });
      const headers = { "content-type": "application/json", "qiscus-sdk-signature": signed };
      const promise = handler(new Request("http://x.test", { method: "POST", headers, body: sent })).then(async (response) => {
        await response.text();
        check(response.status === (expected === 200 && !works ? 500 : expected), `a handler answered ${response.status}`);
      });
      return { promise, codes: [] };
    },
  ],
];
const total = kinds.reduce((sum, [weight]) => sum + weight, 0);

/** Begins the call with that number. */
export function begin(seed, at, world) {
  const random = generator(Math.imul(seed + 1, 0x9e3779b1) ^ at);
  let place = random() * total;
  const [, kind] = kinds.find(([weight]) => (place -= weight) < 0);
  return kind(random, world, commentId(seed, at));
}

/** What is wrong with the error of a call, if anything. */
export function fault(error, { codes, fits, noOutcome }, pkg, secret) {
  if (!(error instanceof pkg.QiscusError) || !pkg.isQiscusError(error)) return `no QiscusError: ${error?.stack ?? String(error)}`;
  if (!codes.includes(error.code)) return `${error.code} instead of ${codes.join(", ") || "no error"}: ${error.message}`;
  if (!noOutcome && !outcomes.includes(error.outcome)) return `no outcome: ${error.message}`;
  if (fits && !fits(error)) return `${error.code} without what belongs to it: ${error.message}`;
  if (`${error.message} ${error.body}`.includes(secret)) return `the secret in ${error.message.slice(0, 200)}`;
  if (Buffer.byteLength(error.body ?? "") > 65_536) return `a body of ${error.body.length} characters`;
}

/** Until what has ended is collected: finalizers of the clients left behind run in tasks of their own. */
export async function collected() {
  for (let round = 0; round < 4; round++) {
    global.gc();
    await sleep(20);
  }
}
