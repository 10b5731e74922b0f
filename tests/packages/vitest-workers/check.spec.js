import { env } from "cloudflare:test";
import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { expect, it } from "vitest";

it("works in workerd", async () => {
  expect(navigator.userAgent).toBe("Cloudflare-Workers");
  console.log(JSON.stringify(await check(qiscus, env.APP)));
}, 60_000);
