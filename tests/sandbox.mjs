// Starts the local stand-in for the Qiscus API, for one test file.
import { startServer } from "./server.mjs";
import { PATIENCE } from "./deadline.mjs";

const greeting = "qiscus-sandbox listening on ";

/** What the sandbox is started with: pass these to the client. */
export const appId = "sandbox";
export const secretKey = "sandbox-secret";

/**
 * Starts a sandbox of its own on a free port; it ends with `stop()` or, at the latest, with this process.
 *
 * @param {{ args?: string[] }} [options] more flags for the sandbox
 */
export async function startSandbox({ args = [] } = {}) {
  const program = process.env.QISCUS_SANDBOX;
  if (!program) throw new Error("QISCUS_SANDBOX names no program: run these tests by `cargo xtask test`");
  const flags = ["--port", "0", "--app-id", appId, "--secret", secretKey, "--quiet", ...args];
  const { url, stop } = await startServer(program, flags, { greeting });
  const control = async (route, init) => {
    const response = await fetch(`${url}/_sandbox/${route}`, { ...init, signal: AbortSignal.timeout(PATIENCE) });
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
    stop,
  };
}
