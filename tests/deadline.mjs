// How long tests wait. A deadline ends what hangs and measures nothing, so that a busy machine fails no test.

/** Milliseconds for one thing, which comes at once on an idle machine. */
export const PATIENCE = 30_000;

/** Milliseconds for a test. */
export const timeout = 120_000;

/**
 * What a promise gives; rejects if that takes too long.
 *
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
export function within(promise, milliseconds = PATIENCE) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not settled after ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
