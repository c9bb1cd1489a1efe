/**
 * A stream of server-sent events that comes back by itself, and says truthfully how it stands.
 *
 * The browser's own EventSource keeps quiet about a connection that has died, gives up for good at an answer such
 * as 429, and does not tell what the answer was. So each one serves for one connection here: when it fails, or is
 * silent for longer than the server's pings allow, it is closed, and a new one is told the last event id in the
 * address. One that fails before it has opened leaves open why: then `ask` finds out, once.
 *
 * @typedef {{name: string, data: any, id: string}} Message
 * @typedef {"live" | "connecting" | "reconnecting" | "offline" | "signed-out" | "stopped"} State
 * `stopped`: the server does not want us back for now. That and `signed-out` last until something suggests otherwise.
 */

import { Backoff } from "./backoff.js";
import { SeenEvents } from "./seen-events.js";

const NAMES = ["connected", "version", "notification", "unread", "ping", "reset", "bye"];
const SILENCE_MS = 45_000; // the server pings every 30 s
const STEADY_MS = 10_000; // a connection that lives this long ends a series of failures
const SIGNED_OUT = ["not_signed_in", "other_user", "redirected"];

/**
 * Opens the stream.
 * @param {string} url
 * @param {object} options
 * @param {(message: Message) => void} options.onMessage each event once
 * @param {(state: State, since: Date) => void} [options.onState]
 * @param {() => Promise<{error: ApiError | null}>} [options.ask] how the server answers a small question
 * @param {string | null} [options.lastEventId] to go on from
 * @param {typeof EventSource} [options.EventSource]
 * @param {Window} [options.page]
 */
export function resilientSSE(url, options) {
  return new ResilientSSE(url, options);
}

class ResilientSSE {
  /** @type {State} */
  state = "connecting";

  /** Since when it is live, or when it was lost. */
  since = new Date();

  /** @type {Message | null} */
  lastMessage = null;

  #url;
  #options;
  #source = null;
  #backoff = new Backoff();
  #closing = new AbortController();
  #timers = { retry: 0, silence: 0, steady: 0 };
  #notBefore = 0; // the server asked for a pause until then
  #turn = 0; // what was asked in an earlier turn is of no interest any more
  #asking = -1; // the turn in which an answer is awaited
  #heardAt = null;
  #seen;

  constructor(url, options) {
    this.#url = url;
    this.#options = { onState() {}, ask: async () => ({ error: null }), page: globalThis, ...options };
    this.#seen = new SeenEvents(options.lastEventId ?? null);
    this.#listen(this.#options.page);
    this.#connect();
  }

  get isConnected() {
    return this.state === "live";
  }

  /** Something suggests that it works now: tries at once, unless the server asked for a pause. */
  nudge() {
    if (this.#source || this.#asking === this.#turn) return;
    const pause = this.#notBefore - Date.now();
    if (["signed-out", "stopped"].includes(this.state)) this.#askBefore();
    else if (pause > 0) this.#retryIn(pause);
    else this.#connect();
  }

  /** Ends the connection, until a nudge finds that all is well. @param {State} state */
  stop(state) {
    this.#disconnect();
    this.#become(state);
  }

  /** Ends it for good. */
  close() {
    this.#closing.abort();
    this.#disconnect();
  }

  #listen(page) {
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.#closing.signal });
    on(page, "online", () => this.nudge());
    on(page, "offline", () => this.stop("offline"));
    on(page, "pagehide", () => this.#disconnect()); // a page that may come back out of the browser's memory
    on(page, "pageshow", ({ persisted }) => persisted && this.#connect());
    on(page.document, "visibilitychange", () => page.document.visibilityState === "visible" && this.nudge());
  }

  #connect() {
    this.#disconnect();
    if (this.state !== "connecting") this.#become("reconnecting");
    const { EventSource = globalThis.EventSource } = this.#options;
    const source = new EventSource(this.#address());
    const guarded = (act) => (event) => source === this.#source && act(event);
    for (const name of NAMES) source.addEventListener(name, guarded((event) => this.#hear(name, event)));
    source.addEventListener("error", guarded(() => this.#lose()));
    this.#source = source;
    this.#seen.begin();
    this.#listenForSilence();
  }

  #disconnect() {
    this.#turn += 1;
    this.#source?.close();
    this.#source = null;
    Object.values(this.#timers).forEach(clearTimeout);
  }

  #address() {
    const { lastId } = this.#seen;
    return lastId ? `${this.#url}?${new URLSearchParams({ lastEventId: lastId })}` : this.#url;
  }

  /** The first event, not the open connection, shows that it works: a proxy may hold back what follows. */
  #hear(name, { data, lastEventId }) {
    this.#heardAt = new Date();
    this.#listenForSilence();
    if (!this.isConnected) this.#become("live");
    const message = { name, data: JSON.parse(data), id: lastEventId };
    this.lastMessage = message;
    if (this.#seen.isRepeated(message)) return;
    this.#options.onMessage(message);
    if (name === "bye" && this.#source) this.#part(message.data);
  }

  #listenForSilence() {
    clearTimeout(this.#timers.silence);
    this.#timers.silence = setTimeout(() => this.#lose(this.#heardAt ?? undefined), SILENCE_MS);
  }

  /** The connection is gone, or was never made. */
  #lose(since) {
    const wasLive = this.isConnected;
    if (!this.#options.page.navigator.onLine) return this.stop("offline");
    this.#disconnect();
    this.#become("reconnecting", since);
    if (wasLive) this.#retryIn(this.#backoff.failed());
    else this.#askWhy();
  }

  /** The server takes leave: it says when to come back, or that there is no use in it. */
  #part({ reason, reconnectMs }) {
    if (reconnectMs === null) return this.stop(reason === "signed_out" ? "signed-out" : "stopped");
    this.#disconnect();
    this.#become("reconnecting");
    this.#retryIn(reconnectMs, { isAsked: true });
  }

  async #askWhy() {
    const answer = await this.#ask();
    if (!answer) return;
    const asked = (answer.error?.retryAfter ?? 0) * 1000;
    if (isSignedOut(answer)) this.stop("signed-out");
    else this.#retryIn(this.#backoff.failed(asked), { isAsked: asked > 0 });
  }

  async #askBefore() {
    const answer = await this.#ask();
    if (answer && !isSignedOut(answer)) this.#connect();
  }

  /** The answer; null when things went on without it. */
  async #ask() {
    const turn = this.#turn;
    this.#asking = turn;
    const answer = await this.#options.ask();
    if (turn !== this.#turn) return null;
    this.#asking = -1;
    return answer;
  }

  #retryIn(ms, { isAsked = false } = {}) {
    if (isAsked) this.#notBefore = Date.now() + ms;
    clearTimeout(this.#timers.retry);
    this.#timers.retry = setTimeout(() => this.#connect(), ms);
  }

  #become(state, since = new Date()) {
    if (state === this.state) return;
    if (this.isConnected || state === "live") this.since = since;
    this.state = state;
    if (state === "live") this.#timers.steady = setTimeout(() => this.#backoff.reset(), STEADY_MS);
    this.#options.onState(state, this.since);
  }
}

const isSignedOut = ({ error }) => SIGNED_OUT.includes(error?.code);
