// What keeps a comment that is delivered twice from being handled twice.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, test } from "node:test";
import { signWebhook, webhookHandler } from "qiscus-wasm";
import { changed, recorded } from "./webhooks.mjs";
import { timeout, within } from "../deadline.mjs";

const bang = new Error("from a store");
const never = new Promise(() => {});
const ok = [200, { ok: true }];
const duplicate = [200, { ok: true, duplicate: true }];
const notHandled = [500, { ok: false, code: "internal", message: "the event was not handled" }];

/** A handler that notes, in their order, what it calls; `answer` delivers an event. */
function made({ claim = () => true, onEvent = () => {}, ...options } = {}) {
  const calls = [];
  const noting =
    (name, work) =>
    (first, ...more) => (calls.push(name === "onEvent" ? name : `${name} ${first}`), work(first, ...more));
  const handler = webhookHandler({
    claim: noting("claim", claim),
    release: noting("release", () => {}),
    onError: noting("onError", () => {}),
    onEvent: noting("onEvent", onEvent),
    ...options,
  });
  const answer = async (event = recorded()) => {
    const response = await within(
      handler(
        new Request("http://x.test/", {
          method: "POST",
          body: JSON.stringify(event),
          headers: { "content-type": "application/json" },
        }),
      ),
    );
    return [response.status, await within(response.json())];
  };
  return { answer, calls };
}

const [id, temporary] = [
  "qiscus:comment:802802",
  `qiscus:comment:${signWebhook("5 37537 14 u1@example.com android_1506162883982js5715dx3326c89e983a4a7e", "key")}`,
];

describe("the key", () => {
  const both = (message, temp) => {
    const event = changed("payload.message.id", message);
    if (temp !== true) event.payload.message.unique_temp_id = temp;
    return event;
  };
  for (const [name, event, expected] of [
    ["of a number", both(802802, true), id],
    ["of the same number as text", both("802802", true), id],
    ["of a number alone", both(802802, undefined), id],
    ["of 0 and a temporary id", both(0, true), temporary],
    ["of 0 as text and a temporary id", both("0", true), temporary],
    ["of no number and a temporary id", both(undefined, true), temporary],
    ["of null and a temporary id", both(null, true), temporary],
    ["of 0 and no temporary id", both(0, undefined), undefined],
    ["of nothing", both(undefined, undefined), undefined],
    ["of nothing but empty text", both("", ""), undefined],
  ]) {
    test(`${name}: ${expected ?? "there is none, and no claim"}`, { timeout }, async () => {
      const { answer, calls } = made();
      assert.deepEqual(await answer(event), ok);
      assert.deepEqual(calls, expected === undefined ? ["onEvent"] : [`claim ${expected}`, "onEvent"]);
    });
  }
});

