// Turns of the event loop without timers, which a test may have replaced.

/** Whether there is something other than timers to wait with; jsdom in Jest has nothing. */
export const hasTurns = typeof MessageChannel === "function";

/** Resolves when everything that is due by now has run. */
export async function turn() {
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(undefined);
  });
  port1.close();
}

/** Microtasks that a call of the client needs at most before it sends its request, with some to spare. */
const ENOUGH = 200;

/** The same where only microtasks are left. */
export async function microtasks() {
  for (let count = 0; count < ENOUGH; count++) await undefined;
}
