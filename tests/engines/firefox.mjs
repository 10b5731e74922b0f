// Firefox, by WebDriver BiDi, which it speaks itself.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "undici";
import * as actions from "./actions.mjs";
import { programs } from "./installed.mjs";
import { collected, probe } from "./probe.mjs";

const greeting = "WebDriver BiDi listening on ";

/** Sends commands; rejects with what Firefox says, and when the connection ends. */
async function connect(url) {
  const socket = new WebSocket(`${url}/session`);
  const waiting = new Map();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, type, result, error, message } = JSON.parse(data);
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (type === "success") resolve?.(result);
    else if (type === "error") reject?.(new Error(`${error}: ${message}`));
  });
  socket.addEventListener("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("Firefox ended"));
  });
  await once(socket, "open");
  const send = (method, params = {}) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await send("session.new", { capabilities: {} });
  return send;
}

export async function launch() {
  const profile = await mkdtemp(join(tmpdir(), "qiscus-firefox-"));
  const flags = ["--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", profile, "about:blank"];
  const child = spawn(programs.Firefox, flags, { stdio: ["ignore", "ignore", "pipe"] });
  const kill = () => child.kill();
  process.once("exit", kill);
  const ended = once(child, "exit");
  const address = new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stderr });
    lines.on("line", (line) => line.startsWith(greeting) && resolve(line.slice(greeting.length)));
    lines.on("close", () => reject(new Error("Firefox ended before it listened")));
  });
  const send = await connect(await address);
  await send("script.addPreloadScript", { functionDeclaration: String(probe) });
  return {
    open: (url, size) => open(send, url, size),
    async close() {
      process.off("exit", kill);
      kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function open(send, url, viewport) {
  // Of its own: people don't share the storage.
  const { userContext } = await send("browser.createUserContext");
  const { context } = await send("browsingContext.create", { type: "window", userContext });
  const resize = (size) => send("browsingContext.setViewport", { context, viewport: size });
  await resize(viewport);
  await send("browsingContext.navigate", { context, url, wait: "complete" });
  const perform = (list) => send("input.performActions", { context, actions: list });
  const run = async (code) => {
    const expression = `(async () => JSON.stringify(await (${code})))()`;
    const options = { target: { context }, awaitPromise: true };
    const { type, result, exceptionDetails } = await send("script.evaluate", { expression, ...options });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return result.type === "undefined" ? undefined : JSON.parse(result.value);
  };
  return {
    run,
    move: (x, y) => perform(actions.move(x, y)),
    click: (x, y) => perform(actions.click(x, y)),
    press: (key) => perform(actions.press(key)),
    type: (text) => perform(actions.type(text)),
    resize,
    reload: () => send("browsingContext.reload", { context, wait: "complete" }),
    back: () => send("browsingContext.traverseHistory", { context, delta: -1 }),
    complaints: () => run(`(${collected})()`),
    close: () => send("browser.removeUserContext", { userContext }),
  };
}
