/**
 * How long to wait before trying again: twice as long after each failure, up to half a minute. Jitter takes away up to
 * half of it, so that those who lost the same server do not all come back in the same moment.
 */

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

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
    return Math.max(longest * (0.5 + Math.random() / 2), atLeast);
  }

  /** It works. */
  reset() {
    this.failures = 0;
  }
}
