// What can go wrong between the package and the rest of a program, a row each. The same table runs in Node.js and in a page:
// `pkg` is the package, `foreign` makes values in another realm. A row that has not settled by its deadline has failed.

const text = "the-secret-key";
const user = { id: 1, email: "a", username: "A", avatar_url: "", token: "t" };
export const signIn = { email: "a", username: "A" };
const reply = (results, status = 200) => ({ status, text: async () => JSON.stringify({ results, status: 200 }) });
const never = new Promise(() => {});

export function equal(actual, expected, what = "") {
  const [a, b] = [actual, expected].map((value) => (typeof value === "object" ? JSON.stringify(value) : value));
  if (!Object.is(a, b)) throw new Error(`${what} expected ${String(b)}, received ${String(a)}`);
}

/** The error of a promise that has to reject. */
async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the call succeeded");
}

/** A row whose `fetch` misbehaves. */
const fetching = (name, fetch, expected, options = {}) => ({
  name: `fetch ${name}`,
  async run({ pkg, foreign }) {
    const client = new pkg.QiscusClient({ baseUrl: "http://x.test", maxRetries: 0, fetch: (...call) => fetch(foreign, ...call) });
    if (expected === "resolves") {
      equal(await client.loginOrRegister(signIn, options), { user });
      return;
    }
    const error = await rejection(client.loginOrRegister(signIn, options));
    const { cause, ...fields } = expected;
    equal(error instanceof pkg.QiscusError, true, "instanceof");
    for (const [field, value] of Object.entries(fields)) equal(error[field], value, field);
    if ("cause" in expected) equal("cause" in error, true, "a cause");
    if (typeof cause === "function") equal(cause(error.cause), true, "the cause");
    else if ("cause" in expected) equal(error.cause, cause, "the cause");
  },
});

const network = { code: "network", outcome: "unknown", endpoint: "login_or_register", attempts: 1 };
const notSent = { ...network, outcome: "not_sent" };
const noResponse = { ...network, code: "invalid_response" };
const replies = (name, status, body, expected) =>
  fetching(`gives ${name}`, () => ({ status, text: async () => body }), { attempts: 1, status, body, ...expected });

