import { checkTesting } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";

// It fails if a timer is left behind.
Deno.test("the checks", async () => {
  console.log(JSON.stringify(await checkTesting({ qiscus, createSandbox })));
});
