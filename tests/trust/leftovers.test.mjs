// What is left of a call when it has ended: no timer, no listener, nothing that would keep a program from ending. In a file of
// its own, since it counts what the process has.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { holds, observe } from "./observed.mjs";
import { timeout } from "../deadline.mjs";

/** A signal that counts its listeners. */
function counting() {
  const controller = new AbortController();
  const { signal } = controller;
  const count = { added: 0, left: 0 };
  for (const [method, change] of [
    ["addEventListener", 1],
    ["removeEventListener", -1],
  ]) {
    const own = signal[method].bind(signal);
    signal[method] = (...call) => {
      if (change > 0) count.added++;
      count.left += change;
      return own(...call);
    };
  }
  return { controller, count };
}

/** How many timers keep this process alive. */
const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

// How a call may end; `abort` is by the counting signal.
for (const [end, call, expected] of [
  ["succeeded", {}, { code: "ok" }],
  ["succeeded at the second try", { faults: [{ name: "status", value: 429, retryAfter: 0 }] }, { code: "ok", requests: 2 }],
  ["was refused", { faults: [{ name: "status", value: 400 }] }, { code: "rejected" }],
  ["got no reply", { faults: [{ name: "reset" }] }, { code: "network" }],
  ["met its timeout", { faults: [{ name: "stall" }], options: { timeout: 200 } }, { code: "timeout" }],
  ["met its timeout in the body", { faults: [{ name: "stall", value: "body" }], options: { timeout: 200 } }, { code: "timeout" }],
  ["was aborted in the request", { faults: [{ name: "stall" }], abort: "request" }, { code: "aborted" }],
  ["was aborted in the body", { faults: [{ name: "stall", value: "body" }], abort: "body" }, { code: "aborted" }],
  ["was aborted in a wait", { faults: [{ name: "status", value: 429, retryAfter: 20 }], abort: "wait" }, { code: "aborted" }],
  ["was aborted before", { abort: "before" }, { code: "aborted", requests: 0 }],
  ["was confirmed", { faults: [{ name: "reset", when: "after" }], options: { confirm: true } }, { code: "ok", stored: 1 }],
]) {
  test(`nothing is left of a call that ${end}`, { timeout }, async () => {
    const { controller, count } = counting();
    const before = timers();
    const observed = await observe({ ...call, controller });
    assert.equal(timers(), before, "timers left");
    await holds(observed, expected);
    assert.equal(count.added, 1, "the signal was listened to");
    assert.equal(count.left, 0, "listeners left");
  });
}

test("a program ends by itself when its calls have ended, however they did", { timeout }, async (t) => {
  const sandbox = await startSandbox();
  t.after(() => sandbox.stop());
  const program = `
    import { QiscusClient } from "qiscus-wasm";
    const qiscus = new QiscusClient({ baseUrl: process.env.URL, appId: "${appId}", secretKey: "${secretKey}", timeout: 600_000 });
    const call = (fault, options) =>
      qiscus.loadComments({ room_id: 1 }, { headers: { "sandbox-fault": fault }, ...options }).catch((error) => error.code);
    const controller = new AbortController();
    const abort = setTimeout(() => controller.abort(), 500);
    const codes = await Promise.all([
      call("none", { maxRetries: 0 }),
      call("stall", { timeout: 200 }),
      call("stall", { signal: controller.signal }),
      call("stall=body", { signal: controller.signal }),
      call("status=429;retry-after=300", { signal: controller.signal }),
      call("reset", { maxRetries: 1 }),
    ]);
    console.log(codes.join(" "));
  `;
  // Anything that is left would keep it for five or ten minutes.
  const options = { env: { ...process.env, URL: sandbox.url }, cwd: import.meta.dirname, timeout: 40_000 };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], options);
  assert.equal(stdout, "rejected timeout aborted aborted aborted network\n");
});