const fetches = [
  fetching("gives a mock with status and text() only", async () => reply({ user }), "resolves"),
  fetching("gives no promise", () => reply({ user }), "resolves"),
  fetching("gives a thenable", () => ({ then: (resolve) => resolve(reply({ user })) }), "resolves"),
  fetching("gives null", async () => null, { ...noResponse, cause: null }),
  fetching("gives nothing", async () => {}, { ...noResponse, cause: undefined }),
  fetching("gives a string", async () => "hello", { ...noResponse, cause: "hello" }),
  fetching("gives an object without text()", async () => ({ status: 200 }), noResponse),
  fetching("gives a response without a status", async () => ({ text: async () => "" }), noResponse),
  fetching(
    "throws an error",
    () => {
      throw new TypeError("no");
    },
    {
      ...notSent,
      cause: (cause) => cause instanceof TypeError,
      message: "the request could not be sent: no, in login_or_register",
    },
  ),
  fetching(
    "throws at once, and not a TypeError: something may have been sent",
    () => {
      throw new Error("no");
    },
    { ...network, message: "no response: no, in login_or_register" },
  ),
  fetching(
    "throws a string",
    () => {
      throw "no";
    },
    { ...network, cause: "no" },
  ),
  fetching(
    "throws undefined",
    () => {
      throw undefined;
    },
    { ...network, cause: undefined },
  ),
  fetching(
    "rejects with an error",
    async () => {
      throw new Error("lost");
    },
    { ...network, message: "no response: lost, in login_or_register" },
  ),
  fetching(
    "rejects with a string",
    async () => {
      throw "lost";
    },
    { ...network, cause: "lost" },
  ),
  fetching("rejects with undefined", () => Promise.reject(undefined), { ...network, cause: undefined }),
  fetching("rejects with null", () => Promise.reject(null), { ...network, cause: null }),
  fetching("rejects with a symbol", () => Promise.reject(Symbol.iterator), {
    ...network,
    cause: (cause) => cause === Symbol.iterator,
  }),
  fetching(
    "rejects with an object whose message throws",
    () =>
      Promise.reject({
        get message() {
          throw 1;
        },
      }),
    network,
  ),
  fetching(
    "rejects with an error of another realm",
    async (foreign) => {
      throw foreign.error("far");
    },
    { ...network, cause: (cause) => !(cause instanceof Error) && cause.message === "far" },
  ),
  fetching(
    "rejects with an AbortError although nobody aborted",
    async () => {
      throw new DOMException("x", "AbortError");
    },
    network,
  ),
  fetching("gives a promise of another realm", (foreign) => foreign.promise(reply({ user })), "resolves"),
  fetching(
    "refuses the connection",
    async () => {
      throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
    },
    {
      ...notSent,
      message:
        "the request could not be sent: fetch failed (ECONNREFUSED) (http://x.test/api/v2/rest/login_or_register), in login_or_register",
    },
  ),
  fetching(
    "gives a text() that throws",
    async () => ({
      status: 200,
      text() {
        throw "bad";
      },
    }),
    { ...network, cause: "bad" },
  ),
  fetching("gives a text() that rejects", async () => ({ status: 200, text: () => Promise.reject("cut") }), {
    ...network,
    cause: "cut",
  }),
  fetching(
    "gives a text() that is no promise",
    async () => ({ status: 200, text: () => JSON.stringify({ results: { user } }) }),
    "resolves",
  ),
  fetching(
    "gives results, and headers whose get() throws",
    async () => ({
      ...reply({ user }),
      headers: {
        get() {
          throw "bad";
        },
      },
    }),
    "resolves",
  ),
  fetching(
    "gives an error, and headers whose get() throws",
    async () => ({
      status: 503,
      text: async () => "",
      headers: {
        get() {
          throw "bad";
        },
      },
    }),
    { code: "server_error", outcome: "unknown", status: 503 },
    { maxRetries: 0 },
  ),
  fetching("gives a status that is no number", async () => ({ ...reply({ user }), status: 200n }), noResponse),
  fetching(
    "gives a status that throws",
    async () => ({
      ...reply({ user }),
      status: {
        valueOf() {
          throw "bad";
        },
      },
    }),
    noResponse,
  ),
  fetching(
    "gives a redirect",
    async (_, url, { redirect }) => ({ status: redirect === "manual" ? 307 : 200, text: async () => "" }),
    {
      code: "invalid_response",
      status: 307,
      message: "the server redirects, which is not followed: the secret would be sent along, in login_or_register (status 307)",
    },
  ),
  fetching("never answers", () => never, { ...network, code: "timeout" }, { timeout: 30 }),
  fetching(
    "never ends the body",
    async () => ({ status: 200, text: () => never }),
    { ...network, code: "timeout" },
    { timeout: 30 },
  ),
  fetching(
    "gives 200, and in it 429 with Retry-After",
    async () => ({
      status: 200,
      headers: new Map([["retry-after", "20"]]),
      text: async () => '{"error":{"message":"slow down"},"status":429}',
    }),
    { code: "rate_limited", outcome: "rejected", status: 429, retryAfter: 20_000, attempts: 1 },
    { timeout: 5_000 },
  ),
  replies("an empty 200", 200, "", {
    code: "invalid_response",
    outcome: "accepted",
    message: "the response is empty, expected JSON, in login_or_register (status 200)",
  }),
  replies("an HTML 502", 502, "<html>Bad Gateway</html>", {
    code: "server_error",
    outcome: "unknown",
    message: "the server failed, in login_or_register (status 502)",
  }),
  replies("truncated JSON", 200, '{"results": {', {
    code: "invalid_response",
    outcome: "accepted",
    cause: (cause) => cause instanceof SyntaxError,
  }),
  replies("a wrong envelope", 200, '{"data": {}}', {
    code: "invalid_response",
    outcome: "accepted",
    message: "unexpected response: results is missing, expected object, in login_or_register (status 200)",
  }),
  replies("no results", 200, '{"status":200}', {
    code: "invalid_response",
    issues: [{ path: "results", expected: "object", received: "nothing", message: "results is missing, expected object" }],
  }),
  replies("an error that repeats the secret", 400, `{"error":{"message":"bad"}}`, { code: "rejected", apiMessage: "bad" }),
];

