// WebKitGTK, by its WebDriver on a display of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../server.mjs";
import * as actions from "./actions.mjs";
import { installed, programs } from "./installed.mjs";
import { collected, probe } from "./probe.mjs";

/** A server in front of another, which adds the probe to its pages: this WebDriver can't run a script before theirs. */
async function withProbe(origin) {
  const server = createServer((req, res) => {
    if (req.url === "/probe.js") return res.writeHead(200, { "content-type": "text/javascript" }).end(`(${probe})();`);
    const headers = { ...req.headers, "accept-encoding": "identity" };
    const onward = request(origin + req.url, { method: req.method, headers }, (answer) => {
      const isPage = answer.headers["content-type"]?.startsWith("text/html");
      res.writeHead(answer.statusCode, answer.headers);
      if (!isPage) return answer.pipe(res);
      let page = "";
      answer.setEncoding("utf8").on("data", (chunk) => (page += chunk));
      answer.on("end", () => res.end(page.replace("</title>", '</title><script src="probe.js"></script>')));
    });
    onward.on("error", () => res.destroy());
    res.on("close", () => onward.destroy());
    req.pipe(onward);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export async function launch() {
  const port = await freePort();
  const display = ["-a", "-s", "-screen 0 1600x1000x24"];
  const child = spawn(installed("QISCUS_XVFB", "xvfb-run"), [...display, programs.WebKit, `--port=${port}`], {
    stdio: "ignore",
    detached: true,
  });
  const ended = once(child, "exit");
  // The display and the driver are of one group.
  const kill = () => child.exitCode === null && child.signalCode === null && process.kill(-child.pid);
  process.once("exit", kill);
  const command = async (method, path, body) => {
    const init = { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(60_000) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; !(await command("GET", "/status").catch(() => undefined))?.ready; tries++) {
    if (tries === 100) throw new Error("WebKit's driver does not answer");
    await sleep(100);
  }
  const capabilities = { alwaysMatch: { timeouts: { script: 30_000 } } };
  const { sessionId } = await command("POST", "/session", { capabilities });
  const send = (method, path, body) => command(method, `/session/${sessionId}${path}`, body);
  const { open, close } = windows(send);
  return {
    open,
    async close() {
      await close();
      await command("DELETE", `/session/${sessionId}`);
      process.off("exit", kill);
      kill();
      await ended;
    },
  };
}

/** All windows are of one session, in which one is current. */
function windows(send) {
  let current;
  let first;
  const turnTo = async (handle) => {
    if (current !== handle) await send("POST", "/window", { handle });
    current = handle;
  };
  const servers = [];
  const open = async (url, size) => {
    const server = await withProbe(url);
    servers.push(server);
    first ??= await send("GET", "/window");
    await turnTo(first);
    const { handle } = await send("POST", "/window/new", { type: "window" });
    const turn = async (...command) => {
      await turnTo(handle);
      return send(...command);
    };
    const run = (code) =>
      turn("POST", "/execute/async", {
        script: `const done = arguments[0];
          (async () => ${code})().then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        args: [],
      }).then(({ value, error }) => {
        if (error) throw new Error(error);
        return value;
      });
    const perform = (list) => turn("POST", "/actions", { actions: list });
    // With the bars of the window. There is a least width, which is above that of a small phone.
    const resize = async ({ width, height }) => {
      await turn("POST", "/window/rect", { x: 0, y: 0, width, height });
      const bars = height - (await run("innerHeight"));
      await turn("POST", "/window/rect", { x: 0, y: 0, width, height: height + bars });
    };
    await turn("POST", "/url", { url: server.url });
    await resize(size);
    return {
      run,
      move: (x, y) => perform(actions.move(x, y)),
      click: (x, y) => perform(actions.click(x, y)),
      press: (key) => perform(actions.press(key)),
      type: (text) => perform(actions.type(text)),
      resize,
      reload: () => turn("POST", "/refresh", {}),
      back: () => turn("POST", "/back", {}),
      complaints: () => run(`(${collected})()`),
      async close() {
        await turn("DELETE", "/window");
        current = undefined;
      },
    };
  };
  return {
    open,
    close: async () => {
      for (const server of servers) server.close();
    },
  };
}
