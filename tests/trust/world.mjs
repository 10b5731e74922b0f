// A world in which the client's clock is wrong, and in which a framework caches its `fetch`.

const { Date: RightDate } = globalThis;
let ahead = 0;

class WrongDate extends RightDate {
  constructor(...parts) {
    if (parts.length === 0) super(WrongDate.now());
    else super(...parts);
  }

  static now() {
    return RightDate.now() + ahead;
  }
}

/** Sets the clock that people set, so many milliseconds ahead of the right time; the clock that nobody sets goes on. */
export function setClock(milliseconds) {
  ahead = milliseconds;
  globalThis.Date = ahead === 0 ? RightDate : WrongDate;
}

/**
 * Sets the clock again and again: it is ahead or behind by a minute to an hour, and right in between. Returns what ends that; it
 * returns how often the clock was set.
 */
export function unsteadyClock() {
  const minutes = [1, 0, -1, 60, 59, -60, 0, 30, -30, 2];
  let steps = 0;
  const timer = setInterval(() => setClock(minutes[steps++ % minutes.length] * 60_000), 50);
  return () => {
    clearInterval(timer);
    setClock(0);
    return steps;
  };
}

/** While an action takes, this runtime has no `performance`. */
export async function withoutPerformance(action) {
  const own = Object.getOwnPropertyDescriptor(globalThis, "performance");
  Object.defineProperty(globalThis, "performance", { configurable: true, value: undefined });
  try {
    return await action();
  } finally {
    Object.defineProperty(globalThis, "performance", own);
  }
}

/**
 * A fetch like that of Next.js, in front of another one: it answers from its cache if it has seen the method, the URL and the
 * body before, unless `cache` is "no-store". `answered` counts what the cache has answered.
 */
export function cachingFetch(inner) {
  const cache = new Map();
  const fetch = async (url, init) => {
    if (init.cache === "no-store") return inner(url, init);
    const key = JSON.stringify([init.method, url, init.body]);
    const known = cache.get(key);
    if (known) {
      fetch.answered++;
      return known.clone();
    }
    const response = await inner(url, init);
    if (response.status === 200) cache.set(key, response.clone());
    return response;
  };
  fetch.answered = 0;
  return fetch;
}