/** A row whose parameters or options are wrong: nothing is sent. */
const asking = (name, params, expected, options) => ({
  name: `asked with ${name}`,
  async run({ pkg }) {
    let sent = 0;
    const client = new pkg.QiscusClient({ baseUrl: "http://x.test", fetch: async () => (sent++, reply({ user })) });
    const error = await rejection(client.postComment(params, options));
    const { paths, cause, ...fields } = { code: "invalid_request", outcome: "not_sent", endpoint: "post_comment", ...expected };
    for (const [field, value] of Object.entries(fields)) equal(error[field], value, field);
    equal(
      error.issues.map((issue) => issue.path),
      paths,
      "paths",
    );
    if (cause) equal(cause(error.cause), true, "the cause");
    equal(sent, 0, "requests");
  },
});
const cycle = {};
cycle.self = cycle;
const good = { sender_email: "a", room_id: 1, message: "hi" };
const thrown = new Error("from the getter");
const questions = [
  asking("nothing", undefined, { paths: ["params"] }),
  asking("null", null, { paths: ["params"] }),
  asking("an array", [], { paths: ["params"] }),
  asking("a function", () => {}, { paths: ["params"] }),
  asking(
    "a BigInt",
    { ...good, room_id: 16n },
    { paths: ["room_id"], message: "invalid parameters: room_id: expected integer or string, received bigint, in post_comment" },
  ),
  asking(
    "a BigInt in a payload",
    { ...good, type: "custom", payload: { type: "x", content: 1n } },
    { paths: ["payload"], cause: (cause) => cause instanceof TypeError },
  ),
  asking("a cyclic payload", { ...good, extras: cycle }, { paths: ["extras"], cause: (cause) => cause instanceof TypeError }),
  asking(
    "a getter that throws",
    {
      ...good,
      get message() {
        throw thrown;
      },
    },
    { paths: ["message"], cause: (cause) => cause === thrown },
  ),
  asking(
    "a proxy that throws",
    new Proxy(
      {},
      {
        ownKeys() {
          throw thrown;
        },
      },
    ),
    { paths: ["params"], cause: (cause) => cause === thrown },
  ),
  asking(
    "a toJSON that throws",
    {
      ...good,
      extras: {
        toJSON() {
          throw thrown;
        },
      },
    },
    { paths: ["extras"], cause: (cause) => cause === thrown },
  ),
  asking("a symbol", { ...good, message: Symbol("x") }, { paths: ["message"] }),
  asking("a date", { ...good, message: new Date() }, { paths: ["message"] }),
  asking("NaN", { ...good, room_id: NaN }, { paths: ["room_id"] }),
  asking("an infinity", { ...good, room_id: Infinity }, { paths: ["room_id"] }),
  asking(
    "a misspelt name",
    { ...good, roomId: 1 },
    { paths: ["roomId"], message: "invalid parameters: unknown parameter `roomId`, did you mean `room_id`?, in post_comment" },
  ),
  asking("__proto__", JSON.parse('{"__proto__": {"sender_email": "a"}, "room_id": 1, "message": "x"}'), {
    paths: ["sender_email", "__proto__"],
  }),
  asking("a header with a newline", good, { paths: ["headers.x-trace"] }, { headers: { "x-trace": "a\nb" } }),
  asking("a header beyond Latin-1", good, { paths: ["headers.x-trace"] }, { headers: { "x-trace": "✓" } }),
  asking("a header of no name", good, { paths: ["headers."] }, { headers: { "": "a" } }),
  asking("headers that aren't pairs", good, { paths: ["headers"] }, { headers: [1] }),
  asking("a signal that is none", good, { paths: ["signal"] }, { signal: {} }),
  asking(
    "a signal that nothing can be taken off",
    good,
    { paths: ["signal"] },
    { signal: { aborted: false, addEventListener() {} } },
  ),
  asking("extras that are a date", { ...good, extras: new Date() }, { paths: ["extras"] }),
  asking("a timeout that is text", good, { paths: ["timeout"] }, { timeout: "5" }),
  asking("options that are none", good, { paths: ["options"] }, 5),
  ...["signal", "timeout", "confirm"].flatMap((name) =>
    ["ownKeys", "getPrototypeOf", "get"].map((trap) => {
      const traps = {
        [trap]() {
          throw thrown;
        },
      };
      return asking(`a proxy for ${name} whose ${trap} throws`, good, { paths: [name] }, { [name]: new Proxy({}, traps) });
    }),
  ),
  asking(
    "a revoked proxy of a function",
    revoked(() => {}),
    { paths: ["params"] },
  ),
  asking("headers that are a revoked proxy of a function", good, { paths: ["headers"] }, { headers: revoked(() => {}) }),
];

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const aborting = [undefined, "a string", new Error("an error"), null, 0].flatMap((reason) => {
  const name = `abort(${reason === undefined ? "" : String(reason)})`;
  // abort() without a reason makes one up.
  const fits = (cause) => (reason === undefined ? cause.name === "AbortError" : cause === reason);
  const client = (pkg, fetch) => new pkg.QiscusClient({ baseUrl: "http://x.test", fetch });
  const check = async (promise, outcome) => {
    const error = await rejection(promise);
    equal([error.code, error.outcome], ["aborted", outcome]);
    equal(fits(error.cause), true, "the reason");
  };
  return [
    {
      name: `${name} before`,
      async run({ pkg }) {
        const { signal } = aborted(reason);
        let sent = 0;
        await check(client(pkg, async () => sent++).loginOrRegister(signIn, { signal }), "not_sent");
        equal(sent, 0);
      },
    },
    {
      name: `${name} during the request, with a fetch that obeys`,
      async run({ pkg }) {
        const controller = new AbortController();
        const fetch = (_, { signal }) =>
          new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
        const call = client(pkg, fetch).loginOrRegister(signIn, { signal: controller.signal });
        setTimeout(() => controller.abort(reason), 5);
        await check(call, "unknown");
      },
    },
    {
      name: `${name} during the request, with a fetch that doesn't care`,
      async run({ pkg }) {
        const controller = new AbortController();
        const call = client(pkg, () => never).loginOrRegister(signIn, { signal: controller.signal });
        setTimeout(() => controller.abort(reason), 5);
        await check(call, "unknown");
      },
    },
    {
      name: `${name} during the body`,
      async run({ pkg }) {
        const controller = new AbortController();
        const fetch = async () => ({ status: 200, text: () => (setTimeout(() => controller.abort(reason)), never) });
        await check(client(pkg, fetch).loginOrRegister(signIn, { signal: controller.signal }), "unknown");
      },
    },
    {
      name: `${name} between two tries`,
      async run({ pkg }) {
        const controller = new AbortController();
        const fetch = async () => ({ status: 429, headers: new Map([["retry-after", "20"]]), text: async () => "" });
        const call = client(pkg, fetch).loginOrRegister(signIn, { signal: controller.signal });
        setTimeout(() => controller.abort(reason), 20);
        await check(call, "rejected");
      },
    },
    {
      name: `${name} after`,
      async run({ pkg }) {
        const controller = new AbortController();
        const results = await client(pkg, async () => reply({ user })).loginOrRegister(signIn, { signal: controller.signal });
        controller.abort(reason);
        equal(results, { user });
      },
    },
  ];
});

