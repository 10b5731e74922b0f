// How long things take, side by side: in turns, so that whatever else the machine does falls on all of them alike.

/**
 * Measures contenders against each other. Each is called with how often to do its work, and may return a promise.
 *
 * @param {Record<string, (times: number) => unknown>} contenders the first one is what the others are compared with
 * @param {{ rounds?: number, milliseconds?: number }} [options] how many rounds; how long a turn takes, about
 * @returns {Promise<Record<string, { time: number, cpu: number, ratio: number, spread: [number, number] }>>} the median time of
 *   doing it once, and of this process's processors, in microseconds; and the median and the middle half of its ratios to the
 *   first contender's time in the same round
 */
export async function compare(contenders, { rounds = 31, milliseconds = 20 } = {}) {
  const names = Object.keys(contenders);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const cpus = Object.fromEntries(names.map((name) => [name, []]));
  const counts = {};
  for (const name of names) {
    // Warm: engines compile what runs often, and WebAssembly anew, in the background.
    for (const start = performance.now(); performance.now() - start < 20 * milliseconds; ) await contenders[name](1);
    // As often in a turn as takes about as long as a turn should.
    let count = 1;
    for (let spent = 0; spent < milliseconds; ) {
      if (spent > 0) count = Math.ceil(count * Math.min(10, (1.2 * milliseconds) / spent));
      spent = await timed(contenders[name], count);
    }
    counts[name] = count;
  }
  for (let round = 0; round < rounds; round++) {
    // Another one begins each time.
    for (const name of [...names.slice(round % names.length), ...names.slice(0, round % names.length)]) {
      const before = used();
      times[name].push(((await timed(contenders[name], counts[name])) * 1000) / counts[name]);
      cpus[name].push((used() - before) / counts[name]);
    }
  }
  const [first] = names;
  return Object.fromEntries(
    names.map((name) => {
      const ratios = times[name].map((time, round) => time / times[first][round]);
      const [low, ratio, high] = [0.25, 0.5, 0.75].map((share) => quantile(ratios, share));
      return [name, { time: quantile(times[name], 0.5), cpu: quantile(cpus[name], 0.5), ratio, spread: [low, high] }];
    }),
  );
}

/** Microseconds that this process has used of its processors; a page can't tell. */
function used() {
  const { user, system } = globalThis.process?.cpuUsage?.() ?? { user: NaN, system: NaN };
  return user + system;
}

async function timed(work, count) {
  const start = performance.now();
  await work(count);
  return performance.now() - start;
}

/** A quantile of some numbers: 0.5 is the median. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}
