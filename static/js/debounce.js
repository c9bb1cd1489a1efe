/** Running something once a burst of calls pauses, and at the latest some time after the burst began. */

export class Debounce {
  #run;
  #wait;
  #longest;
  #timer = null;
  #began = 0;

  /**
   * @param {() => void} run
   * @param {{wait: number, longest: number}} times milliseconds after the last call, and after the first
   */
  constructor(run, { wait, longest }) {
    this.#run = run;
    this.#wait = wait;
    this.#longest = longest;
  }

  /** Whether a run is due. */
  get isWaiting() {
    return this.#timer !== null;
  }

  touch() {
    const now = Date.now();
    if (this.isWaiting) clearTimeout(this.#timer);
    else this.#began = now;
    const delay = Math.min(this.#wait, this.#began + this.#longest - now);
    this.#timer = setTimeout(() => this.flush(), Math.max(0, delay));
  }

  /** Runs now, whether due or not. */
  flush() {
    this.cancel();
    this.#run();
  }

  cancel() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }
}