function aborted(reason) {
  const controller = new AbortController();
  controller.abort(reason);
  return controller;
}

const options = [
  ["nothing", undefined, ["options"]],
  ["neither appId nor baseUrl", {}, ["appId"]],
  ["an app id that isn't a host label", { appId: "a.b" }, ["appId"]],
  ["an empty app id", { appId: "" }, ["appId"]],
  ["a base URL that doesn't parse", { baseUrl: "http://" }, ["baseUrl"]],
  ["a base URL of another scheme", { baseUrl: "ws://x" }, ["baseUrl"]],
  ["a base URL with a query", { baseUrl: "http://x/?a" }, ["baseUrl"]],
  ["an empty secret", { appId: "a", secretKey: "" }, ["secretKey"]],
  ["a secret with a newline", { appId: "a", secretKey: `${text}\n` }, ["secretKey"]],
  ["an unknown option", { appId: "a", app_id: "a" }, ["app_id"]],
  ["a fetch that is none", { appId: "a", fetch: 1 }, ["fetch"]],
  ["headers with a newline", { appId: "a", headers: { a: "\r\n" } }, ["headers.a"]],
  ["several mistakes", { appId: 1, timeout: -1, maxRetries: 0.5, onEvent: {} }, ["appId", "timeout", "maxRetries", "onEvent"]],
  [
    "a getter that throws",
    {
      appId: "a",
      get secretKey() {
        throw new Error(text);
      },
    },
    ["secretKey"],
  ],
].map(([name, options, paths]) => ({
  name: `a client of ${name}`,
  async run({ pkg }) {
    try {
      new pkg.QiscusClient(options);
    } catch (error) {
      equal(error.code, "invalid_options");
      equal(
        error.issues.map((issue) => issue.path),
        paths,
      );
      equal(error instanceof pkg.QiscusError && error instanceof Error && pkg.isQiscusError(error), true);
      equal(`${error.message}${JSON.stringify(error)}`.includes(text), false, "the secret is shown:");
      return;
    }
    throw new Error("the client was made");
  },
}));

