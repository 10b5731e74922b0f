/** What the checks found. */
export interface Report {
  /** The names of the checks that passed, in their order. */
  passed: string[];
  /** Why the next one failed. */
  error?: string;
  /** Of how many classes the errors of the two copies are; 1 if there is one copy. */
  classes: number;
}

/**
 * Runs the checks with an installed package. Never rejects.
 *
 * @param qiscus what `import * as qiscus from "qiscus-wasm"` gives
 * @param url the address of the sandbox
 */
export function check(
  qiscus: object,
  url: string | null | undefined,
  options?: { fetch?: unknown; also?: object },
): Promise<Report>;
