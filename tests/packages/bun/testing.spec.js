import { test } from "bun:test";
import { checkTesting } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";

test("the checks", async () => {
  console.log(JSON.stringify(await checkTesting({ qiscus, createSandbox })));
});
