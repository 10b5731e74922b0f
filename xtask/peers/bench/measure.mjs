// Measures contenders in turns, so that other load on the machine affects all of them alike.

/**
 * The time of one call of each contender, beside the first one.
 *
 * @param {Record<string, () => unknown>} contenders functions that may return a promise
 * @param {{ rounds?: number, milliseconds?: number, concurrency?: number }} [options] turns for each, the length of a turn, and calls
 *   at a time
 * @returns {Promise<Record<string, { time: number, cpu: number, ratio: number, spread: [number, number] }>>} medians in microseconds,
 *   of time and of this process's CPU; the median ratio to the first contender in the same round, and the middle half of these ratios
 */
export async function compare(contenders, { rounds = 31, milliseconds = 20, concurrency = 1 } = {}) {
  const names = Object.keys(contenders);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const cpus = Object.fromEntries(names.map((name) => [name, []]));
  const counts = {};
  for (const name of names) {
    // Engines compile hot code, and WebAssembly once more, in the background.
    await warm(contenders[name]);
    let count = 1;
    for (let spent = 0; spent < milliseconds; ) {
      if (spent > 0) count = Math.ceil(count * Math.min(10, (1.2 * milliseconds) / spent));
      spent = await timed(contenders[name], count, concurrency);
    }
    counts[name] = count;
  }
  for (let round = 0; round < rounds; round++) {
    // A different contender starts each round.
    for (const name of [...names.slice(round % names.length), ...names.slice(0, round % names.length)]) {
      const before = used();
      times[name].push(((await timed(contenders[name], counts[name], concurrency)) * 1000) / counts[name]);
      cpus[name].push((used() - before) / counts[name]);
    }
  }
  const [first] = names;
  const result = (name) => {
    const [low, ratio, high] = quartiles(times[name].map((time, round) => time / times[first][round]));
    return { time: quartiles(times[name])[1], cpu: quartiles(cpus[name])[1], ratio, spread: [low, high] };
  };
  return Object.fromEntries(names.map((name) => [name, result(name)]));
}

/** Microseconds of CPU that this process has used; unknown in a browser. */
function used() {
  const { user, system } = globalThis.process?.cpuUsage?.() ?? { user: NaN, system: NaN };
  return user + system;
}

async function warm(work) {
  for (const start = performance.now(); performance.now() - start < 500; ) await work();
}

async function timed(work, count, concurrency) {
  const start = performance.now();
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const result = work();
      if (result instanceof Promise) await result;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return performance.now() - start;
}

/** The quartiles of some numbers; the second one is the median. */
export function quartiles(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((share) => {
    const at = share * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
  });
}
