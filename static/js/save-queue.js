/**
 * When to send: after a pause in typing, at the latest some time into it, one request at a time.
 *
 * What is typed while a request is under way goes with the next one. After a failure that may pass the next attempt
 * waits as backoff.js says, and never less than the server asked for, and so on until it succeeds: what it sends has a
 * save id, so that twice does no harm. The API client tries it once each time.
 *
 * @typedef {object} Outcome
 * @property {"stored" | "unreachable" | "refused"} state whether all is stored, whether to try again by ourselves,
 *   or whether it takes another edit
 * @property {boolean} [hasMore] whether something newer than what was stored is left to send
 * @property {number | null} [retryAfter] seconds
 */

import { Backoff } from "./backoff.js";
import { Debounce } from "./debounce.js";

export class SaveQueue {
  #send;
  #debounce;
  #tail = Promise.resolve();
  #backoff = new Backoff();
  #retryTimer = null;

  /**
   * @param {(options: {always: boolean}) => Promise<Outcome>} send sends what there is; `always`: even if nothing
   * @param {{wait: number, longest: number}} [times] milliseconds
   */
  constructor(send, { wait = 2_000, longest = 10_000 } = {}) {
    this.#send = send;
    this.#debounce = new Debounce(() => this.#due(), { wait, longest });
  }

  /** There is something new to send. */
  touch() {
    this.#debounce.touch();
  }

  /**
   * Sends now, after what is under way.
   * @param {{always?: boolean}} [options] ask the server even if there is nothing to send
   * @returns {Promise<Outcome>}
   */
  flush({ always = false } = {}) {
    this.#debounce.cancel();
    this.#cancelRetry();
    return this.run(() => this.#attempt(always));
  }

  /**
   * Runs `task` when nothing else is under way.
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  run(task) {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => {});
    return result;
  }

  /** Something suggests that the server can be reached again. */
  retry() {
    if (this.#backoff.failures) this.flush();
  }

  /** Sends nothing more. */
  stop() {
    this.#debounce.cancel();
    this.#cancelRetry();
    this.#send = async () => ({ state: "stored" });
  }

  /** While a retry is waiting, what is new goes after it. */
  #due() {
    if (this.#retryTimer === null) this.flush();
  }

  async #attempt(always) {
    const outcome = await this.#send({ always });
    this.#cancelRetry();
    if (outcome.state === "unreachable") {
      const pause = this.#backoff.failed((outcome.retryAfter ?? 0) * 1000);
      this.#retryTimer = setTimeout(() => this.flush(), pause);
      return outcome;
    }
    this.#backoff.reset();
    if (outcome.hasMore && !this.#debounce.isWaiting) this.touch();
    return outcome;
  }

  #cancelRetry() {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
  }
}
