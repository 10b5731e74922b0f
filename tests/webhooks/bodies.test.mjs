// What is a webhook and what is none, in every form in which a body arrives.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import vm from "node:vm";
import { isQiscusError, safeValidateWebhook, validateWebhook, webhookSchema } from "qiscus-wasm";
import { changed, recorded } from "./webhooks.mjs";
import { timeout, within } from "../deadline.mjs";

const text = JSON.stringify(recorded());
const encode = (text) => new TextEncoder().encode(text);

/** The bytes with spaces behind them, which JSON allows, so that every typed array can hold them. */
function padded(byteOffset = 0) {
  const bytes = encode(text);
  const buffer = new ArrayBuffer(byteOffset + Math.ceil(bytes.length / 8) * 8);
  new Uint8Array(buffer, byteOffset).fill(32).set(bytes);
  return buffer;
}

function shared() {
  const buffer = new SharedArrayBuffer(encode(text).length);
  new Uint8Array(buffer).set(encode(text));
  return buffer;
}

const elsewhere = (code) => vm.runInNewContext(code, { text, numbers: [...encode(text)] });
const views = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];

describe("every form of the body is the same event", () => {
  const forms = {
    "a string": () => text,
    "a string with blanks around it": () => `\r\n\t ${text}\n`,
    "a string with a byte order mark": () => `\ufeff${text}`,
    "bytes with a byte order mark": () => encode(`\ufeff${text}`),
    "an ArrayBuffer": () => encode(text).buffer,
    "a SharedArrayBuffer": shared,
    "a Uint8Array of shared memory": () => new Uint8Array(shared()),
    ...Object.fromEntries(views.map((View) => [`a ${View.name}`, () => new View(padded())])),
    ...Object.fromEntries(views.map((View) => [`a ${View.name} with an offset`, () => new View(padded(8), 8)])),
    "a DataView": () => new DataView(padded()),
    "a DataView with an offset and a length": () => new DataView(padded(3), 3, encode(text).length),
    "a Buffer": () => Buffer.from(text),
    "a Buffer in the middle of a pool": () => Buffer.from(`{${text}}`).subarray(1, -1),
    "an ArrayBuffer of another realm": () => elsewhere("new Uint8Array(numbers).buffer"),
    "a SharedArrayBuffer of another realm": () =>
      elsewhere("{ const b = new SharedArrayBuffer(numbers.length); new Uint8Array(b).set(numbers); b }"),
    "a Uint8Array of another realm": () => elsewhere("new Uint8Array(numbers)"),
    "a DataView of another realm": () => elsewhere("new DataView(new Uint8Array(numbers).buffer)"),
    "the parsed object": () => recorded(),
    "the parsed object of another realm": () => elsewhere("JSON.parse(text)"),
    "an object without a prototype": () => Object.assign(Object.create(null), recorded()),
    "a frozen object": () => Object.freeze(recorded()),
    "an object of a class": () => Object.assign(new (class Event {})(), recorded()),
    "an object with toJSON": () => ({ toJSON: recorded }),
    "a proxy": () => new Proxy(recorded(), {}),
    "an object with getters": () => ({
      get payload() {
        return recorded().payload;
      },
      get type() {
        return recorded().type;
      },
    }),
  };
  for (const [name, form] of Object.entries(forms)) {
    test(name, { timeout }, () => assert.deepEqual(validateWebhook(form()), recorded()));
  }
});

