/**
 * One draft's talk with the server and with the other tabs: sending, and putting in what comes back.
 *
 * @typedef {Outcome} Outcome
 * @typedef {Meeting} Meeting
 * @typedef {Problem} Problem
 * @typedef {(clashes: Record<string, Clash>, words: Record<string, any>) =>
 *   Promise<Record<string, "mine" | "theirs">>} Ask has the person choose; `words`: what the server says about each
 */

import { apiClient } from "./api-client.js";
import { DraftTrouble } from "./draft-trouble.js";
import { problemOf } from "./draft-problems.js";
import { SaveQueue } from "./save-queue.js";
import { Tabs } from "./tabs.js";

const MOST_ROUNDS = 5; // of putting in news before one save goes through

export class DraftSync {
  /** Why the server does not have everything; null when nothing is in the way. @type {Problem | null} */
  problem = null;

  /** Whether something is under way. */
  isBusy = false;

  /** The newest version of the object from which something has come into the form. */
  newsVersion = 0;

  #trouble = new DraftTrouble(() => this.queue.retry());

  /**
   * @param {object} options
   * @param {Draft} options.draft
   * @param {Subject} options.subject
   * @param {string} options.url of the API
   * @param {Date | null} options.savedAt when the server stored last
   * @param {Ask} options.ask
   * @param {(path: string) => string | null} options.describe names a place in the form
   * @param {() => void} options.onChange the draft or its problem has changed
   */
  constructor({ draft, subject, url, savedAt, ask, describe, onChange }) {
    Object.assign(this, { draft, subject, url, savedAt, ask, describe, onChange });
    this.queue = new SaveQueue((options) => this.#exclusively(() => this.#rounds(options.always)));
    this.tabs = new Tabs(subject, (message) => this.queue.run(() => this.#exclusively(() => this.#hear(message))));
  }

  /** The request that saves what is pending; null when nothing is. */
  request(always = false) {
    const save = this.draft.next(always);
    if (!save) return null;
    const { id: saveId, revision, version, changes } = save;
    return { type: this.subject.kind, id: this.subject.id, saveId, revision, version, changes };
  }

  /** Whoever is signed in by now: what is sent here is this person's, or it is refused. */
  get headers() {
    return { "X-User": this.subject.user };
  }

  /**
   * Throws the draft away; the form goes back to the object as it is saved.
   * @returns {Promise<ApiError | null>}
   */
  async clear() {
    const { kind: type, id } = this.subject;
    const address = `${this.url}?${new URLSearchParams({ type, id })}`;
    const { error } = await this.queue.run(() => this.#exclusively(async () => {
      const answer = await apiClient.delete(address, { headers: this.headers, idempotent: true });
      if (!answer.error) this.draft.forget();
      return answer;
    }));
    if (error) return error;
    await this.queue.flush({ always: true });
    this.tabs.tell({ type: "cleared" });
    return null;
  }

  async #exclusively(talk) {
    this.isBusy = true;
    try {
      return await talk();
    } finally {
      this.isBusy = false;
      this.onChange();
    }
  }

  async #rounds(always) {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const request = this.request(always);
      if (!request) return this.#outcome();
      this.onChange();
      const { data, error } = await apiClient.post(this.url, request, { headers: this.headers });
      if (data) return this.#stored(data);
      if (error.code === "draft_conflict") await this.#clashed(error);
      else if (error.code === "draft_stale") await this.#restarted(error);
      else return this.#failed(error);
      always = false; // what is new has been heard
    }
    return { state: "unreachable" };
  }

  async #stored(answer) {
    this.#noteNews(answer, answer.remote);
    const { revision: from, version: fromVersion, sent } = this.draft;
    const values = { ...after(sent.changes), ...answer.remote };
    if (answer.revision) this.savedAt = new Date(answer.lastSaved);
    await this.#takeIn(this.draft.stored(answer));
    if (answer.revision !== from) this.tabs.tell({ type: "stored", from, fromVersion, ...answer, values });
    return this.#outcome();
  }

  #clashed(error) {
    this.#noteNews(error, error.remote);
    return this.#takeIn(this.draft.clashed(error), error.conflicts);
  }

  #restarted(error) {
    this.#noteNews(error, error.data);
    return this.#takeIn(this.draft.restarted(error));
  }

  /** `values` come from elsewhere: from somebody who saved the object, if its version has moved. */
  #noteNews({ version }, values) {
    if (version > this.draft.version && Object.keys(values).length) this.newsVersion = version;
  }

  #failed(error) {
    this.problem = problemOf(error, this.describe);
    this.#trouble.show(error, this.problem);
    if (this.problem.kind !== "refused") return { state: "unreachable", retryAfter: error.retryAfter };
    this.draft.refused(Object.keys(error.errors ?? {}));
    return { state: "refused" };
  }

  /** What cannot be stored keeps its problem until it is changed. */
  #outcome() {
    const hasMore = this.draft.hasMore;
    this.#trouble.end();
    if (this.draft.hasRefused) return { state: "refused", hasMore };
    this.problem = null;
    return { state: "stored", hasMore };
  }

  /** Nothing is typed between the choice and its putting in: the dialog is modal. */
  async #takeIn(meeting, words = {}) {
    const hasClashes = Object.keys(meeting.clashes).length > 0;
    this.draft.adopt(meeting, hasClashes ? await this.ask(meeting.clashes, words) : {});
    this.onChange();
  }

  /** What another tab tells. Where this page did not follow step by step, it asks the server. */
  async #hear(message) {
    if (message.type === "stored" && this.draft.isAt(message.from, message.fromVersion)) {
      this.#noteNews(message, message.remote);
      await this.#takeIn(this.draft.heard(message));
    } else if (message.type !== "stored" || message.revision > this.draft.revision) {
      if (message.type === "cleared") this.draft.forget({ keepTyping: true });
      this.queue.flush({ always: true });
    }
  }
}

function after(changes) {
  return Object.fromEntries(Object.entries(changes).map(([path, [, value]]) => [path, value]));
}