const rest = [
  {
    name: "values that throw however they are looked at leave nothing behind in the module",
    async run({ pkg }) {
      const bad = revoked([]);
      // What one exception would leave behind is enough to fill the module's stack in some hundred of them.
      for (let round = 0; round < 1000; round++) {
        for (const look of [() => pkg.verifyWebhookSignature("a", "a", [bad]), () => pkg.signWebhook("a", bad)]) {
          try {
            look();
          } catch (error) {
            equal(error.code, "invalid_signature");
          }
        }
      }
      equal(pkg.verifyWebhookSignature("a", pkg.signWebhook("a", "key"), "key"), true);
    },
  },
  {
    name: "calls in getters of calls, down to the end of the stack, leave every value where it was",
    async run({ pkg }) {
      const client = new pkg.QiscusClient({ baseUrl: "http://x.test", fetch: async () => reply({ user }) });
      const calls = [];
      const nested = (depth) => {
        const params = {
          username: "A",
          get email() {
            if (depth > 0) nested(depth - 1);
            return "a";
          },
        };
        calls.push(client.loginOrRegister(params).catch(() => {}));
      };
      for (let round = 0; round < 20; round++) {
        nested(600);
        await Promise.all(calls.splice(0));
        equal(pkg.verifyWebhookSignature("a", pkg.signWebhook("a", "key"), "key"), true);
        equal(await client.loginOrRegister(signIn), { user });
      }
    },
  },
  {
    name: "a signal whose removeEventListener throws, twice at once, and an innocent call",
    async run({ pkg }) {
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch: async () => reply({ user }) });
      const signal = {
        aborted: false,
        addEventListener() {},
        removeEventListener() {
          throw new Error("bad");
        },
      };
      const calls = [{ signal }, { signal: { ...signal } }, {}].map((options) => client.loginOrRegister(signIn, options));
      equal(await Promise.all(calls), [{ user }, { user }, { user }]);
    },
  },
  {
    name: "a global fetch that throws when it is looked up",
    async run({ pkg }) {
      const given = Object.getOwnPropertyDescriptor(globalThis, "fetch");
      Object.defineProperty(globalThis, "fetch", {
        configurable: true,
        get() {
          throw new Error("bad");
        },
      });
      try {
        const error = await rejection(new pkg.QiscusClient({ baseUrl: "http://x.test" }).loginOrRegister(signIn));
        equal([error.code, error.outcome, error.attempts], ["network", "not_sent", 1]);
      } finally {
        Object.defineProperty(globalThis, "fetch", given);
      }
    },
  },
  {
    name: "fetch that throws at once for a signal that was aborted, or after the time was up",
    async run({ pkg }) {
      const make = (more) => new pkg.QiscusClient({ baseUrl: "http://x.test", maxRetries: 0, ...more });
      const controller = new AbortController();
      const aborting = make({
        onEvent: (event) => event.type === "request" && controller.abort(new Error("mine")),
        fetch: (url, { signal }) => signal.throwIfAborted(),
      });
      const aborted = await rejection(aborting.loginOrRegister(signIn, { signal: controller.signal }));
      equal([aborted.code, aborted.cause?.message], ["aborted", "mine"]);
      const blocking = (url, init) => {
        for (const until = Date.now() + 30; Date.now() < until; );
        throw new Error("no");
      };
      equal((await rejection(make({ fetch: blocking, timeout: 10 }).loginOrRegister(signIn))).code, "timeout");
      equal((await rejection(make({ fetch: blocking }).loginOrRegister(signIn))).outcome, "unknown");
    },
  },
  {
    name: "the class keeps its name",
    async run({ pkg }) {
      equal(pkg.QiscusClient.name, "QiscusClient");
    },
  },
  {
    name: "an asynchronous onEvent that rejects",
    async run({ pkg }) {
      const onEvent = async () => {
        throw new Error("a bad listener");
      };
      equal(await new pkg.QiscusClient({ baseUrl: "/x", onEvent, fetch: async () => reply({ user }) }).loginOrRegister(signIn), {
        user,
      });
    },
  },
  {
    name: "a hundred calls with one signal, all aborted by it",
    async run({ pkg }) {
      const controller = new AbortController();
      let listeners = 0;
      for (const [method, change] of [
        ["addEventListener", 1],
        ["removeEventListener", -1],
      ]) {
        const own = controller.signal[method].bind(controller.signal);
        controller.signal[method] = (...call) => ((listeners += change), own(...call));
      }
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch: () => never });
      const calls = Array.from({ length: 100 }, () => rejection(client.loginOrRegister(signIn, { signal: controller.signal })));
      equal(listeners, 1, "listeners");
      controller.abort("all");
      for (const error of await Promise.all(calls)) equal([error.code, error.cause], ["aborted", "all"]);
      equal(listeners, 0, "listeners");
    },
  },
  {
    name: "a wait longer than timers count",
    async run({ pkg }) {
      let sent = 0;
      const fetch = async () => (
        sent++, { status: 429, headers: new Map([["retry-after", "99999999999"]]), text: async () => "" }
      );
      const controller = new AbortController();
      const call = new pkg.QiscusClient({ baseUrl: "/x", timeout: 0, fetch }).loginOrRegister(signIn, {
        signal: controller.signal,
      });
      setTimeout(() => controller.abort(), 30);
      equal([(await rejection(call)).code, sent], ["aborted", 1]);
    },
  },
  {
    name: "a short secret changes no code, a long one is hidden in every form",
    async run({ pkg }) {
      const failing = async (secretKey, body) => {
        const fetch = async () => ({ status: 400, text: async () => body });
        const client = new pkg.QiscusClient({ baseUrl: "/x", dangerouslyAllowBrowser: true, secretKey, fetch });
        return rejection(client.loginOrRegister(signIn));
      };
      const { code, outcome, endpoint } = await failing("e", "");
      equal([code, outcome, endpoint], ["rejected", "rejected", "login_or_register"]);
      const odd = 'a"b\\c&d';
      const said = { error: { message: odd, errors: { [odd]: odd } }, form: encodeURIComponent(odd) };
      const error = await failing(odd, JSON.stringify(said));
      equal(error.body, '{"error":{"message":"[redacted]","errors":{"[redacted]":"[redacted]"}},"form":"[redacted]"}');
      equal(error.fieldErrors, { "[redacted]": "[redacted]" });
      const cut = await failing(text, "x".repeat(65_536 - 6) + text);
      equal(cut.body.slice(-12), "xx[redacted]");
    },
  },
  {
    name: "comments() rejects for what can't be read, as other calls do",
    async run({ pkg }) {
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch: () => never });
      for (const params of [
        undefined,
        {
          room_id: 1,
          get page() {
            throw 5;
          },
        },
        new Proxy(
          {},
          {
            ownKeys() {
              throw 5;
            },
          },
        ),
      ]) {
        equal((await rejection(client.comments(params).next())).code, "invalid_request");
      }
    },
  },
  {
    name: "no global fetch",
    async run({ pkg }) {
      const client = new pkg.QiscusClient({ baseUrl: "http://x.test", maxRetries: 0 });
      const { fetch } = globalThis;
      delete globalThis.fetch;
      globalThis.fetch = undefined;
      try {
        const error = await rejection(client.loginOrRegister(signIn));
        equal([error.code, error.outcome], ["network", "not_sent"]);
        equal(
          error.message,
          "the request could not be sent: this runtime has no global `fetch`; pass one as the option `fetch`, in login_or_register",
        );
      } finally {
        globalThis.fetch = fetch;
      }
    },
  },
  {
    name: "the global fetch is looked up when it is needed",
    async run({ pkg }) {
      const client = new pkg.QiscusClient({ baseUrl: "http://x.test" });
      const { fetch } = globalThis;
      globalThis.fetch = async () => reply({ user });
      try {
        equal(await client.loginOrRegister(signIn), { user });
      } finally {
        globalThis.fetch = fetch;
      }
    },
  },
  {
    name: "fetch is called with undefined as this, a string and an init",
    async run({ pkg }) {
      let seen;
      const client = new pkg.QiscusClient({
        appId: "domino-prod",
        dangerouslyAllowBrowser: true,
        secretKey: text,
        headers: new Headers({ "x-a": "é" }),
        fetch(...call) {
          seen = [this, ...call];
          return reply({ user });
        },
      });
      await client.loginOrRegister(signIn, { headers: [["x-b", "2"]] });
      const [self, url, init] = seen;
      equal(
        [self, url, init.method, init.body],
        [undefined, "https://domino-prod.qiscus.com/api/v2/rest/login_or_register", "POST", "email=a&username=A"],
      );
      const headers = new Headers(init.headers);
      const names = ["qiscus_sdk_secret", "qiscus-sdk-app-id", "x-a", "x-b", "content-type"];
      equal(
        names.map((name) => headers.get(name)),
        [text, "domino-prod", "é", "2", "application/x-www-form-urlencoded"],
      );
      equal(init.signal instanceof AbortSignal, true);
    },
  },
  {
    name: "unknown keys survive, null lists are empty, large ids are whole",
    async run({ pkg }) {
      const comment = {
        id: 4638469007,
        comment_before_id: 0,
        message: "m",
        email: "a",
        username: "A",
        user_avatar_url: "",
        timestamp: "t",
        unique_temp_id: "u",
        disable_link_preview: false,
        unknown: { deep: [1] },
        __proto__: null,
      };
      const results = [{ comments: [comment], more: 1 }, { comments: null }];
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch: async () => reply(results.shift()) });
      equal(await client.loadComments({ room_id: 1 }), { comments: [comment], more: 1 });
      equal(await client.loadComments({ room_id: 1 }), { comments: [] });
    },
  },
  {
    name: "what is checked is what is sent, whatever the caller does meanwhile",
    async run({ pkg }) {
      let sent;
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch: async (_, { body }) => ((sent = body), reply({ user })) });
      let reads = 0;
      const params = {
        username: "A",
        get email() {
          return reads++ === 0 ? "a" : {};
        },
      };
      const call = client.loginOrRegister(params);
      params.username = 5;
      await call;
      equal([sent, reads], ["email=a&username=A", 1]);
    },
  },
  {
    name: "free() during a call, and after",
    async run({ pkg }) {
      let answer;
      const fetch = () => new Promise((resolve) => (answer = resolve));
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch });
      const call = client.loginOrRegister(signIn);
      await null;
      client.free();
      client.free();
      if (Symbol.dispose) client[Symbol.dispose]();
      answer(reply({ user }));
      equal(await call, { user });
      const error = await rejection(client.loginOrRegister(signIn));
      equal([error.code, error.outcome, error.message], ["invalid_request", "not_sent", "this client was freed, make a new one"]);
    },
  },
  {
    name: "onEvent that throws loses nothing, and sees every step without secrets",
    async run({ pkg }) {
      const events = [];
      let first = true;
      const client = new pkg.QiscusClient({
        baseUrl: "/x",
        dangerouslyAllowBrowser: true,
        secretKey: text,
        fetch: async () =>
          first
            ? ((first = false), { status: 429, headers: new Map([["retry-after", "0"]]), text: async () => text })
            : reply({ user }),
        onEvent(event) {
          events.push(event);
          throw new Error("a bad listener");
        },
      });
      await client.loginOrRegister({ email: "private@example.com", username: "A" });
      equal(
        events.map(({ type, attempt, status, method, path }) => [type, attempt, status, method, path]),
        [
          ["request", 1, undefined, "POST", "/api/v2/rest/login_or_register"],
          ["retry", 1, 429, "POST", "/api/v2/rest/login_or_register"],
          ["request", 2, undefined, "POST", "/api/v2/rest/login_or_register"],
          ["response", 2, 200, "POST", "/api/v2/rest/login_or_register"],
        ],
      );
      equal(/private|the-secret/.test(JSON.stringify(events)), false, "something private is shown:");
    },
  },
  {
    name: "a server that repeats the secret doesn't show it",
    async run({ pkg }) {
      const body = JSON.stringify({
        error: { message: `key ${text}?`, detailed_messages: [text], errors: { key: text } },
        status: 400,
      });
      const fetch = async () => ({ status: 400, text: async () => body });
      const client = new pkg.QiscusClient({ baseUrl: "/x", dangerouslyAllowBrowser: true, secretKey: text, fetch });
      const error = await rejection(client.loginOrRegister(signIn));
      equal(
        [error.apiMessage, error.detailedMessages, error.fieldErrors],
        ["key [redacted]?", ["[redacted]"], { key: "[redacted]" }],
      );
      equal(`${error.stack}${JSON.stringify(error)}${JSON.stringify(client)}${String(client)}`.includes(text), false);
    },
  },
  {
    name: "comments() gives each comment once although pages shift, and ends with an empty page",
    async run({ pkg }) {
      const comment = (id) => ({
        id,
        comment_before_id: id - 1,
        message: `m${id}`,
        email: "a",
        username: "A",
        user_avatar_url: "",
        timestamp: "t",
        unique_temp_id: "u",
        disable_link_preview: false,
      });
      let newest = 10;
      const pages = [];
      const fetch = async (_, { body }) => {
        const query = new URLSearchParams(body);
        const [page, limit] = [Number(query.get("page") ?? 1), Number(query.get("limit"))];
        pages.push(page);
        const ids = Array.from({ length: newest }, (_, i) => newest - i).slice((page - 1) * limit, page * limit);
        if (pages.length < 4) newest += 3;
        return reply({ comments: ids.map(comment) });
      };
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch });
      const ids = [];
      for await (const { id } of client.comments({ room_id: 1, limit: 3 })) ids.push(id);
      equal(ids, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
      equal(pages.at(-1) > 6, true);
    },
  },
  {
    name: "comments() of a server that ignores the page ends with an error",
    async run({ pkg }) {
      const comment = {
        id: 1,
        comment_before_id: 0,
        message: "m",
        email: "a",
        username: "A",
        user_avatar_url: "",
        timestamp: "t",
        unique_temp_id: "u",
        disable_link_preview: false,
      };
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch: async () => reply({ comments: [comment] }) });
      const all = (async () => {
        for await (const _ of client.comments({ room_id: 1 }));
      })();
      equal((await rejection(all)).code, "invalid_response");
    },
  },
  {
    name: "comments() rejects for wrong parameters, and can be left early",
    async run({ pkg }) {
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch: () => never });
      equal((await rejection(client.comments({ room: 1 }).next())).code, "invalid_request");
      await client.comments({ room_id: 1 }).return();
    },
  },
];