describe("what the wire is known to vary in is accepted", () => {
  const rows = [
    ["type", "post_comment"],
    ["type", "post_comment_rest"],
    ["payload.room.participants", undefined],
    ["payload.room.participants", []],
    ["payload.room.participants", [{ email: "alone" }]],
    ["payload.room.id", "37537"],
    ["payload.room.topic_id", "37537"],
    ["payload.room.options", { color: "red" }],
    ["payload.room.options", '{"color":"red"}'],
    ["payload.room.type", "group"],
    ["payload.from.id", 0],
    ["payload.from.avatar_url", undefined],
    ["payload.message.id", 0],
    ["payload.message.type", "a type of next year"],
    ["payload.message.payload", null],
    ["payload.message.payload", {}],
    ["payload.message.payload", undefined],
    ["payload.message.created_at", undefined],
    ["payload.type", "another type inside"],
    ["app_code", "domino-prod"],
    ["channel", { id: 1 }],
    // Keys that nobody knows survive, whatever they hold.
    ["payload.message.later", { deep: [1, { x: null }] }],
    ["payload.room.participants[1].later", 1e300],
    ["later", 2 ** 53 + 2],
  ];
  for (const [path, value] of rows) {
    test(`${path} ${value === undefined ? "is missing" : JSON.stringify(value)}`, { timeout }, () => {
      const event = changed(path, value);
      assert.deepEqual(validateWebhook(JSON.stringify(event)), event);
      assert.deepEqual(validateWebhook(event), event);
    });
  }
});

const wrong = (path, expected, received) => ({
  path,
  expected,
  received,
  message:
    received === "nothing"
      ? `${path} is missing, expected ${expected}`
      : `${path || "the value"}: expected ${expected}, received ${received}`,
});
const types = '"post_comment" or "post_comment_mobile" or "post_comment_rest"';

describe("an event that isn't one says what and where", () => {
  const rows = [
    ["type", undefined, wrong("type", types, "nothing")],
    ["type", "delete_comment", wrong("type", types, "string")],
    ["payload", undefined, wrong("payload", "object", "nothing")],
    ["payload", [], wrong("payload", "object", "array")],
    ["payload.from", null, wrong("payload.from", "object", "null")],
    ["payload.from.email", 7, wrong("payload.from.email", "string", "integer")],
    ["payload.from.id", 2 ** 53, wrong("payload.from.id", "integer or string", "integer beyond 2^53")],
    ["payload.room.id", 1.5, wrong("payload.room.id", "integer or string", "number")],
    ["payload.message.type", undefined, wrong("payload.message.type", "string", "nothing")],
    ["payload.message.text", {}, wrong("payload.message.text", "string", "empty object")],
  ];
  for (const [path, value, issue] of rows) {
    test(issue.message, { timeout }, () => {
      const event = changed(path, value);
      for (const input of [event, JSON.stringify(event)]) {
        assert.throws(() => validateWebhook(input), {
          code: "invalid_webhook",
          message: `invalid webhook: ${issue.message}`,
          issues: [issue],
        });
      }
    });
  }

  const optional = [
    [
      "payload.room.participants[1].email",
      undefined,
      "payload.room.participants",
      wrong("payload.room.participants[1].email", "string", "nothing"),
    ],
    [
      "payload.room.participants[0]",
      "u1@example.com",
      "payload.room.participants",
      wrong("payload.room.participants[0]", "object", "string"),
    ],
    [
      "payload.message.id",
      2 ** 60,
      "payload.message.id",
      wrong("payload.message.id", "integer or string or null", "integer beyond 2^53"),
    ],
  ];
  for (const [path, value, left, issue] of optional) {
    test(`${issue.message}: ${left} is left out, or refused strictly`, { timeout }, () => {
      const event = changed(path, value);
      for (const input of [event, JSON.stringify(event)]) {
        assert.deepEqual(safeValidateWebhook(input), { ok: true, event: changed(left, undefined), ignored: [issue] });
        const refused = { code: "invalid_webhook", message: `invalid webhook: ${issue.message}`, issues: [issue] };
        assert.throws(() => validateWebhook(input, { strict: true }), refused);
      }
    });
  }

  test("all of it at once, in the order of the document", { timeout }, () => {
    const event = recorded();
    event.payload.from.email = null;
    event.payload.room.participants[0].email = 1;
    delete event.payload.room.participants[1].email;
    event.payload.message.text = true;
    const { issues } = safeValidateWebhook(event, { strict: true });
    assert.deepEqual(
      issues.map(({ path }) => path),
      ["payload.from.email", "payload.room.participants[0].email", "payload.room.participants[1].email", "payload.message.text"],
    );
  });
});

