/** When to try again after a failure that may pass: exponential, with full jitter, and as the server asks. */

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
const PASSING = [502, 503, 504];

/**
 * Whether another try within half a minute may do better.
 * @param {ApiError} error
 */
export function mayPass({ status, code, retryAfter }) {
  if (code === "network") return globalThis.navigator?.onLine !== false;
  return PASSING.includes(status) && (retryAfter ?? 0) * 1000 <= LONGEST_MS;
}

/**
 * How long to wait after so many failures in a row, in milliseconds.
 * @param {number} failures from 1
 * @param {number | null} [retryAfter] seconds that the server asked for: never less
 */
export function pauseAfter(failures, retryAfter = null) {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.max(Math.random() * longest, (retryAfter ?? 0) * 1000);
}
