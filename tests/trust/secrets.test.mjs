// Where the secret key must not be seen: the client and its errors however they are looked at, events, logs. And where a client
// takes no secret key at all: places.test.mjs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import net from "node:net";
import { after, before, describe, test } from "node:test";
import { inspect } from "node:util";
import { QiscusClient } from "qiscus-wasm";
import { appId, secretKey } from "../sandbox.mjs";
import { closedPort, observe, stage } from "./observed.mjs";
import { timeout, within } from "../deadline.mjs";

/** Secrets with characters that are written otherwise somewhere. Their two ends are seen however they are written. */
const [start, end] = ["c0ffee1234", "beef5678ab"];
const odd = `${start}/+ %&'<>é=~!(*)${end}`;
const quoted = `${start}"/<${end}`;
/** As real ones are. */
const plain = "bf786850e387550fdab836ed7e6dc881";
const parts = [start, end, plain.slice(0, 10), plain.slice(-10), secretKey];

/** Whatever can be seen of a value. */
function views(value) {
  const texts = [
    inspect(value),
    inspect(value, { depth: Infinity, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null }),
    String(value),
    JSON.stringify(value),
    JSON.stringify({ ...value }),
    inspect(Object.entries(value)),
    inspect(structuredClone({ ...value, cause: undefined })),
  ];
  for (let at = value; at !== null; at = Object.getPrototypeOf(at)) {
    for (const key of Reflect.ownKeys(at)) {
      const property = Object.getOwnPropertyDescriptor(at, key);
      texts.push(String(key), inspect(property, { depth: 8, maxStringLength: null }), String(property.value ?? ""));
    }
  }
  for (let at = value; at instanceof Error; at = at.cause) texts.push(at.message, at.stack, inspect(structuredClone(at)));
  return texts.join("\n");
}

function hides(text, what) {
  for (const part of parts) {
    const at = text.indexOf(part);
    assert.ok(at < 0, `${what} shows the secret: ${JSON.stringify(text.slice(Math.max(0, at - 40), at + 40))}`);
  }
}

const failure = async (call) =>
  within(
    call.then(
      () => assert.fail("the call succeeded"),
      (error) => error,
    ),
  );
const signIn = { email: "abc@example.com", username: "abc" };

describe("a client", () => {
  for (const [name, secret] of [
    ["an odd secret", odd],
    ["one with quotes", quoted],
    ["a plain one", plain],
  ]) {
    test(`hides ${name}, however it is looked at`, { timeout }, () => {
      const client = new QiscusClient({ appId, secretKey: secret, headers: { "x-a": "1" }, onEvent() {} });
      hides(views(client), "the client");
      hides(inspect(structuredClone(client)), "its clone");
      hides(
        Object.getOwnPropertyNames(client)
          .map((key) => inspect(client[key]))
          .join(),
        "its properties",
      );
    });

    test(`hides ${name} in the errors of its options`, { timeout }, () => {
      for (const options of [
        { secretKey: `${secret}\n` },
        { secretKey: ` ${secret}` },
        { secretKey: `${secret}✓` },
        { secretKey: [secret] },
        { secretKey: secret, secretHeader: "a b" },
        { secretKey: secret, timeout: secret },
        { secretKey: secret, [secret]: 1 },
      ]) {
        assert.throws(
          () => new QiscusClient({ appId, ...options }),
          (error) => (hides(views(error), "the error"), error.code === "invalid_options"),
        );
      }
    });
  }
});

const hex = (character, digits) => character.charCodeAt(0).toString(16).padStart(digits, "0");

/** How a server may write a secret that it repeats. */
const writings = {
  "as it is": (secret) => secret,
  "in JSON": (secret) => JSON.stringify(secret).slice(1, -1),
  "in PHP's JSON": (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll("/", "\\/")
      .replace(/[^ -~]/g, (c) => `\\u${hex(c, 4)}`),
  "in Go's JSON": (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[&<>]/g, (c) => `\\u${hex(c, 4)}`),
  "in a URL": encodeURIComponent,
  "in a URL, with small digits": (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  "in a form": (secret) => new URLSearchParams([["", secret]]).toString().slice(1),
  "in HTML": (secret) =>
    secret.replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]),
};

