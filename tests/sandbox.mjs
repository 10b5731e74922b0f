// Starts the local stand-in for the Qiscus API, for one test file.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const greeting = "qiscus-sandbox listening on ";

/** What the sandbox is started with: pass these to the client. */
export const appId = "sandbox";
export const secretKey = "sandbox-secret";

/**
 * Starts a sandbox of its own on a free port; it ends with `stop()` or, at the latest, with this process.
 *
 * @param {{ args?: string[], deadline?: number }} [options] more flags for the sandbox; milliseconds to wait for it
 */
export async function startSandbox({ args = [], deadline = 10_000 } = {}) {
  const program = process.env.QISCUS_SANDBOX;
  if (!program) throw new Error("QISCUS_SANDBOX names no program: run these tests by `cargo xtask test`");
  const flags = ["--port", "0", "--app-id", appId, "--secret", secretKey, "--quiet", ...args];
  const child = spawn(program, flags, { stdio: ["ignore", "pipe", "inherit"] });
  const end = () => child.kill();
  process.once("exit", end);
  const url = await address(child, deadline).catch((error) => {
    end();
    throw error;
  });
  const control = async (route, init) => {
    const response = await fetch(`${url}/_sandbox/${route}`, { ...init, signal: AbortSignal.timeout(deadline) });
    const text = await response.text();
    if (!response.ok) throw new Error(`/_sandbox/${route} answered ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  return {
    url,
    /** Every request to the API so far, oldest first. */
    requests: () => control("requests"),
    /** Requests to routes that the API doesn't have: a test that is done asserts that there are none. */
    unknownRoutes: () => control("unknown-routes"),
    /** What became of every webhook so far; those under way are not among them. */
    webhooks: () => control("webhooks"),
    /**
     * Sets what goes wrong from now on, as `["status=503;times=2", "reset;when=after;endpoint=post_comment"]`; an empty
     * list ends it. The sandbox's README has all faults.
     *
     * @param {string[]} list
     */
    faults: (list) => control("faults", { method: "PUT", body: JSON.stringify(list) }),
    /** Forgets rooms, users, comments, requests and faults. */
    reset: () => control("reset", { method: "POST" }),
    async stop() {
      process.off("exit", end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      end();
      await ended;
    },
  };
}

async function address(child, deadline) {
  const lines = createInterface({ input: child.stdout });
  const first = once(lines, "line", { signal: AbortSignal.timeout(deadline) });
  const failed = once(child, "exit").then(([code, signal]) => {
    throw new Error(`the sandbox ended before it listened (${signal ?? code})`);
  });
  // It ends some day, when nobody waits for this any more.
  failed.catch(() => {});
  const [line] = await Promise.race([first, failed]);
  if (!line.startsWith(greeting)) throw new Error(`the sandbox began with ${JSON.stringify(line)}`);
  return line.slice(greeting.length).trim().replace(/\/$/, "");
}