const posted = {
  id: 1,
  comment_before_id: 0,
  message: "m",
  email: "a",
  username: "A",
  user_avatar_url: "",
  timestamp: "t",
  unique_temp_id: "u",
  disable_link_preview: false,
};
const coordinates = { name: "n", address: "a", latitude: "-6.2", longitude: "106.8", map_url: "" };

/** Replies whose comment has a field that doesn't fit its type: what becomes of it, leniently and strictly. */
const unexpected = [
  ["an avatar that isn't an object", { user_avatar: "https://example.com/a.png" }, {}, ["results.comment.user_avatar"]],
  [
    "coordinates as strings",
    { type: "location", payload: coordinates },
    { type: "location" },
    ["results.comment.payload.latitude", "results.comment.payload.longitude"],
  ],
  ["a payload that is a list", { type: "card", payload: [] }, { type: "card" }, ["results.comment.payload"]],
  ["extras that are a number", { extras: 5 }, {}, ["results.comment.extras"]],
  ["two fields at once", { status: {}, extras: "x" }, {}, ["results.comment.extras", "results.comment.status"]],
  ["a type that nobody knows", { type: "sticker", payload: "x" }, { type: "sticker", payload: "x" }, []],
].map(([name, fields, kept, paths]) => ({
  name: `a reply with ${name}`,
  async run({ pkg }) {
    const events = [];
    const make = (more) =>
      new pkg.QiscusClient({
        baseUrl: "/x",
        fetch: async () => reply({ comment: { ...posted, ...fields } }),
        onEvent: (event) => events.push(event),
        ...more,
      });
    const asked = { sender_email: "a", room_id: 1, message: "m" };
    const { comment } = await make().postComment(asked);
    for (const [key, value] of Object.entries({ ...posted, ...fields })) {
      const fits = key in posted || key in kept;
      if (!fits) equal(key in comment, false, key);
      else if (key in posted) equal(comment[key], value, key);
    }
    const ignored = events.filter(({ type }) => type === "ignored");
    equal(ignored.flatMap(({ issues }) => issues.map(({ path }) => path)).sort(), paths, "what is ignored");
    let sent = 0;
    const strict = make({ strict: true, fetch: async () => (sent++, reply({ comment: { ...posted, ...fields } })) });
    if (paths.length === 0) return;
    const error = await rejection(strict.postComment(asked, { confirm: false }));
    equal([error.code, error.outcome, sent], ["invalid_response", "accepted", 1], "strictly");
    equal(error.issues.map(({ path }) => path).sort(), paths, "strictly");
  },
}));

