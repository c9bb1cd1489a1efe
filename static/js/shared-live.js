/**
 * One stream of events for all the tabs of one person in one browser: a browser opens six connections to a server at
 * most, and the seventh tab would wait for ever.
 *
 * The tabs stand in line for a lock. Whoever has it leads: it holds the stream and tells the others what comes. When it
 * goes, by whatever way, the browser gives the lock to the next one, which goes on from the last event. Tabs meet under
 * a name with the user in it, so nobody else who signs in on this browser hears anything.
 *
 * @typedef {{state: State, since: Date}} Status
 */

import { Backoff } from "./backoff.js";
import { resilientSSE } from "./resilient-sse.js";

const SILENCE_MS = 75_000; // of a leader that said it was live: two pings are missing, and its own watch did not bark
const TRYING = ["connecting", "reconnecting"];

export class SharedLive {
  /** @type {Status} */
  status = { state: "connecting", since: new Date() };

  /** @type {string | null} */
  lastEventId;

  #options;
  #name;
  #handlers = new Map();
  #channel = null;
  #stream = null;
  #leaving = null;
  #resign = () => {};
  #watching = 0;
  #backoff = new Backoff();
  #unread = null; // the newest counts, for tabs that come later

  /**
   * @param {object} options
   * @param {string} options.user whose events they are
   * @param {string} options.url of the stream
   * @param {() => Promise<{error: ApiError | null}>} options.ask asks the server for the counts, and tells them
   * @param {string | null} [options.lastEventId] to go on from
   * @param {typeof resilientSSE} [options.open]
   * @param {LockManager} [options.locks] undefined where pages do not come by HTTPS: then each tab has its own stream
   * @param {typeof BroadcastChannel} [options.Channel]
   * @param {() => boolean} [options.isVisible] whether somebody can see this tab
   */
  constructor({ user, lastEventId = null, open = resilientSSE, isVisible = () => true, ...options }) {
    this.#options = { user, open, isVisible, ...options };
    this.#name = `dtps:live:${user}`;
    this.lastEventId = lastEventId;
  }

  /**
   * Runs `handler` with the data of each event of this name, whichever tab it came to; `state` is such an event too.
   * @param {string} name
   * @param {(data: any) => void} handler
   */
  on(name, handler) {
    this.#handlers.set(name, [...(this.#handlers.get(name) ?? []), handler]);
  }

  start() {
    const { locks, Channel } = this.#options;
    this.#leaving = new AbortController();
    if (!locks || !Channel) {
      this.#lead();
      return;
    }
    this.#channel = new Channel(this.#name);
    this.#channel.addEventListener("message", ({ data }) => this.#hear(data));
    this.#channel.postMessage({ type: "hello" });
    this.#standInLine({ signal: this.#leaving.signal });
  }

  stop() {
    clearTimeout(this.#watching);
    this.#leaving?.abort();
    this.#stepDown();
    this.#channel?.close();
    this.#channel = null;
  }

  /** An event of this page's making, for all tabs. */
  tell(name, data) {
    this.#share({ type: "event", event: { name, data, id: "" } });
  }

  /** Something suggests that the server can be reached again. */
  nudge() {
    if (this.#stream) this.#stream.nudge();
    else if (this.status.state !== "live") this.#channel?.postMessage({ type: "nudge" });
  }

  #standInLine(how) {
    const { signal } = this.#leaving;
    const lost = () => signal.aborted || this.#fallBack();
    this.#options.locks.request(this.#name, how, () => this.#lead()).catch(lost);
  }

  /** @returns {Promise<void>} over when the lead is given up */
  #lead() {
    clearTimeout(this.#watching);
    const { url, open, ask } = this.#options;
    const onMessage = (event) => this.#receive(event);
    const onState = (state, since) => this.#share({ type: "state", status: { state, since } });
    this.#stream = open(url, { onMessage, onState, ask, lastEventId: this.lastEventId });
    onState(this.#stream.state, this.#stream.since);
    return new Promise((resolve) => { this.#resign = resolve; });
  }

  #stepDown() {
    this.#stream?.close();
    this.#stream = null;
    this.#resign();
  }

  /** Another tab has taken the lead, because it did not hear from this one. */
  #fallBack() {
    this.#stepDown();
    this.#standInLine({ signal: this.#leaving.signal });
  }

  /** An event for the leader. Somebody else may have signed in: what is theirs is not for this page. */
  #receive(event) {
    const isTheirs = event.name === "connected" && event.data.user !== this.#options.user;
    if (isTheirs) this.#stream.stop("signed-out");
    else this.#share({ type: "event", event });
    if (event.name === "reset") this.#options.ask();
  }

  #share(message) {
    this.#channel?.postMessage(message);
    this.#take(message);
  }

  /** What another tab says. */
  #hear(message) {
    if (message.type === "event" || !this.#stream) this.#take(message);
    else if (message.type === "nudge") this.#stream.nudge();
    else if (message.type === "hello") this.#welcome();
    this.#watch();
  }

  #welcome() {
    const { status, lastEventId } = this;
    this.#channel.postMessage({ type: "state", status, lastEventId });
    if (this.#unread) this.#channel.postMessage({ type: "event", event: this.#unread });
  }

  #take({ type, event, status, lastEventId }) {
    if (type === "event") this.#deliver(event);
    if (type !== "state") return;
    this.status = status;
    this.lastEventId = lastEventId ?? this.lastEventId;
    this.#run("state", status);
  }

  #deliver(event) {
    this.lastEventId = event.id || this.lastEventId;
    if (event.name === "unread" && !(event.data.cursor < this.#unread?.data.cursor)) this.#unread = event;
    this.#run(event.name, event.data);
  }

  #run(name, data) {
    for (const handler of this.#handlers.get(name) ?? []) handler(data);
  }

  /**
   * A tab that follows takes the lead from one that is stuck. To one that tries in vain it lends its clock: timers of
   * tabs that nobody sees go off once a minute.
   */
  #watch() {
    clearTimeout(this.#watching);
    const { state } = this.status;
    if (this.#stream) return;
    if (state === "live") {
      this.#backoff.reset();
      this.#watching = setTimeout(() => this.#standInLine({ steal: true }), SILENCE_MS);
    } else if (TRYING.includes(state)) {
      this.#watching = setTimeout(() => this.#hurry(), this.#backoff.failed());
    }
  }

  #hurry() {
    if (this.#options.isVisible()) this.nudge();
    this.#watch();
  }
}
