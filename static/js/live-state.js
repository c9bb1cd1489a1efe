/**
 * Says whether what this page shows is kept up to date: truthfully, and without crying wolf.
 *
 * A connection that is lost and found again within a second and a half (another page of ours, a server that starts
 * anew) shows nothing: nobody could read it, and nothing was missed. What is certain (no network, signed out) is shown
 * at once. Read out is a loss that lasts ten seconds, and its end.
 */

import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { liveState, onLive } from "./live.js";
import { clock } from "./times.js";

const FLICKER_MS = 1_500;
const WORTH_SAYING_MS = 10_000;
const LONG_MS = 30_000; // from here on it says since when
const CERTAIN = ["live", "offline", "signed-out", "stopped"];

/**
 * @param {{state: State, since: Date}} status
 * @param {Date} [now]
 * @returns {{tone: "ok" | "warn" | "danger", text: string}}
 */
export function wording({ state, since }, now = new Date()) {
  const isLong = now - since >= LONG_MS;
  const [tone, text] = {
    live: ["ok", gettext("Live")],
    connecting: ["warn", gettext("Connecting…")],
    reconnecting: ["warn", isLong ? gettext("Reconnecting since %(time)s") : gettext("Reconnecting…")],
    offline: ["warn", gettext("Offline since %(time)s")],
    "signed-out": ["danger", gettext("Signed out")],
    stopped: ["danger", gettext("Not live since %(time)s")],
  }[state];
  return { tone, text: interpolate(text, { time: clock(since, now) }) };
}

/** Decides when a state is shown, and when it is said. */
export class CalmState {
  #show;
  #say;
  #status = null;
  #timers = [];
  #isShown = false; // the loss
  #isSaid = false;

  /**
   * @param {(words: {text: string, tone: string}) => void} show
   * @param {(text: string) => void} say
   */
  constructor(show, say) {
    this.#show = show;
    this.#say = say;
  }

  /** @param {{state: State, since: Date}} status */
  take(status) {
    this.#status = status;
    if (status.state === "live") this.#recover();
    else if (!this.#timers.length) this.#beginLoss();
    if (this.#isShown || CERTAIN.includes(status.state)) this.#reveal();
  }

  #beginLoss() {
    const say = () => {
      this.#isSaid = true;
      this.#say(wording(this.#status).text);
    };
    this.#timers = [
      setTimeout(() => this.#reveal(), FLICKER_MS),
      setTimeout(say, WORTH_SAYING_MS),
      setTimeout(() => this.#reveal(), LONG_MS),
    ];
  }

  #recover() {
    this.#timers.splice(0).forEach(clearTimeout);
    this.#isShown = false;
    if (this.#isSaid) this.#say(gettext("Live again"));
    this.#isSaid = false;
  }

  #reveal() {
    this.#isShown = this.#status.state !== "live";
    this.#show(wording(this.#status));
  }
}

/** Fills `[data-live-state]`. On a page without a stream it stays empty. */
export function showLiveState() {
  const root = document.querySelector("[data-live-state]");
  if (!root || !liveState()) return;
  const text = element("span", { class: "live-text" });
  const voice = element("span", { class: "visually-hidden", role: "status" });
  root.append(text);
  root.after(voice);
  const show = (words) => {
    text.textContent = root.title = words.text;
    root.dataset.tone = words.tone;
  };
  const calm = new CalmState(show, (words) => { voice.textContent = words; });
  calm.take(liveState());
  onLive("state", (status) => calm.take(status));
}