const webhook = (message, more = {}) => ({
  type: "post_comment",
  payload: {
    from: { id: 1, email: "a", name: "A" },
    room: { id: 2, topic_id: 2, type: "group", name: "R" },
    message: { type: "text", text: "t", id: 3, ...message },
  },
  ...more,
});

const webhooks = [
  {
    name: "a webhook with an unexpected optional field",
    run({ pkg }) {
      for (const [message, paths] of [
        [{}, []],
        [{ unix_timestamp: "2021-06-07T13:37:22Z", unix_nano_timestamp: "1623073042000000000" }, []],
        [{ unix_timestamp: 1623073042, unix_nano_timestamp: 1623073042000000000 }, []],
        [{ type: "button_postback_response", payload: { anything: [1] } }, []],
        [{ disable_link_preview: "no" }, ["payload.message.disable_link_preview"]],
        [{ type: "location", payload: coordinates }, ["payload.message.payload.latitude", "payload.message.payload.longitude"]],
      ]) {
        for (const input of [
          webhook(message),
          JSON.stringify(webhook(message)),
          new TextEncoder().encode(JSON.stringify(webhook(message))),
        ]) {
          const before = JSON.stringify(input);
          const { ok, event, ignored } = pkg.safeValidateWebhook(input);
          equal([ok, ignored.map(({ path }) => path).sort()], [true, paths], JSON.stringify(message));
          equal(event.payload.message.type, message.type ?? "text");
          equal(JSON.stringify(input), before, "the input is not changed");
          const strict = pkg.safeValidateWebhook(input, { strict: true });
          equal(
            [strict.ok, strict.ok ? [] : strict.issues.map(({ path }) => path).sort()],
            [paths.length === 0, paths],
            "strictly",
          );
        }
      }
    },
  },
  {
    name: "a webhook whose type stands inside payload only",
    run({ pkg }) {
      const { type, payload } = webhook({});
      const event = pkg.validateWebhook({ payload: { ...payload, type } });
      equal([event.type, event.payload.message.text], ["post_comment", "t"]);
      equal(pkg.safeValidateWebhook({ payload }).ok, false, "no type at all");
      equal(pkg.safeValidateWebhook({ payload: { ...payload, type: 7 } }).ok, false, "a type that is a number");
      equal(pkg.safeValidateWebhook({ type: null, payload: { ...payload, type } }).ok, false, "a type that is null");
    },
  },
  {
    name: "a handler reports what it ignores, before it handles the event",
    async run({ pkg }) {
      const calls = [];
      const handler = (more) =>
        pkg.webhookHandler({
          onIgnored: (issues, event) => calls.push(["ignored", issues.map(({ path }) => path), event.type]),
          onEvent: (event) => calls.push(["event", "disable_link_preview" in event.payload.message]),
          ...more,
        });
      const ask = (message) =>
        new Request("http://x.test/", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(webhook(message)),
        });
      equal((await handler()(ask({ disable_link_preview: 5 }))).status, 200);
      equal(calls.splice(0), [
        ["ignored", ["payload.message.disable_link_preview"], "post_comment"],
        ["event", false],
      ]);
      equal((await handler()(ask({}))).status, 200);
      equal(calls.splice(0), [["event", false]]);
      equal((await handler({ strict: true })(ask({ disable_link_preview: 5 }))).status, 400);
      equal(calls, []);
    },
  },
];

