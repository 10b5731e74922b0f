// The same page of comments in Chromium, and how long the package takes from its text to the first reply there.
import { build } from "esbuild";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { launch } from "../../../tests/browser.mjs";
import { quantile } from "./measure.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** A program as one script, which leaves what it exports in `bench`. */
async function script(contents) {
  const stdin = { contents, resolveDir: here };
  const options = { bundle: true, minify: true, format: "iife", globalName: "bench", write: false, logLevel: "error" };
  return (await build({ stdin, ...options })).outputFiles[0].text;
}

const firstCall = (reply) => `
  import { QiscusClient } from "qiscus-wasm";
  const qiscus = new QiscusClient({ baseUrl: "/api", fetch: async () => new Response(${reply}) });
  export const done = qiscus.loadComments({ room_id: 234 });`;
const firstParse = (reply) => `
  import { looseObject, array, string, number } from "zod";
  const schema = looseObject({ results: looseObject({ comments: array(looseObject({ id: number(), message: string() })) }) });
  export const done = new Response(${reply}).json().then((reply) => schema.parse(reply));`;

export async function browser(reply, counts) {
  const scripts = {
    "/page.js": await script('export * from "./page.mjs";'),
    "/qiscus-wasm.js": await script(firstCall(JSON.stringify(reply))),
    "/zod.js": await script(firstParse(JSON.stringify(reply))),
  };
  const server = createServer(({ url }, response) => {
    const found = scripts[url];
    response.setHeader("content-type", found ? "text/javascript" : "text/html").end(found ?? "<!doctype html><title>bench</title>");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = `http://127.0.0.1:${server.address().port}/`;
  const chromium = await launch();
  try {
    const page = await chromium.newPage();
    await page.goto(address);
    await page.addScriptTag({ url: "/page.js" });
    const pages = {};
    for (const count of counts) pages[count] = await page.evaluate((count) => globalThis.bench.page(count), count);
    const cold = {};
    for (let round = 0; round < 15; round++) {
      for (const name of ["qiscus-wasm", "zod"]) {
        // Each in a page of its own, whose script is compiled anew.
        const fresh = await (await chromium.newContext()).newPage();
        await fresh.goto(address);
        const time = await fresh.evaluate(async (url) => {
          const text = await (await fetch(url)).text();
          const start = performance.now();
          const element = document.createElement("script");
          element.textContent = text;
          document.head.append(element);
          await globalThis.bench.done;
          return performance.now() - start;
        }, `/${name}.js`);
        (cold[name] ??= []).push(time);
        await fresh.context().close();
      }
    }
    const spread = (times) => [0.25, 0.5, 0.75].map((share) => quantile(times, share));
    return { version: chromium.version(), pages, cold: Object.fromEntries(Object.entries(cold).map(([name, times]) => [name, spread(times)])) };
  } finally {
    await chromium.close();
    server.close();
  }
}