describe("a value that isn't an event at all", () => {
  const top = (received) => [wrong("", "object", received)];
  for (const [name, input, issues] of [
    ["undefined", undefined, [{ ...wrong("", "object", "nothing"), message: "the value is missing, expected object" }]],
    ["null", null, top("null")],
    ["a number", 7, top("integer")],
    ["NaN", NaN, top("number that is not finite")],
    ["a boolean", true, top("boolean")],
    ["a BigInt", 7n, top("bigint")],
    ["a symbol", Symbol("x"), top("symbol")],
    ["a function", () => {}, top("function")],
    ["an array", [], top("array")],
    ["an array as text", "[]", top("array")],
    ["null as text", "null", top("null")],
    ["an empty object", "{}", [wrong("payload", "object", "nothing"), wrong("type", types, "nothing")]],
  ]) {
    test(name, { timeout }, () => assert.deepEqual(safeValidateWebhook(input), { ok: false, issues }));
  }
});

const detached = () => {
  const bytes = encode(text);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
};
const cycle = recorded();
cycle.payload.room.self = cycle;
const deep = (depth) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const nested = (depth) => text.replace(/^\{/, `{"later":${deep(depth)},`);
const bang = new Error("from a getter");

describe("a body that can't be read", () => {
  const unreadable = "the body is an object that can't be read, expected JSON";
  const broken = "the body is broken JSON, expected JSON";
  const noUtf8 = "the body is other bytes, expected text in UTF-8";
  for (const [name, input, message] of [
    ["nothing", "", "the body is empty, expected JSON"],
    ["no bytes", new Uint8Array(), "the body is empty, expected JSON"],
    ["blanks", " \n", "the body is empty, expected JSON"],
    ["HTML", "<html>", "the body is HTML, expected JSON"],
    ["a form", "payload=%7B%7D", "the body is text, expected JSON"],
    ["half of it", text.slice(0, -1), broken],
    ["two of it", text + text, broken],
    ["NaN", text.replace("155549", "NaN"), broken],
    ["Infinity", text.replace("155549", "-Infinity"), broken],
    ["two byte order marks", `\ufeff\ufeff${text}`, broken],
    ["two byte order marks, as bytes", encode(`\ufeff\ufeff${text}`), broken],
    ["Latin-1", Buffer.from(text.replace("simulasi", "simulación"), "latin1"), noUtf8],
    [
      "a lone surrogate in bytes",
      Buffer.from(text.replace("simulasi", "\0\0\0")).fill(
        "eda080",
        text.indexOf("simulasi"),
        text.indexOf("simulasi") + 3,
        "hex",
      ),
      noUtf8,
    ],
    ["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), noUtf8],
    ["a view of a buffer that was given away", detached(), unreadable],
    ["a buffer that was given away", detached().buffer, unreadable],
    ["an object that contains itself", cycle, unreadable],
    [
      "a getter that throws",
      {
        get payload() {
          throw bang;
        },
      },
      unreadable,
    ],
    [
      "a proxy that throws",
      new Proxy(
        {},
        {
          ownKeys() {
            throw bang;
          },
        },
      ),
      unreadable,
    ],
    ["a revoked proxy", (({ proxy, revoke }) => (revoke(), proxy))(Proxy.revocable({}, {})), unreadable],
    ["a BigInt inside", changed("payload.room.id", 7n), unreadable],
    ["a date", new Date(), unreadable],
  ]) {
    test(name, { timeout }, () => {
      const [expected, received] = [/expected (.*)$/.exec(message)[1], /^the body is (.*), expected/.exec(message)[1]];
      assert.throws(() => validateWebhook(input), {
        code: "invalid_webhook",
        issues: [{ path: "", expected, received, message }],
      });
    });
  }

  test("what was thrown is the cause", { timeout }, () => {
    const { cause } = (() => {
      try {
        validateWebhook({
          get type() {
            throw bang;
          },
        });
      } catch (error) {
        return error;
      }
    })();
    assert.equal(cause, bang);
  });
});

describe("hostile bodies do no harm", () => {
  test("of a key that stands there twice the last one counts", { timeout }, () => {
    assert.equal(validateWebhook(text.replace(/\}$/, ',"type":"post_comment_rest"}')).type, "post_comment_rest");
    assert.equal(safeValidateWebhook(text.replace(/\}$/, ',"payload":null}')).ok, false);
  });

  test("10,000 levels in a key that nobody knows", { timeout }, () => {
    assert.deepEqual(Object.keys(validateWebhook(nested(10_000))), ["later", "payload", "type"]);
    assert.equal(safeValidateWebhook("[".repeat(10_000)).ok, false);
    // As an object it is looked at as JSON.stringify has it, which older engines can't do so far down.
    const parsed = JSON.parse(nested(10_000));
    assert.equal(
      safeValidateWebhook(parsed).ok,
      (() => {
        try {
          return JSON.stringify(parsed) !== "";
        } catch {
          return false;
        }
      })(),
    );
  });

  test("10 MB", { timeout }, () => {
    const large = changed("payload.message.text", "x".repeat(10_000_000));
    assert.equal(validateWebhook(encode(JSON.stringify(large))).payload.message.text.length, 10_000_000);
    assert.equal(safeValidateWebhook("x".repeat(10_000_000)).issues[0].received, "text");
  });

  test("__proto__ pollutes nothing and survives", { timeout }, () => {
    const evil = text.replaceAll("{", '{"__proto__":{"polluted":true,"type":"group"},');
    for (const input of [evil, encode(evil), JSON.parse(evil)]) {
      const event = validateWebhook(input);
      for (const object of [event, event.payload, event.payload.room.participants[0]]) {
        assert.equal(Object.getPrototypeOf(object), Object.prototype);
        assert.equal(Object.hasOwn(object, "__proto__"), true);
      }
    }
    assert.equal({}.polluted, undefined);
    // What is inherited is not there.
    assert.equal(safeValidateWebhook(`{"__proto__":${text}}`).ok, false);
  });

  test("never more than 100 issues, and 8 in the message", { timeout }, () => {
    const event = changed(
      "payload.room.participants",
      Array.from({ length: 5000 }, () => ({})),
    );
    const error = (() => {
      try {
        validateWebhook(event, { strict: true });
      } catch (error) {
        return error;
      }
    })();
    assert.ok(isQiscusError(error));
    assert.equal(error.issues.length, 100);
    assert.equal(error.issues[99].path, "payload.room.participants[99].email");
    assert.match(error.message, /participants\[7\]\.email is missing, expected string; and 92 more$/);
  });

  test("the caller's object is never changed, nor returned", { timeout }, () => {
    const event = changed("payload.room.participants", null);
    event.payload.message = Object.freeze({
      ...event.payload.message,
      type: "card",
      payload: Object.freeze({ text: "x", image: "", title: "", description: "", url: "", buttons: null }),
    });
    const before = structuredClone(event);
    assert.notEqual(validateWebhook(event), event);
    assert.deepEqual(event, before);
  });
});

describe("the Standard Schema", () => {
  const schema = webhookSchema["~standard"];

  test("is one", () => {
    assert.equal(schema.version, 1);
    assert.equal(schema.vendor, "qiscus-wasm");
    assert.equal(typeof schema.validate, "function");
  });

  test("gives the value, and no issues", { timeout }, async () => {
    for (const input of [text, encode(text), recorded()]) {
      assert.deepEqual(await within(schema.validate(input)), { value: recorded() });
    }
  });

  for (const [name, input, issues] of [
    [
      "a path of keys",
      changed("payload.from.email", 7),
      [{ message: "payload.from.email: expected string, received integer", path: ["payload", "from", "email"] }],
    ],
    ["no path for the whole", "{", [{ message: "the body is broken JSON, expected JSON", path: [] }]],
    ["no path for anything but an object", 7, [{ message: "the value: expected object, received integer", path: [] }]],
  ]) {
    test(`gives ${name}`, { timeout }, () => {
      const { validate } = schema;
      assert.deepEqual(validate(input), { issues });
    });
  }
});
