import { test } from "bun:test";
import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

test("the checks", async () => {
  console.log(JSON.stringify(await check(qiscus, process.env.APP)));
});
