import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { test } from "vitest";

test("the checks", async () => {
  process.stdout.write(`${JSON.stringify(await check(qiscus, process.env.APP))}\n`);
});
