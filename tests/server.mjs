// Starts a program that is a server and says where it listens, for one test file.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { PATIENCE } from "./deadline.mjs";

/**
 * The program's first line is `greeting` and its address. It ends with `stop()` or, at the latest, with this process.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ greeting: string, env?: Record<string, string> }} options
 */
export async function startServer(program, args, { greeting, env }) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...env } });
  const end = () => child.kill();
  // A runner that stops this file late would otherwise wait for the program, which holds its stderr.
  const stop = () => process.exit(143);
  process.once("exit", end).once("SIGTERM", stop);
  const url = await address(child, greeting).catch((error) => {
    end();
    throw error;
  });
  return {
    url,
    async stop() {
      process.off("exit", end).off("SIGTERM", stop);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      end();
      await ended;
    },
  };
}

async function address(child, greeting) {
  const lines = createInterface({ input: child.stdout });
  const first = once(lines, "line", { signal: AbortSignal.timeout(PATIENCE) });
  const failed = once(child, "exit").then(([code, signal]) => {
    throw new Error(`the program ended before it listened (${signal ?? code})`);
  });
  // It ends some day, when nobody waits for this any more.
  failed.catch(() => {});
  const [line] = await Promise.race([first, failed]);
  if (!line.startsWith(greeting)) throw new Error(`the program began with ${JSON.stringify(line)}`);
  return line.slice(greeting.length).trim().replace(/\/$/, "");
}

/**
 * A port that was free a moment ago: the sandbox and the program have to know each other's before they start. It is below those
 * that systems give to connections and to servers that ask for any, so that none of these takes it meanwhile.
 */
export async function freePort() {
  for (;;) {
    const port = randomInt(20_000, 32_768);
    const server = createServer();
    const taken = await once(server.listen(port, "127.0.0.1"), "listening").then(
      () => false,
      () => true,
    );
    if (taken) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
