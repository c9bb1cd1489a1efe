/** Whether somebody is at work on this page. A page that nobody sees is idle at once. */

const IDLE_MS = 120_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "input"];

export class Activity {
  isIdle = false;

  /** When there was a sign last; opening the page is the first. */
  last = Date.now();

  #onChange;
  #document;
  #timer = 0;

  /**
   * @param {() => void} [onChange] `isIdle` is another
   * @param {Document} [page]
   */
  constructor(onChange = () => {}, page = document) {
    this.#onChange = onChange;
    this.#document = page;
    for (const name of SIGNS) page.addEventListener(name, () => this.#sign(), { passive: true, capture: true });
    page.addEventListener("visibilitychange", () => this.#turn());
    this.#watch(IDLE_MS);
  }

  /** Called for each key: it does next to nothing. */
  #sign() {
    this.last = Date.now();
    if (this.isIdle) this.#become(false);
  }

  #turn() {
    if (this.#document.visibilityState === "visible") this.#sign();
    else this.#become(true);
  }

  #watch(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look() {
    const left = this.last + IDLE_MS - Date.now();
    if (left > 0) this.#watch(left);
    else this.#become(true);
  }

  #become(isIdle) {
    if (isIdle === this.isIdle) return;
    this.isIdle = isIdle;
    if (!isIdle) this.#watch(IDLE_MS);
    this.#onChange();
  }
}