describe("claim", () => {
  for (const [name, claim, expected] of [
    ["true", () => true, ok],
    ["a promise of true", async () => true, ok],
    ["what Redis says of the first", async () => "OK", ok],
    ["what Redis says of the second", async () => null, duplicate],
    ["false", () => false, duplicate],
    ["a promise of false", async () => false, duplicate],
    ["nothing", () => {}, duplicate],
    ["0", () => 0, duplicate],
  ]) {
    test(`gives ${name}`, { timeout }, async () => {
      const { answer, calls } = made({ claim });
      assert.deepEqual(await answer(), expected);
      assert.deepEqual(calls, expected === ok ? [`claim ${id}`, "onEvent"] : [`claim ${id}`]);
    });
  }

  for (const [name, claim] of [
    [
      "throws",
      () => {
        throw bang;
      },
    ],
    [
      "rejects",
      async () => {
        throw bang;
      },
    ],
  ]) {
    test(`${name}: 500, neither handled nor released`, { timeout }, async () => {
      const { answer, calls } = made({ claim });
      assert.deepEqual(await answer(), notHandled);
      assert.deepEqual(calls, [`claim ${id}`, `onError ${bang}`]);
    });
  }

  test("is slower than the timeout: 500, never handled, released", { timeout }, async () => {
    const { answer, calls } = made({ timeout: 30, claim: () => sleep(80, true) });
    assert.deepEqual(await answer(), notHandled);
    await sleep(120);
    assert.deepEqual(calls, [`claim ${id}`, "onError QiscusError: not done within 30 ms", `release ${id}`]);
  });

  test("never settles: 500", { timeout }, async () => {
    const { answer, calls } = made({ timeout: 30, claim: () => never });
    assert.deepEqual(await answer(), notHandled);
    assert.deepEqual(calls, [`claim ${id}`, "onError QiscusError: not done within 30 ms"]);
  });

  test("is told the event", { timeout }, async () => {
    const told = [];
    await made({ claim: (...call) => told.push(call) }).answer();
    assert.deepEqual(told, [[id, recorded()]]);
  });

  test("of a store: the second delivery is a duplicate, also at the same time", { timeout }, async () => {
    const store = new Set();
    const claim = async (key) => !store.has(key) && store.add(key);
    const { answer, calls } = made({ claim, onEvent: () => sleep(30) });
    assert.deepEqual(await Promise.all([answer(), answer()]), [ok, duplicate]);
    assert.deepEqual(await answer(), duplicate);
    assert.equal(calls.filter((call) => call === "onEvent").length, 1);
  });
});

describe("a delivery that arrives again while the first is being handled", () => {
  test("is not claimed, and waits for the outcome of the first", { timeout }, async () => {
    const { answer, calls } = made({ onEvent: () => sleep(30) });
    assert.deepEqual(await Promise.all([answer(), answer(), answer()]), [ok, duplicate, duplicate]);
    assert.deepEqual(calls, [`claim ${id}`, "onEvent"]);
  });

  for (const [name, options, expected] of [
    [
      "onEvent fails",
      {
        onEvent: () =>
          sleep(30).then(() => {
            throw bang;
          }),
      },
      [`claim ${id}`, "onEvent", `onError ${bang}`, `release ${id}`],
    ],
    [
      "the claim fails",
      {
        claim: () =>
          sleep(30).then(() => {
            throw bang;
          }),
      },
      [`claim ${id}`, `onError ${bang}`],
    ],
  ]) {
    test(`fails with it where ${name}, so that its sender delivers again, too`, { timeout }, async () => {
      const { answer, calls } = made(options);
      assert.deepEqual(await Promise.all([answer(), answer()]), [notHandled, notHandled]);
      assert.deepEqual(calls, expected);
      await answer();
      assert.equal(calls.filter((call) => call === `claim ${id}`).length, 2);
    });
  }

  test("is a duplicate where another process has claimed it", { timeout }, async () => {
    const { answer, calls } = made({ claim: () => sleep(30, false) });
    assert.deepEqual(await Promise.all([answer(), answer()]), [duplicate, duplicate]);
    assert.deepEqual(calls, [`claim ${id}`]);
  });

  test("gets 500 at its own deadline where the first never ends", { timeout }, async () => {
    const { answer } = made({ timeout: 50, onEvent: () => never });
    assert.deepEqual(await Promise.all([answer(), answer()]), [notHandled, notHandled]);
  });

  test("is handled after the first was too slow, wherever it arrives: that one is released", { timeout }, async () => {
    const store = new Set();
    let hangs = true;
    const { answer, calls } = made({
      timeout: 50,
      claim: (key) => !store.has(key) && store.add(key),
      release: (key) => store.delete(key),
      onEvent: () => hangs && never,
    });
    assert.deepEqual(await answer(), notHandled);
    hangs = false;
    assert.deepEqual(await answer(), ok);
    assert.deepEqual(await answer(), duplicate);
    assert.deepEqual(calls, [
      `claim ${id}`,
      "onEvent",
      "onError QiscusError: not done within 50 ms",
      `claim ${id}`,
      "onEvent",
      `claim ${id}`,
    ]);
  });

  test("leaves what a slow onEvent fails with to onError, and releases once", { timeout }, async () => {
    const { answer, calls } = made({
      timeout: 30,
      onEvent: () =>
        sleep(60).then(() => {
          throw bang;
        }),
    });
    assert.deepEqual(await answer(), notHandled);
    await sleep(80);
    assert.deepEqual(calls, [
      `claim ${id}`,
      "onEvent",
      `release ${id}`,
      "onError QiscusError: not done within 30 ms",
      `onError ${bang}`,
    ]);
  });

  test("is handled by itself without a claim, and if it is another comment", { timeout }, async () => {
    let events = 0;
    const alone = webhookHandler({ onEvent: () => sleep(30, events++) });
    const deliver = () =>
      within(alone(new Request("http://x.test/", { method: "POST", body: Buffer.from(JSON.stringify(recorded())) })));
    assert.deepEqual(
      (await Promise.all([deliver(), deliver()])).map(({ status }) => status),
      [200, 200],
    );
    assert.equal(events, 2);
    const { answer, calls } = made({ onEvent: () => sleep(30) });
    assert.deepEqual(await Promise.all([answer(), answer(changed("payload.message.id", 7))]), [ok, ok]);
    assert.equal(calls.filter((call) => call === "onEvent").length, 2);
  });
});

