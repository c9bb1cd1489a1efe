/**
 * Keeps whoever works here signed in: a sign of life every five minutes while they are active, every quarter of an
 * hour otherwise, and whenever the tab is looked at again.
 *
 * Where that does not put off the end of the session, the person is warned five minutes before, and one key is enough.
 * docs/sessions.md tells the rest.
 */

import { Activity } from "./activity.js";
import { on } from "./app-events.js";
import { onLive } from "./live.js";
import { SessionApi } from "./session-api.js";
import { SessionGuard } from "./session-guard.js";
import { SessionWarning } from "./session-warning.js";
import { offerSignOut } from "./sign-out.js";

const TICK_MS = 15_000;
const ACTIVE_MS = 5 * 60_000;
const IDLE_MS = 15 * 60_000;
const WARN_MS = 5 * 60_000;
const GLANCE_MS = 10_000; // between two looks at the tab that are worth a request

/** Starts it, on a page of somebody who is signed in. */
export function keepSession() {
  const account = document.querySelector("[data-account]");
  if (!account) return;
  const session = new SessionApi(document.body.dataset.user, account.dataset);
  const guard = new SessionGuard(session);
  new KeepAlive(session, guard).begin();
  onLive("state", ({ state }) => state === "signed-out" && guard.suspect());
  offerSignOut(guard);
  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival?.type === "back_forward") guard.checkKept();
  addEventListener("pageshow", ({ persisted }) => persisted && guard.checkKept());
}

class KeepAlive {
  #pingedAt = Date.now(); // loading the page was a sign of life
  #activity = new Activity();
  #pinging = null;
  #end = Infinity; // by the clock of this device

  constructor(session, guard) {
    this.session = session;
    this.guard = guard;
    this.warning = new SessionWarning(() => this.#ping());
  }

  begin() {
    document.addEventListener("visibilitychange", () => this.#look());
    on("signed-in", () => this.#ping());
    setInterval(() => this.#tick(), TICK_MS);
  }

  #look() {
    if (document.visibilityState === "visible" && Date.now() - this.#pingedAt >= GLANCE_MS) this.#ping();
  }

  get #endsSoon() {
    return this.#end - Date.now() <= WARN_MS;
  }

  async #tick() {
    const isActive = this.#activity.last > this.#pingedAt;
    const isDue = Date.now() - this.#pingedAt >= (isActive ? ACTIVE_MS : IDLE_MS);
    if (isDue || (this.#endsSoon && isActive)) await this.#ping();
    if (this.#endsSoon) this.#warn();
  }

  /** What is wrong, null when the session goes on. One at a time: whoever asks meanwhile shares the answer. */
  #ping() {
    this.#pinging ??= this.#send().finally(() => { this.#pinging = null; });
    return this.#pinging;
  }

  async #send() {
    const sentAt = Date.now();
    const { data, error } = await this.session.ping();
    if (error) return error.detail;
    this.#pingedAt = sentAt;
    this.#end = sentAt + data.secondsLeft * 1000;
    if (this.#endsSoon) this.#warn();
    else this.warning.close();
    return null;
  }

  #warn() {
    if (this.#end > Date.now()) {
      if (!this.guard.isAsking) this.warning.open(this.#end);
    } else {
      this.#end = Infinity;
      this.warning.close();
      this.guard.check();
    }
  }
}
