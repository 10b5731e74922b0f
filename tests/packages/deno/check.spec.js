import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

Deno.test("the checks", async () => {
  console.log(JSON.stringify(await check(qiscus, Deno.env.get("APP"))));
});