describe("a server that repeats the secret", () => {
  let server;
  let answer;
  const paths = [];
  before(
    async () => {
      server = createServer((request, response) => {
        paths.push(request.url);
        request.resume().on("end", () => {
          const [status, type, body] = answer(request.headers.qiscus_sdk_secret);
          response.writeHead(status, { "content-type": type }).end(body);
        });
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
    },
    { timeout },
  );
  after(() => (server.closeAllConnections(), server.close()));

  /** What its client tells: the error, and the events. */
  async function told(secret, given) {
    answer = given;
    const events = [];
    const baseUrl = `http://127.0.0.1:${server.address().port}`;
    const client = new QiscusClient({ baseUrl, secretKey: secret, maxRetries: 0, onEvent: (event) => events.push(event) });
    const error = await failure(client.loginOrRegister(signIn));
    hides(inspect(events, { depth: Infinity }), "an event");
    hides(paths.join(), "a path");
    return error;
  }

  const json = (status, body) => [status, "application/json", typeof body === "string" ? body : JSON.stringify(body)];

  for (const [name, secret] of [
    ["an odd secret", odd],
    ["one with quotes", quoted],
    ["a plain one", plain],
  ]) {
    for (const [how, written] of Object.entries(writings)) {
      const text = written(secret);
      for (const [where, reply] of [
        ["in its message", json(400, `{"error":{"message":"the key ${text}?"},"status":400}`)],
        [
          "in its details",
          json(403, `{"error":{"message":"no","detailed_messages":["a","${text}","${text}${text}"]},"status":403}`),
        ],
        [
          "in its fields",
          json(404, `{"error":{"message":"no","errors":{"${text}":"${text}","key":["${text}"],"deep":{"${text}":"${text}"}}}}`),
        ],
        ["in a gateway's error", json(429, `{"error":"${text}"}`)],
        ["in a gateway's message", json(500, `{"message":"${text}"}`)],
        ["in an error with status 200", json(200, `{"error":{"message":"${text}"},"status":400}`)],
        ["in results of another shape", json(200, `{"results":{"user":{"${text}":"${text}"}},"${text}":"${text}"}`)],
        ["in a reply that isn't JSON", json(200, text)],
        ["in JSON that is cut", json(200, `{"error":{"message":"${text}`)],
        ["in JSON that goes on", json(200, `{"results":{}} ${text}`)],
        ["in a page", [502, "text/html", `<html><body>${text}</body></html>`]],
        ["in a redirect", [302, "text/plain", `see /?key=${text}`]],
      ]) {
        test(`${where}, ${how}: ${name} is not in the error`, { timeout }, async () => {
          const error = await told(secret, () => reply);
          hides(views(error), "the error");
          assert.match(error.body, /\[redacted\]/);
        });
      }

      test(`where the text was cut in the middle of it, ${how}: ${name} is not in the error`, { timeout }, async () => {
        for (let length = 10; length < text.length; length++) {
          const error = await told(secret, () => json(400, "x".repeat(65_536 - length) + text));
          hides(views(error), "the error");
        }
      });
    }
  }

  test("repeats the header that it got: neither is that in the error", { timeout }, async () => {
    const error = await told(plain, (received) => json(400, { error: { message: received, errors: { [received]: received } } }));
    assert.deepEqual([error.apiMessage, error.fieldErrors], ["[redacted]", { "[redacted]": "[redacted]" }]);
    assert.equal(error.message, "the server rejected the request: [redacted], in login_or_register (status 400)");
  });

  test("writes it as nobody sends it: that can't be known, and is the server's fault", { timeout }, async () => {
    const error = await told(plain, () => json(400, { error: { message: Buffer.from(plain).toString("base64") } }));
    assert.equal(Buffer.from(error.apiMessage, "base64").toString(), plain);
  });

  test("gives it as a result: results are the caller's, as the server sent them", { timeout }, async () => {
    const user = { id: 1, email: plain, username: plain, avatar_url: "", token: plain };
    answer = () => json(200, { results: { user }, status: 200 });
    const client = new QiscusClient({ baseUrl: `http://127.0.0.1:${server.address().port}`, secretKey: plain });
    assert.deepEqual(await within(client.loginOrRegister(signIn)), { user });
  });
});

describe("every way to fail", () => {
  let place;
  before(async () => (place = await stage()), { timeout });
  after(() => place.stop(), { timeout });

  const hidden = (code, call, observe) => {
    test(`${code}: the secret is in neither the error nor the events (${JSON.stringify(call)})`, { timeout }, async () => {
      const { error, events, sent } = await observe(call);
      assert.equal(error.code, code);
      hides(views(error), "the error");
      hides(inspect(events, { depth: Infinity }), "an event");
      hides(JSON.stringify(sent), "the journal");
    });
  };

  for (const [code, call] of [
    ["rejected", { faults: [{ name: "status", value: 400 }] }],
    ["unauthorized", { faults: [{ name: "status", value: 401 }] }],
    ["not_found", { faults: [{ name: "status", value: 404 }] }],
    ["rate_limited", { faults: [{ name: "status", value: 429 }], client: { maxRetries: 0 } }],
    ["server_error", { faults: [{ name: "html", value: 502 }] }],
    ["timeout", { faults: [{ name: "stall" }], client: { timeout: 200 } }],
    ["aborted", { abort: "before" }],
    ["invalid_response", { faults: [{ name: "garbage" }] }],
    ["invalid_response", { faults: [{ name: "garbage", value: "bytes" }] }],
    ["invalid_request", { options: { extraParams: { message: secretKey } } }],
    ["invalid_request", { options: { headers: { QISCUS_SDK_SECRET: `${secretKey}\n` } } }],
  ]) {
    hidden(code, call, observe);
  }

  // Where an error's cause is what the platform threw, or its response.
  for (const [code, call] of [
    ["network", { faults: ["reset"] }],
    ["network", { faults: ["close"] }],
    ["network", { faults: ["length"] }],
    ["network", { faults: ["gzip=plain"] }],
    ["aborted", { faults: ["stall"], abort: "request" }],
    ["invalid_response", { faults: ["redirect;to=other"] }],
  ]) {
    hidden(code, call, (call) => place.observe(call));
  }

  test("nobody listens: the secret is not in the error, nor in what the platform threw", { timeout }, async () => {
    const { error } = await place.observe({ client: { baseUrl: `http://127.0.0.1:${await closedPort()}`, maxRetries: 0 } });
    assert.equal(error.cause.cause.code, "ECONNREFUSED");
    hides(views(error), "the error");
  });

  test("a trap: the secret is not in its stack", { timeout }, async () => {
    const { Instance } = WebAssembly;
    let memory;
    WebAssembly.Instance = class extends Instance {
      constructor(...parts) {
        super(...parts);
        memory = this.exports.memory;
      }
    };
    try {
      // A copy of the package, since nothing of it works afterwards.
      const { QiscusClient } = await import(`${import.meta.resolve("qiscus-wasm")}?trap`);
      const client = new QiscusClient({ baseUrl: place.url, secretKey });
      // All the memory there can be, so that none is left to ask for.
      memory.grow(65_536 - memory.buffer.byteLength / 65_536);
      const error = await failure(
        client.postComment(
          { sender_email: "a", room_id: 1, message: "x".repeat(3_000) },
          { extraParams: { secret: secretKey.repeat(200_000) } },
        ),
      );
      assert.equal(error.code, "internal");
      hides(views(error), "the error");
    } finally {
      WebAssembly.Instance = Instance;
    }
  });
});

describe("a cause is what was thrown, untouched", () => {
  for (const [name, thrown] of [
    ["an error", Object.assign(new TypeError(`bad header ${plain}`), { headers: { QISCUS_SDK_SECRET: plain } })],
    ["an object", { request: { headers: { QISCUS_SDK_SECRET: plain } } }],
  ]) {
    test(`by the caller's own fetch: ${name} with the secret; the error itself doesn't repeat it`, { timeout }, async () => {
      const client = new QiscusClient({ appId, secretKey: plain, maxRetries: 0, fetch: () => Promise.reject(thrown) });
      const error = await failure(client.loginOrRegister(signIn));
      assert.equal(error.cause, thrown);
      hides(error.message + error.stack + JSON.stringify(error) + inspect(Object.entries(error)), "the error");
      assert.ok(inspect(error, { depth: Infinity }).includes(plain), "a logger shows a cause");
    });
  }

  test("though it throws at whoever looks at it", { timeout }, async () => {
    const hostile = new Proxy(
      {},
      {
        getPrototypeOf() {
          throw new Error(plain);
        },
      },
    );
    const client = new QiscusClient({ appId, secretKey: plain, maxRetries: 0, fetch: () => Promise.reject(hostile) });
    // More often than a fault in the module would be outlived.
    for (let times = 0; times < 3_000; times++) {
      const error = await failure(client.loginOrRegister(signIn));
      if (times === 0) assert.deepEqual([error.code, error.outcome, error.cause === hostile], ["network", "unknown", true]);
      hides(error.message + error.stack + JSON.stringify(error), "the error");
    }
    await assert.doesNotReject(
      new QiscusClient({
        appId,
        fetch: async () => Response.json({ results: { user: { id: 1, email: "a", username: "A", avatar_url: "", token: "t" } } }),
      }).loginOrRegister(signIn),
    );
  });

  test("by Node.js, which keeps what a server sent instead of HTTP", { timeout }, async () => {
    const server = net
      .createServer((socket) => socket.on("error", () => {}).end(`HTTP/1.1 ${plain}\r\n\r\n`))
      .listen(0, "127.0.0.1");
    await once(server, "listening");
    const client = new QiscusClient({ baseUrl: `http://127.0.0.1:${server.address().port}`, secretKey: plain, maxRetries: 0 });
    const error = await failure(client.loginOrRegister(signIn));
    server.close();
    assert.deepEqual([error.code, error.outcome], ["network", "unknown"]);
    hides(error.message + error.stack + JSON.stringify(error) + inspect(Object.entries(error)), "the error");
    assert.ok(inspect(error.cause, { depth: 5 }).includes(plain), "what the server sent is in the cause");
  });
});

test("the sandbox's log and journal hide it, under every header and in every parameter", { timeout }, async () => {
  // The sandbox takes printable ASCII only.
  const secret = odd.replaceAll(/[^!-~]/g, "");
  const child = spawn(process.env.QISCUS_SANDBOX, ["--port", "0", "--app-id", appId, "--secret", secret], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (written += text));
  try {
    const [first] = await within(once(child.stdout.setEncoding("utf8"), "data"));
    const baseUrl = first.split(" ").at(-1).trim();
    for (const secretHeader of ["QISCUS_SDK_SECRET", "QISCUS-SDK-SECRET"]) {
      const client = new QiscusClient({ baseUrl, appId, secretKey: secret, secretHeader });
      await within(client.loginOrRegister({ email: secret, username: secret, extras: { secret } }));
      await failure(client.getOrCreateRoomWithTarget({ emails: [secret, "b@example.com"] }));
    }
    const journal = await (await fetch(`${baseUrl}/_sandbox/requests`)).text();
    assert.equal(JSON.parse(journal).length, 4);
    hides(journal, "the journal");
  } finally {
    child.kill();
    await once(child, "exit");
  }
  assert.match(written, /POST \/api\/v2\/rest\/login_or_register/);
  hides(written, "the log");
});
