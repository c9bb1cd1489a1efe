/**
 * What this page knows about one draft: what the server has, what is on its way there, what only the form shows.
 *
 * Without page or network. `fields` shows and reads the form: `read()` gives its data, `write(data)` shows other data.
 *
 * @typedef {Json} Json
 * @typedef {Document} Document
 * @typedef {Changes} Changes
 * @typedef {{mine: Json, theirs: Json}} Clash one place with two values; null: it is not there
 * @typedef {{base: Document, document: Document, clashes: Record<string, Clash>}} Meeting
 *   the form put together with news from elsewhere: `base` is what the server has, `document` what the form is to
 *   show, with their value wherever the two clash
 */

import { apply, diff, same, valueAt } from "./changes.js";
import { lifted, overlaps, put } from "./merging.js";

export class Draft {
  /** @type {{id: string, revision: number, version: number, changes: Changes, after: Document} | null} */
  sent = null;

  /** Clashes that were decided on, until the server knows of it. @type {Record<string, Clash>} */
  #settled = {};

  /** Values by path that the server refused: they wait for another edit. @type {Record<string, Json>} */
  #refused = {};

  /** Whether the draft was thrown away on purpose: then it is not to come back from what this form shows. */
  #isForgotten = false;

  /**
   * @param {{revision: number, version: number, data: Document}} start
   * @param {{read: () => Document, write: (data: Document) => void}} fields
   */
  constructor({ revision, version, data }, fields) {
    this.revision = revision;
    this.version = version;
    this.base = data;
    this.fields = fields;
  }

  /**
   * What the form shows beyond what the server has or is being sent.
   * @returns {Changes}
   */
  pending() {
    const current = this.fields.read();
    const changes = diff(this.sent?.after ?? this.base, current);
    if (this.sent) return changes;
    const settled = Object.keys(this.#settled);
    const others = Object.entries(changes).filter(([path]) => !overlaps(path, settled));
    return Object.fromEntries([...others, ...settled.map((path) => [path, this.#settlement(path, current)])]);
  }

  /** Whether there is something to send that has not been sent. */
  get hasMore() {
    return this.#sendable().length > 0;
  }

  /** Whether something waits that the server has refused and that is still as it was. */
  get hasRefused() {
    return Object.entries(this.pending()).some((change) => this.#isRefused(change));
  }

  /** Whether a page at `revision` and `version` has what this one has. */
  isAt(revision, version) {
    return this.sent === null && revision === this.revision && version === this.version;
  }

  /**
   * The save to send now: the one without an answer again, else what is pending; null when there is nothing.
   * @param {boolean} [always] also when there is nothing: to hear what is new
   */
  next(always = false) {
    if (this.sent) return this.sent;
    if (!always && !this.hasMore) return null;
    const changes = structuredClone(Object.fromEntries(this.#sendable()));
    const { revision, version } = this;
    const after = apply(this.base, changes).document;
    this.sent = { id: saveId(), revision, version, changes, after };
    return this.sent;
  }

  /**
   * The server has stored what was sent; `remote` is what came from elsewhere.
   * @returns {Meeting}
   */
  stored({ revision, version, remote }) {
    this.base = this.sent.after;
    this.sent = null;
    this.#settled = {};
    return this.heard({ revision, version, values: remote });
  }

  /**
   * The server has stored nothing of what was sent: the same places were changed elsewhere.
   * @returns {Meeting}
   */
  clashed({ revision, version, remote, conflicts }) {
    this.sent = null;
    return this.heard({ revision, version, values: remote, conflicts });
  }

  /**
   * The server has refused what was sent: because of these places, or as a whole. It stays pending.
   * @param {string[]} paths
   */
  refused(paths) {
    const changes = Object.entries(this.sent.changes);
    const named = changes.filter(([path]) => overlaps(path, paths));
    for (const [path, [, value]] of named.length ? named : changes) this.#refused[path] = value;
    this.sent = null;
  }

  /**
   * The draft was thrown away. What is shown beyond it goes too, unless `keepTyping`.
   * @param {{keepTyping?: boolean}} [options]
   */
  forget({ keepTyping = false } = {}) {
    this.#isForgotten = true;
    if (keepTyping) return;
    this.sent = null;
    this.#settled = {};
    this.fields.write(this.base);
  }

  /**
   * The draft is at `revision` now, with `values` by path in it that this page does not have.
   * @returns {Meeting}
   */
  heard({ revision, version, values, conflicts = {} }) {
    this.revision = revision;
    this.version = version;
    const theirs = Object.entries(conflicts).map(([path, clash]) => [path, clash.theirs]);
    const base = put(this.base, { ...values, ...Object.fromEntries(theirs) });
    return this.#meet(base, diff(this.base, this.fields.read()), Object.keys(conflicts));
  }

  /**
   * The server's draft is `data` now, too far from what this page knew to say what changed; or it is gone
   * (`revision` 0), and `data` is the object. Gone by itself, with the object as it was, it goes on in this form.
   * @returns {Meeting}
   */
  restarted({ revision, version, data }) {
    const isLost = revision === 0 && version === this.version && !this.#isForgotten;
    const changes = diff(isLost ? data : this.base, this.fields.read());
    Object.assign(this, { revision, version, sent: null });
    this.#settled = {};
    this.#isForgotten = false;
    return this.#meet(data, changes, []);
  }

  /**
   * Takes over what a meeting came to.
   * @param {Meeting} meeting
   * @param {Record<string, "mine" | "theirs">} [choices] for each clash
   */
  adopt({ base, document, clashes }, choices = {}) {
    for (const [path, { mine }] of Object.entries(clashes)) {
      if (choices[path] !== "theirs") document = put(document, { [path]: mine });
    }
    this.base = base;
    this.#settled = { ...this.#settled, ...clashes };
    this.fields.write(document);
  }

  #sendable() {
    return Object.entries(this.pending()).filter((change) => !this.#isRefused(change));
  }

  #isRefused([path, [, value]]) {
    return Object.hasOwn(this.#refused, path) && same(value, this.#refused[path]);
  }

  #meet(base, changes, asked) {
    const current = this.fields.read();
    const { document, conflicts } = apply(base, changes);
    const found = lifted(Object.keys(conflicts), base).filter((path) => !overlaps(path, asked));
    const clashes = [...asked, ...found].map((path) => {
      return [path, { mine: structuredClone(valueAt(current, path)), theirs: valueAt(base, path) }];
    });
    return { base, document, clashes: Object.fromEntries(clashes) };
  }

  /** A change at `path` that names their value: so the server sees that this clash is decided. */
  #settlement(path, current) {
    const { mine, theirs } = this.#settled[path];
    const now = valueAt(current, path);
    return same(now, theirs) ? [mine, theirs] : [theirs, now];
  }
}

/** 96 random bits; `crypto.randomUUID` is there over HTTPS only. */
function saveId() {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join("-");
}
