// Servers of Node.js: the checks, a webhook with its signature, and one with another's.
import { createRequire } from "node:module";
import { join } from "node:path";

const body = JSON.stringify({
  type: "post_comment_mobile",
  payload: {
    from: { id: 1, email: "abc@example.com", name: "abc" },
    room: { id: 16, topic_id: 16, type: "single", name: "kotak", participants: [{ id: 1, email: "abc@example.com" }] },
    message: { id: 7, type: "text", text: "Grüß Gott 😀", payload: {} },
  },
});

async function deliver(project, url, key, expected) {
  const { signWebhook } = createRequire(join(project.folder, "package.json"))("qiscus-wasm");
  const headers = { "content-type": "application/json", "qiscus-sdk-signature": signWebhook(body, key) };
  const response = await fetch(`${url}/hook`, { method: "POST", headers, body });
  if (response.status === expected) return;
  throw new Error(`a webhook signed by ${key} got ${response.status}: ${await response.text()}\n${project.output()}`);
}

async function serve(project, file) {
  const url = await project.start("node", () => [file]);
  await deliver(project, url, "a key", 200);
  await deliver(project, url, "another key", 401);
  return project.fetchReport(`${url}/report`);
}

const row = (name, of, file) => ({ name, of, environment: name, run: (project) => serve(project, file) });

export default {
  group: "Servers",
  name: "Servers",
  rows: [
    { ...row("Express", "express", "express.js"), quick: true },
    row("Fastify", "fastify", "fastify.js"),
    {
      ...row("NestJS", "@nestjs/core"),
      async run(project) {
        await project.run("tsc");
        return serve(project, "nest.js");
      },
    },
    row("Koa", "koa", "koa.js"),
    row("Hono", "hono", "hono.js"),
  ].map((row) => ({ ...row, name: "server and webhooks" })),
};