const caches = [
  {
    name: "a request says cache: no-store",
    async run({ pkg }) {
      const seen = [];
      const client = new pkg.QiscusClient({ baseUrl: "/x", fetch: async (_, init) => (seen.push(init.cache), reply({ user })) });
      await client.loginOrRegister(signIn);
      equal(seen, ["no-store"]);
    },
  },
  {
    name: "what Next.js throws to render a page for each request gets through, at once",
    async run({ pkg }) {
      for (const [digest, expected] of [
        ["DYNAMIC_SERVER_USAGE", { digest: "DYNAMIC_SERVER_USAGE", outcome: "not_sent", attempts: 1 }],
        ["2245867817", { digest: undefined, outcome: "unknown", attempts: 2 }],
      ]) {
        const thrown = Object.assign(new Error("Dynamic server usage: no-store fetch"), { digest });
        const client = new pkg.QiscusClient({ baseUrl: "/x", maxRetries: 1, fetch: () => Promise.reject(thrown) });
        const { code, cause, ...error } = await rejection(client.loadComments({ room_id: 1 }));
        equal([code, error.digest, error.outcome, error.attempts], ["network", ...Object.values(expected)]);
        equal(cause === thrown, true, "the cause");
      }
    },
  },
];

export const table = [...unexpected, ...webhooks, ...caches, ...fetches, ...questions, ...aborting, ...options, ...rest];
