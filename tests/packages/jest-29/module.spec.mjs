import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

test("the checks", async () => {
  process.stdout.write(`${JSON.stringify(await check(qiscus, process.env.APP))}\n`);
});
