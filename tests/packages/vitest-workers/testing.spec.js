import { checkTesting } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { expect, it } from "vitest";

it("works in workerd", async () => {
  expect(navigator.userAgent).toBe("Cloudflare-Workers");
  console.log(JSON.stringify(await checkTesting({ qiscus, createSandbox })));
}, 60_000);
