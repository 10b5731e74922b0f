/** @jest-environment ./jsdom.js */
const { check } = require("qiscus-check");
const qiscus = require("qiscus-wasm");

test("the checks", async () => {
  process.stdout.write(`${JSON.stringify(await check(qiscus, process.env.APP, { fetch: nodeFetch }))}\n`);
});
