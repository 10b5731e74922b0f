// The page of comments and the cold start in Chromium.
import { build } from "esbuild";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { launch } from "../../../tests/browser.mjs";
import { quartiles } from "./measure.mjs";

/** A program as one script, whose exports are the global `bench`. */
async function script(contents) {
  const stdin = { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) };
  const options = { bundle: true, minify: true, format: "iife", globalName: "bench", write: false, logLevel: "error" };
  return (await build({ stdin, ...options })).outputFiles[0].text;
}

const firstCall = (build, response) => `
  import { QiscusClient } from "${build}";
  const qiscus = new QiscusClient({ baseUrl: "/api", fetch: async () => new Response(${response}) });
  export const done = qiscus.loadComments({ room_id: 234 });`;
const firstParse = (response) => `
  import { looseObject, array, string, number } from "zod";
  const schema = looseObject({ results: looseObject({ comments: array(looseObject({ id: number(), message: string() })) }) });
  export const done = new Response(${response}).json().then((response) => schema.parse(response));`;

export async function browser(builds, response, kinds, counts) {
  const imports = Object.values(builds).map((build, at) => `import * as build${at} from "${build}";`);
  const all = Object.keys(builds).map((name, at) => `"${name}": build${at}`);
  const starts = { zod: await script(firstParse(JSON.stringify(response))) };
  for (const [name, build] of Object.entries(builds)) starts[name] = await script(firstCall(build, JSON.stringify(response)));
  const server = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end("<!doctype html><title>bench</title>"),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = `http://127.0.0.1:${server.address().port}/`;
  const chromium = await launch();
  try {
    const page = await chromium.newPage();
    await page.goto(address);
    await page.addScriptTag({
      content: await script(
        `${imports.join("\n")} import { page } from "./page.mjs"; export const run = (...given) => page({ ${all} }, ...given);`,
      ),
    });
    const pages = {};
    for (const kind of kinds) {
      pages[kind] = {};
      for (const count of counts)
        pages[kind][count] = await page.evaluate((given) => globalThis.bench.run(...given), [kind, count]);
    }
    const times = Object.fromEntries(Object.keys(starts).map((name) => [name, []]));
    for (let round = 0; round < 15; round++) {
      for (const [name, text] of Object.entries(starts)) {
        // A new context, so that the script is compiled again.
        const context = await chromium.newContext();
        const fresh = await context.newPage();
        await fresh.goto(address);
        const time = await fresh.evaluate(async (text) => {
          const start = performance.now();
          const element = document.createElement("script");
          element.textContent = text;
          document.head.append(element);
          await globalThis.bench.done;
          return performance.now() - start;
        }, text);
        times[name].push(time);
        await context.close();
      }
    }
    const cold = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, quartiles(list)]));
    return { version: chromium.version(), pages, cold };
  } finally {
    await chromium.close();
    server.close();
  }
}
