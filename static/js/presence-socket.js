/**
 * The WebSocket of one object's editors. It comes back by itself, as long as the server would have it.
 *
 * Not worth another try are refusals that would be repeated; after one for a session that has ended, `signedIn` is.
 */

import { Backoff } from "./backoff.js";

const SIGNED_OUT = 4401;
const REFUSED = [4400, SIGNED_OUT, 4404, 4409];
const TOO_MANY = 4429;
const TOO_MANY_MS = 30_000;
const STOPPING = 1001;
const SPREAD_MS = 5_000; // over which those who were sent away by a server that stops come back
const STEADY_MS = 10_000; // a connection that lives this long ends a series of failures

export class PresenceSocket {
  #url;
  #options;
  #socket = null;
  #backoff = new Backoff();
  #timers = { retry: 0, steady: 0 };
  #refusal = null;

  /**
   * @param {string} url
   * @param {object} options
   * @param {(message: any) => void} options.onMessage
   * @param {() => void} options.onOpen
   * @param {() => void} options.onClose what was heard may not hold any more
   * @param {typeof WebSocket} [options.WebSocket]
   * @param {Window} [options.page]
   */
  constructor(url, options) {
    this.#url = url;
    this.#options = { page: globalThis, ...options };
    this.#listen(this.#options.page);
    this.connect();
  }

  /** Tries at once, unless it is open or refused. */
  connect() {
    if (this.#socket || this.#refusal) return;
    clearTimeout(this.#timers.retry);
    const { WebSocket = globalThis.WebSocket, onMessage } = this.#options;
    const socket = new WebSocket(this.#url);
    const guarded = (act) => (event) => socket === this.#socket && act(event);
    socket.addEventListener("open", guarded(() => this.#open()));
    socket.addEventListener("message", guarded(({ data }) => onMessage(JSON.parse(data))));
    socket.addEventListener("close", guarded(({ code }) => this.#lose(code)));
    this.#socket = socket;
  }

  /** The session is there again. */
  signedIn() {
    if (this.#refusal === SIGNED_OUT) this.#refusal = null;
    this.connect();
  }

  /** Sends `message`, if there is a connection. */
  send(message) {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(message));
  }

  #listen(page) {
    const { document } = page;
    page.addEventListener("online", () => this.connect());
    page.addEventListener("offline", () => this.#disconnect());
    page.addEventListener("pagehide", () => this.#disconnect());
    page.addEventListener("pageshow", ({ persisted }) => persisted && this.connect());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.connect());
  }

  #open() {
    this.#timers.steady = setTimeout(() => this.#backoff.reset(), STEADY_MS);
    this.#options.onOpen();
  }

  #lose(code) {
    this.#disconnect();
    if (REFUSED.includes(code)) {
      this.#refusal = code;
    } else {
      const asked = { [TOO_MANY]: TOO_MANY_MS, [STOPPING]: Math.random() * SPREAD_MS };
      const pause = this.#backoff.failed(asked[code]);
      this.#timers.retry = setTimeout(() => this.connect(), pause);
    }
  }

  #disconnect() {
    Object.values(this.#timers).forEach(clearTimeout);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#options.onClose();
  }
}
