// The host's mistakes are not the sender's: what frameworks and middleware do to a body before nodeHandler gets it. Whatever can
// still be read is accepted; for the rest the answer is 500, and onError gets the fix.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import { describe, test } from "node:test";
import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { ascii, changed, failed, fixes, gone, mistake } from "./fixes.mjs";
import { behind, body, chunked, consumed, deliver, genuine, made, ok, signed } from "./hosts.mjs";
import { hmac, recorded } from "./webhooks.mjs";
import { json, sent, serving, watched } from "./servers.mjs";
import { timeout, within } from "../deadline.mjs";

const even = Buffer.from(`${body}${" ".repeat(body.length % 2)}`);
const odd = Buffer.concat([even, Buffer.from(" ")]);
const text = String(body);
const empty = { body: "", headers: { ...json, "content-length": 0, "qiscus-sdk-signature": hmac("") } };
const noBody = [400, "the body is empty, expected JSON"];
const view = (bytes) => new Uint8Array(bytes).buffer;
const inUnknown = (message) => mistake(message(fixes.unknown));
const lost = inUnknown(gone);

/** Waits until some of a body is there. */
const ready = (req) => within(once(req, "readable"));

describe("what can still be read is accepted, and nothing else", () => {
  for (const [name, before, request, expected] of [
    ["nothing was done", () => {}, genuine, ok],
    ["nothing was done, in chunks", () => {}, chunked, ok],
    ["rawBody is empty beside an unread stream", (req) => void (req.rawBody = ""), genuine, ok],
    ["rawBody is empty beside an unread stream, in chunks", (req) => void (req.rawBody = Buffer.alloc(0)), chunked, ok],
    ["rawBody is a part beside an unread stream", (req) => void (req.rawBody = body.subarray(9)), chunked, ok],
    ["rawBody is empty beside a consumed stream", consumed({ rawBody: "" }), genuine, lost],
    ["rawBody is empty beside a consumed stream, in chunks", consumed({ rawBody: new Uint8Array() }), chunked, lost],
    ["body is empty beside a consumed stream", consumed({ body: "" }), genuine, lost],
    ["body is an empty object", consumed({ body: {} }), genuine, lost],
    ["body is parsed", consumed({ body: recorded() }), genuine, lost],
    ["body is parsed, with a then", consumed({ body: { then: "x" } }), genuine, lost],
    ["body is null", consumed({ body: null }), chunked, lost],
    ["read and gone", consumed({}), genuine, lost],
    ["nothing was sent, and read", consumed({}), empty, noBody],
    ["nothing was sent, and an object made of it", consumed({ body: {} }), empty, noBody],
    [
      "nothing was announced, and nothing kept",
      consumed({ body: "" }),
      {
        headers: { ...json, "qiscus-sdk-signature": hmac("") },
        body: (request) => (
          request.removeHeader("transfer-encoding"), (request.useChunkedEncodingByDefault = false), request.end()
        ),
      },
      noBody,
    ],

    ["bytes in rawBody", consumed((bytes) => ({ body: recorded(), rawBody: bytes })), genuine, ok],
    ["bytes in rawBody, in chunks", consumed((bytes) => ({ body: recorded(), rawBody: bytes })), chunked, ok],
    ["text in rawBody", consumed((bytes) => ({ body: {}, rawBody: String(bytes) })), genuine, ok],
    ["text with a character for each byte in rawBody", consumed((bytes) => ({ rawBody: bytes.toString("latin1") })), genuine, ok],
    ["an ArrayBuffer in rawBody", consumed((bytes) => ({ rawBody: view(bytes) })), genuine, ok],
    ["a DataView in body", consumed((bytes) => ({ body: new DataView(view(bytes)) })), genuine, ok],
    ["text in body, and an empty rawBody", consumed((bytes) => ({ rawBody: "", body: String(bytes) })), genuine, ok],
    ["a promise in rawBody", consumed((bytes) => ({ rawBody: sleep(20, bytes) })), genuine, ok],
    ["a promise of an ArrayBuffer, in chunks", consumed((bytes) => ({ rawBody: sleep(20, view(bytes)) })), chunked, ok],
    [
      "a promise in rawBody that rejects",
      consumed(() => ({ rawBody: Promise.reject(new Error("bang")) })),
      genuine,
      inUnknown(failed),
    ],
    ["a promise of nothing", consumed({ rawBody: Promise.resolve() }), genuine, inUnknown(failed)],
    ["a promise of no bytes", consumed({ rawBody: Promise.resolve("") }), chunked, lost],
    [
      "a function in rawBody",
      consumed((bytes) => ({
        kept: bytes,
        async rawBody() {
          return this.kept;
        },
      })),
      genuine,
      ok,
    ],
    [
      "a function that throws",
      consumed({
        rawBody() {
          throw new Error("bang");
        },
      }),
      genuine,
      inUnknown(failed),
    ],
    ["a web stream in body", consumed((bytes) => ({ body: new Response(bytes).body })), genuine, ok],
    [
      "a web stream in body that was read",
      consumed((bytes) => {
        const { body } = new Response(bytes);
        body.getReader();
        return { body };
      }),
      genuine,
      inUnknown(failed),
    ],
    [
      "a stream of Node.js in body",
      consumed((bytes) => ({ body: Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]) })),
      chunked,
      ok,
    ],
    ["a stream of strings in body", consumed((bytes) => ({ body: Readable.from([String(bytes)]) })), genuine, ok],
    ["a stream in body that is empty", consumed(() => ({ body: Readable.from([]) })), chunked, lost],
    [
      "a stream in body that was cut",
      consumed((bytes) => ({ body: Readable.from([bytes.subarray(9)]) })),
      genuine,
      inUnknown((fix) => changed(body.length, body.length - 9, fix)),
    ],
    [
      "text of koa-body, in an object",
      consumed((bytes) => ({ body: { [Symbol.for("unparsedBody")]: String(bytes) } })),
      genuine,
      ok,
    ],

    [
      "rawBody was made of the parsed body",
      consumed({ rawBody: JSON.stringify(recorded(), null, 1) }),
      genuine,
      inUnknown((fix) => changed(body.length, JSON.stringify(recorded(), null, 1).length, fix)),
    ],
    [
      "rawBody lacks the end",
      consumed({ rawBody: body.subarray(9) }),
      genuine,
      inUnknown((fix) => changed(body.length, body.length - 9, fix)),
    ],
    ["rawBody was changed, body not", consumed((bytes) => ({ rawBody: "{}", body: bytes })), genuine, ok],
    [
      "rawBody was decompressed",
      consumed({ rawBody: body }),
      {
        body: gzipSync(body),
        headers: { ...genuine.headers, "content-length": gzipSync(body).length, "content-encoding": "gzip" },
      },
      ok,
    ],
    [
      "Latin-1 was decoded as UTF-8",
      consumed((bytes) => ({ rawBody: String(bytes) })),
      signed(Buffer.from('{"a":"\xfc"}', "latin1")),
      inUnknown((fix) => changed(9, 11, fix)),
    ],

    ['setEncoding("utf8")', (req) => void req.setEncoding("utf8"), genuine, ok],
    ['setEncoding("latin1")', (req) => void req.setEncoding("latin1"), genuine, ok],
    ['setEncoding("hex")', (req) => void req.setEncoding("hex"), genuine, ok],
    ['setEncoding("base64"), in chunks', (req) => void req.setEncoding("base64"), chunked, ok],
    ['setEncoding("utf16le"), even', (req) => void req.setEncoding("utf16le"), signed(even), ok],
    [
      'setEncoding("utf16le"), odd',
      (req) => void req.setEncoding("utf16le"),
      signed(odd),
      inUnknown((fix) => changed(odd.length, odd.length - 1, fix)),
    ],
    ['setEncoding("ascii")', (req) => void req.setEncoding("ascii"), genuine, inUnknown(ascii)],
    [
      'setEncoding("utf8"), of bytes that aren\'t',
      (req) => void req.setEncoding("utf8"),
      signed(Buffer.from('{"a":"\xfc"}', "latin1")),
      inUnknown((fix) => changed(9, 11, fix)),
    ],
    [
      'setEncoding("latin1"), kept',
      async (req) => {
        req.setEncoding("latin1");
        req.rawBody = (await req.toArray()).join("");
      },
      genuine,
      ok,
    ],
    [
      'setEncoding("ascii"), kept',
      async (req) => {
        req.setEncoding("ascii");
        req.rawBody = (await req.toArray()).join("");
      },
      genuine,
      inUnknown(ascii),
    ],

    ["paused", (req) => void req.pause(), genuine, ok],
    ["discarded, but not yet", (req) => void req.resume(), genuine, ok],
    [
      "discarded",
      async (req) => {
        req.resume();
        await sleep(100);
      },
      genuine,
      lost,
    ],
    ["piped elsewhere, too", (req) => void req.pipe(new PassThrough().resume()), genuine, ok],
    [
      "copied as it comes, and not done",
      (req) => {
        req.rawBody = "";
        req.on("data", (chunk) => (req.rawBody += chunk));
      },
      genuine,
      ok,
    ],
    [
      "half was read",
      async (req) => {
        await ready(req);
        req.read(9);
      },
      genuine,
      inUnknown((fix) => changed(body.length, body.length - 9, fix)),
    ],
    [
      "half was read, in chunks",
      async (req) => {
        await ready(req);
        req.read(9);
      },
      chunked,
      lost,
    ],
    [
      "the beginning was looked at, and put back",
      async (req) => {
        await ready(req);
        req.unshift(req.read(9));
      },
      genuine,
      ok,
    ],
    [
      "somebody iterates, and waits",
      async (req) => {
        await req[Symbol.asyncIterator]().next();
      },
      genuine,
      lost,
    ],
  ]) {
    test(
      `${expected[0]}: ${name}`,
      { timeout },
      watched(async () => {
        const hook = made();
        await serving(http.createServer(behind(before, hook)), (place) => deliver(place, request, expected, hook));
      }),
    );
  }

  test(
    "another stream in place of the request, of strings and of objects",
    { timeout },
    watched(async () => {
      for (const [pieces, expected] of [
        [[text.slice(0, 9), text.slice(9)], ok],
        [[recorded()], mistake("the body is a stream of other values; pass bytes (`Uint8Array`) or strings")],
        [[undefined], mistake("the body is a stream of other values; pass bytes (`Uint8Array`) or strings")],
      ]) {
        const hook = made();
        const before = (req, res) => [
          Object.assign(Readable.from(pieces), { method: "POST", url: "/hook", headers: req.headers }),
          res,
        ];
        await serving(http.createServer(behind(before, hook)), (place) => deliver(place, chunked, expected, hook));
      }
    }),
  );

  test("an imitation of a request, where nothing says that there was no body", { timeout }, async () => {
    const { node, errors } = made();
    const res = { setHeader() {}, end() {} };
    await within(
      node({ method: "POST", url: "/hook", headers: { ...json, "qiscus-sdk-signature": hmac("") }, rawBody: "", on() {} }, res),
    );
    assert.deepEqual([res.statusCode, errors.map(({ message }) => message)], [500, [gone(fixes.unknown)]]);
  });

  test(
    "the head is refused first, whatever the host did",
    { timeout },
    watched(async () => {
      const hook = made();
      await serving(http.createServer(behind(consumed({ body: {} }), hook)), async (place) => {
        assert.equal((await sent(place, { ...genuine, method: "PUT" }))[0], 405);
        assert.equal((await sent(place, { ...genuine, headers: { ...genuine.headers, "content-type": "text/plain" } }))[0], 415);
        assert.equal(
          (
            await sent(place, {
              ...genuine,
              body: Buffer.alloc(2 ** 21),
              headers: { ...genuine.headers, "content-length": 2 ** 21 },
            })
          )[0],
          413,
        );
      });
      assert.deepEqual(hook.errors, []);
    }),
  );

  test(
    "HTTP/2, where a length may be missing",
    { timeout },
    watched(async () => {
      for (const [before, expected] of [
        [() => {}, ok],
        [(req) => void req.setEncoding("latin1"), ok],
        [consumed({ rawBody: "" }), lost],
        [consumed((rawBody) => ({ rawBody })), ok],
      ]) {
        await serving(http2.createServer(behind(before, made())), async ({ port }) => {
          const client = http2.connect(`http://127.0.0.1:${port}`);
          const stream = client.request({ ":method": "POST", ":path": "/hook", ...json, "qiscus-sdk-signature": hmac(body) });
          stream.end(body);
          let status;
          stream.on("response", (headers) => (status = headers[":status"]));
          const answer = JSON.parse(await within(buffer(stream)));
          client.destroy();
          assert.deepEqual([status, answer], expected);
        });
      }
    }),
  );
});
