// A turn of the event loop, without timers, which a test may have replaced.

/** Microtasks that a call of the client needs at most before it sends its request, with some to spare. */
const ENOUGH = 200;

export async function turn() {
  if (typeof MessageChannel === "function") {
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });
    port1.close();
  } else {
    // jsdom in Jest.
    for (let count = 0; count < ENOUGH; count++) await undefined;
  }
}
