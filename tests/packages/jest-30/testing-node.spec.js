const { checkTesting } = require("qiscus-check");
const qiscus = require("qiscus-wasm");
const { createSandbox } = require("qiscus-wasm/testing");

afterEach(() => jest.useRealTimers());

test("the checks", async () => {
  process.stdout.write(`${JSON.stringify(await checkTesting({ qiscus, createSandbox }))}\n`);
});

test("latency follows fake timers, and none is left", async () => {
  jest.useFakeTimers();
  const sandbox = createSandbox();
  sandbox.fault("*", { name: "latency", value: 5000 });
  const client = new qiscus.QiscusClient(sandbox.clientOptions);
  let user;
  const call = client.loginOrRegister({ email: "abc@example.com", username: "abc" }).then((results) => (user = results.user));
  await jest.advanceTimersByTimeAsync(4900);
  expect(user).toBeUndefined();
  await jest.advanceTimersByTimeAsync(200);
  await call;
  expect(user.email).toBe("abc@example.com");
  expect(jest.getTimerCount()).toBe(0);
});
