import { checkTesting } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.useRealTimers());

test("the checks", async () => {
  process.stdout.write(`${JSON.stringify(await checkTesting({ qiscus, createSandbox }))}\n`);
});

test("latency follows fake timers, and none is left", async () => {
  vi.useFakeTimers();
  const sandbox = createSandbox();
  sandbox.fault("*", { name: "latency", value: 5000 });
  const client = new qiscus.QiscusClient(sandbox.clientOptions);
  let user;
  const call = client.loginOrRegister({ email: "abc@example.com", username: "abc" }).then((results) => (user = results.user));
  await vi.advanceTimersByTimeAsync(4900);
  expect(user).toBeUndefined();
  await vi.advanceTimersByTimeAsync(200);
  await call;
  expect(user.email).toBe("abc@example.com");
  expect(vi.getTimerCount()).toBe(0);
});
