// nodeHandler in node:http and node:http2, with clients that behave and clients that don't.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, test } from "node:test";
import { webhookHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";
import { failure, hmac, key } from "./webhooks.mjs";
import { genuine, json, raw, send, sent, serving, text, watched } from "./servers.mjs";
import { timeout, within } from "../deadline.mjs";

const ok = [200, { ok: true }];
const large = [413, { ok: false, code: "invalid_request", message: "the body has more than 2000 bytes" }];
const late = [408, { ok: false, code: "timeout", message: "not done within 200 ms" }];
const status = (answer) => answer[0];

/** A webhook handler for Node, and how many events it was given. */
function made(options = {}) {
  const events = [];
  const handler = webhookHandler({
    signatureKey: key,
    maxBytes: 2000,
    timeout: 5_000,
    onEvent: (event) => void events.push(event),
    ...options,
  });
  return { events, handler: nodeHandler(handler) };
}

const serve = (options, work) => serving(http.createServer(made(options).handler), work);
const row = (name, work, options) =>
  test(
    name,
    { timeout },
    watched(() => serve(options, work)),
  );

describe("node:http", () => {
  row("a genuine event", async (place) => {
    const answer = await send(place);
    assert.deepEqual([answer.status, answer.text], [200, '{"ok":true}']);
    assert.equal(answer.headers["content-type"], "application/json");
    assert.equal(answer.headers["content-length"], "11");
  });

  row("one in many chunks, as Latin-1 and Greek", async (place) => {
    const body = Buffer.from(text.replace("simulasi", "Grüß Gott, Ελλάδα 😀"));
    const headers = { ...json, "qiscus-sdk-signature": hmac(body) };
    const write = async (request) => {
      for (const byte of body) request.write(Buffer.of(byte));
      request.end();
    };
    assert.deepEqual(await sent(place, { headers, body: write }), ok);
  });

  for (const [name, request, expected] of [
    ["a body that somebody changed", { body: text.replace("simulasi", "simulasI") }, 401],
    ["no signature", { headers: json }, 401],
    ["two signatures", { headers: { ...genuine, "qiscus-sdk-signature": [hmac(text), hmac(text)] } }, 401],
    [
      "two content types, of which Node.js takes the first",
      {
        headers: [
          ...Object.entries({ host: "x", ...genuine, "content-length": text.length }).flat(),
          "content-type",
          "text/plain",
        ],
      },
      200,
    ],
    ["another header twice", { headers: { ...genuine, "x-trace": ["1", "2"], cookie: ["a=1", "b=2"] } }, 200],
    ["no content type", { headers: { "qiscus-sdk-signature": hmac(text) } }, 200],
    ["another content type", { headers: { ...genuine, "content-type": "text/plain" } }, 415],
    ["no event", { body: "{}", headers: { ...json, "qiscus-sdk-signature": hmac("{}") } }, 400],
    ["no body", { body: "", headers: { ...json, "qiscus-sdk-signature": hmac("") } }, 400],
    ["GET", { method: "GET", headers: {}, body: "" }, 405],
    ["GET with a body", { method: "GET", headers: { ...genuine, "content-length": text.length } }, 405],
    ["DELETE with a body", { method: "DELETE", headers: { ...genuine, "content-length": text.length } }, 405],
    ["TRACE, which no Request can have", { method: "TRACE", headers: {}, body: "" }, 405],
    ["an address that looks like a host", { path: "//example.com/hook" }, 200],
    ["an address that isn't one by itself", { path: "//" }, 200],
    ["a whole address", { path: "http://bot.example.com/hook" }, 200],
    ["a large body with its length", { body: "x".repeat(2_000_000) }, 413],
    [
      "a large body in chunks",
      {
        body: (request) => {
          request.write("x".repeat(100_000));
          setTimeout(() => request.end("x"), 50);
        },
      },
      413,
    ],
    ["a large body for another method", { method: "PUT", body: "x".repeat(500_000) }, 405],
    ["a large body of another content type", { headers: { "content-type": "text/plain" }, body: "x".repeat(500_000) }, 415],
  ]) {
    row(`${expected} to ${name}, and the connection goes on`, async (place) => {
      const first = await send(place, request);
      assert.equal(first.status, expected);
      assert.equal(JSON.parse(first.text).ok, expected === 200);
      await sleep(60);
      const second = await send(place);
      assert.deepEqual([second.status, second.reused, second.localPort], [200, true, first.localPort]);
    });
  }

  test(
    "HEAD gets the status alone",
    { timeout },
    watched(() =>
      serve({}, async (place) => {
        const answer = await send(place, { method: "HEAD", headers: {}, body: "" });
        assert.deepEqual([answer.status, answer.text, answer.headers.allow], [405, "", "POST"]);
      }),
    ),
  );

  test(
    "one delivered again is a duplicate",
    { timeout },
    watched(async () => {
      const store = new Set();
      const { events, handler } = made({ claim: (key) => !store.has(key) && store.add(key) });
      await serving(http.createServer(handler), async (place) => {
        assert.deepEqual(await sent(place), ok);
        assert.deepEqual(await sent(place), [200, { ok: true, duplicate: true }]);
      });
      assert.equal(events.length, 1);
    }),
  );

  row("chunks without end: the answer can be read, then the connection ends", async (place) => {
    let timer;
    let cut;
    const answer = await sent(
      { port: place.port },
      {
        body(request) {
          timer = setInterval(() => request.write("x".repeat(10_000)), 5);
          cut = new Promise((resolve) => request.on("close", resolve));
        },
      },
    );
    assert.deepEqual(answer, large);
    await within(cut);
    clearInterval(timer);
  });

  row(
    "a length that the body never reaches",
    async (place) => {
      const { socket, closed } = raw(
        place,
        "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
      );
      const answer = await closed;
      assert.match(answer, /^HTTP\/1\.1 408 /);
      assert.deepEqual(JSON.parse(answer.split("\r\n\r\n")[1]), late[1]);
      socket.destroy();
    },
    { timeout: 200 },
  );

  row(
    "a body that drips",
    async (place) => {
      let timer;
      const answer = await sent(place, { body: (request) => (timer = setInterval(() => request.write(" "), 20)) }).finally(() =>
        clearInterval(timer),
      );
      assert.deepEqual(answer, late);
    },
    { timeout: 200 },
  );

  test(
    "a client that goes in the middle",
    { timeout },
    watched(async () => {
      const { events, handler } = made({ timeout: 10_000 });
      const done = [];
      await serving(
        http.createServer((req, res) => void done.push(handler(req, res))),
        async (place) => {
          const { socket, closed } = raw(place, "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
          await sleep(50);
          socket.destroy();
          await closed;
          await sleep(50);
          await within(Promise.all(done));
          assert.deepEqual(await sent(place), ok);
        },
      );
      assert.equal(events.length, 1);
    }),
  );

  test(
    "a client that goes before the handler begins, or while the event is handled",
    { timeout },
    watched(async () => {
      const { events, handler } = made({ timeout: 10_000, onEvent: () => sleep(100) });
      const done = [];
      const later = (wait) => async (req, res) => {
        await sleep(wait);
        done.push(handler(req, res));
      };
      for (const wait of [0, 100]) {
        await serving(http.createServer(later(wait)), async (place) => {
          const head = Object.entries({ ...genuine, Host: "x", "Content-Length": text.length + (wait ? 1 : 0) }).map((header) =>
            header.join(": "),
          );
          const { socket, closed } = raw(place, ["POST /hook HTTP/1.1", ...head, "", text].join("\r\n"));
          await sleep(50);
          socket.destroy();
          await closed;
          await sleep(150);
          await within(Promise.all(done));
        });
      }
      assert.deepEqual([done.length, events.length], [2, 0]);
    }),
  );

  row("two requests at once on one connection", async (place) => {
    const head = Object.entries({ ...genuine, Host: "x", "Content-Length": text.length }).map((header) => header.join(": "));
    const one = ["POST /hook HTTP/1.1", ...head, "", text].join("\r\n");
    const last = one.replace("Host", "Connection: close\r\nHost");
    const answers = (await raw(place, one + one + last).closed).match(/HTTP\/1\.1 \d+/g);
    assert.deepEqual(answers, Array(3).fill("HTTP/1.1 200"));
  });

  test("not wrapped: rejects and says how to wrap it", { timeout }, async () => {
    let rejected;
    const bare = webhookHandler({ onEvent() {} });
    const server = http.createServer((req, res) => {
      rejected = bare(req, res);
      rejected.catch(() => res.end());
    });
    await serving(server, (place) => send(place));
    const error = await failure(rejected);
    assert.equal(
      error.message,
      "`webhookHandler` got no Request; wrap it in `nodeHandler` of qiscus-wasm/node, or `lambdaHandler` of qiscus-wasm/lambda",
    );
  });
});

describe("any fetch-style handler", () => {
  const fault = [500, { ok: false, code: "internal", message: "the handler failed" }];
  const quiet = async (work) => {
    const { error } = console;
    const told = [];
    console.error = (...what) => told.push(what);
    try {
      await work();
    } finally {
      console.error = error;
    }
    assert.equal(told.length, 1);
  };
  for (const [name, handler] of [
    [
      "throws",
      () => {
        throw new Error("bang");
      },
    ],
    [
      "rejects",
      async () => {
        throw new Error("bang");
      },
    ],
    ["gives nothing", () => {}],
    [
      "gives a response whose body fails",
      () => new Response(new ReadableStream({ start: (controller) => controller.error(new Error("bang")) })),
    ],
  ]) {
    test(
      `500 when it ${name}`,
      { timeout },
      watched(() =>
        quiet(() =>
          serving(http.createServer(nodeHandler(handler)), async (place) => assert.deepEqual(await sent(place), fault)),
        ),
      ),
    );
  }

  test(
    "gets what Node.js got, and gives every header",
    { timeout },
    watched(async () => {
      const handler = async (request) => {
        const { method, url, headers } = request;
        const told = { method, url, trace: headers.get("x-trace"), body: await request.text() };
        return Response.json(told, {
          status: 201,
          headers: [
            ["set-cookie", "a=1"],
            ["set-cookie", "b=2"],
            ["x-mine", "yes"],
          ],
        });
      };
      await serving(http.createServer(nodeHandler(handler)), async (place) => {
        const answer = await send(place, { method: "PUT", path: "/a?b=c#", headers: { "x-trace": ["1", "2"] }, body: "grüß" });
        assert.deepEqual(JSON.parse(answer.text), { method: "PUT", url: "http://localhost/a?b=c#", trace: "1, 2", body: "grüß" });
        assert.deepEqual([answer.status, answer.headers["set-cookie"], answer.headers["x-mine"]], [201, ["a=1", "b=2"], "yes"]);
      });
    }),
  );

  test(
    "leaves alone what was answered already",
    { timeout },
    watched(() =>
      serving(
        http.createServer((req, res) => {
          res.end("mine");
          nodeHandler(() => new Response("yours"))(req, res);
        }),
        async (place) => {
          assert.equal((await send(place)).text, "mine");
        },
      ),
    ),
  );
});

describe("node:http2", () => {
  const request = async (client, body, headers = genuine, method = "POST") => {
    const stream = client.request({ ":method": method, ":path": "/hook", ...headers }, { endStream: body === undefined });
    if (body !== undefined) stream.end(body);
    let received = "";
    stream.setEncoding("utf8").on("data", (chunk) => (received += chunk));
    const [[head]] = await within(Promise.all([once(stream, "response"), once(stream, "end")]));
    return [head[":status"], JSON.parse(received)];
  };
  const connected = (options, work) =>
    serving(http2.createServer(made(options).handler), async (place) => {
      const client = http2.connect(`http://127.0.0.1:${place.port}`).on("error", () => {});
      await work(client, place).finally(() => client.destroy());
    });

  test(
    "answers, and the connection goes on",
    { timeout },
    watched(() =>
      connected({}, async (client) => {
        assert.deepEqual(await request(client, text), ok);
        assert.equal(status(await request(client, text, json)), 401);
        assert.equal(status(await request(client, undefined, {}, "GET")), 405);
        assert.deepEqual(await request(client, "x".repeat(500_000)), large);
        assert.deepEqual(await request(client, text), ok);
      }),
    ),
  );

  test(
    "a client that goes in the middle, or while the event is handled",
    { timeout },
    watched(() =>
      connected({ onEvent: () => sleep(100) }, async (client, place) => {
        client.request({ ":method": "POST", ":path": "/hook", ...genuine }).write("{");
        client
          .request({ ":method": "POST", ":path": "/hook", ...genuine })
          .on("error", () => {})
          .end(text);
        await sleep(50);
        client.destroy();
        await sleep(500);
        const another = http2.connect(`http://127.0.0.1:${place.port}`);
        assert.deepEqual(await request(another, text).finally(() => another.destroy()), ok);
      }),
    ),
  );
});