describe("release", () => {
  for (const [name, onEvent] of [
    [
      "throws",
      () => {
        throw bang;
      },
    ],
    [
      "rejects",
      () =>
        sleep(5).then(() => {
          throw bang;
        }),
    ],
  ]) {
    test(`after onEvent ${name}: before the answer, so that the next delivery is handled`, { timeout }, async () => {
      const store = new Set();
      let fails = true;
      const { answer, calls } = made({
        claim: (key) => !store.has(key) && store.add(key),
        release: (key) => sleep(10).then(() => store.delete(key)),
        onEvent: () => fails && onEvent(),
      });
      assert.deepEqual(await answer(), notHandled);
      fails = false;
      assert.deepEqual(await answer(), ok);
      assert.deepEqual(await answer(), duplicate);
      assert.deepEqual(calls, [`claim ${id}`, "onEvent", `onError ${bang}`, `claim ${id}`, "onEvent", `claim ${id}`]);
    });
  }

  for (const [name, release] of [
    [
      "throws",
      () => {
        throw new Error("no store");
      },
    ],
    [
      "rejects",
      async () => {
        throw new Error("no store");
      },
    ],
  ]) {
    test(`${name}: told, as is what onEvent threw`, { timeout }, async () => {
      const { answer, calls } = made({
        release,
        onEvent: () => {
          throw bang;
        },
      });
      assert.deepEqual(await answer(), notHandled);
      assert.deepEqual(calls, [`claim ${id}`, "onEvent", `onError ${bang}`, "onError Error: no store"]);
    });
  }

  test("is called with the key and the event", { timeout }, async () => {
    const told = [];
    await made({
      release: (...call) => told.push(call),
      onEvent: () => {
        throw bang;
      },
    }).answer();
    assert.deepEqual(told, [[id, recorded()]]);
  });

  test("never settles: 500 in time", { timeout }, async () => {
    const { answer } = made({
      timeout: 50,
      release: () => never,
      onEvent: () => {
        throw bang;
      },
    });
    assert.deepEqual(await answer(), notHandled);
  });

  for (const [name, options, event] of [
    ["without a claim", { claim: undefined }, recorded()],
    [
      "without a key",
      {},
      (() => {
        const event = changed("payload.message.id", 0);
        delete event.payload.message.unique_temp_id;
        return event;
      })(),
    ],
  ]) {
    test(`is not called ${name}`, { timeout }, async () => {
      const calls = [];
      const onEvent = () => {
        throw bang;
      };
      const handler = webhookHandler({ claim: () => true, release: (key) => calls.push(key), onError() {}, onEvent, ...options });
      const response = await within(
        handler(new Request("http://x.test/", { method: "POST", body: Buffer.from(JSON.stringify(event)) })),
      );
      assert.equal(response.status, 500);
      assert.deepEqual(calls, []);
    });
  }
});
