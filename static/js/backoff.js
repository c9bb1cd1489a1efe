/**
 * When to try again after a failure that may pass: at most twice as long after each one, up to half a minute. All of the
 * pause is left to chance, so that those who lost the same server do not all come back in the same moment.
 */

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
const PASSING = [502, 503, 504];

export class Backoff {
  /** How often in a row it has failed. */
  failures = 0;

  /**
   * It has failed once more: milliseconds to wait, never less than `atLeast`.
   * @param {number} [atLeast] what the server asked for
   */
  failed(atLeast = 0) {
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures);
    this.failures += 1;
    return Math.max(Math.random() * longest, atLeast);
  }

  /** It works. */
  reset() {
    this.failures = 0;
  }
}

/**
 * Whether another try within half a minute may do better.
 * @param {ApiError} error
 */
export function mayPass({ status, code, retryAfter }) {
  if (code === "network") return globalThis.navigator?.onLine !== false;
  return PASSING.includes(status) && (retryAfter ?? 0) * 1000 <= LONGEST_MS;
}
