// Runs in a page before its own scripts: collects what it complains about, which not every engine's driver reports.

/** Serialised: it can't use anything outside. */
export function probe() {
  const complaints = [];
  Object.defineProperty(globalThis, "complaints", { value: complaints });
  for (const level of ["error", "warn"]) {
    const original = console[level];
    console[level] = (...values) => {
      complaints.push(values.map(String).join(" "));
      original.apply(console, values);
    };
  }
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    complaints.push(`CSP: ${violatedDirective} ${blockedURI}`),
  );
}

/** What was collected, and the other servers that were asked. */
export const collected = () => [
  ...globalThis.complaints,
  ...performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => /^https?:/.test(name) && !name.startsWith(`${location.origin}/`)),
];
