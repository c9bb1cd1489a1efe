/**
 * What the server has not got yet, kept in this browser: it survives a killed tab, a killed browser, a power cut.
 *
 * It is written twice. localStorage takes it at once, so that it is there when the page goes a moment later;
 * IndexedDB puts it on the disk, where it is when the browser dies. The newer one of the two counts.
 *
 * Each open page has a copy of its own (two tabs of one form must not overwrite each other), under a key that
 * names the user: nobody else's typing is ever looked at. A page holds a lock while it lives, so a copy without its
 * lock was left behind by a page that is gone.
 *
 * @typedef {import("./changes.js").Changes} Changes
 * @typedef {object} Copy
 * @property {number} revision of the draft that the changes were made from
 * @property {number} version of the object they were made from
 * @property {{id: string, changes: Changes} | null} sent a save whose answer has not come; `changes` come on top
 * @property {Changes} changes
 * @property {string} at ISO 8601: when it was written
 * @property {string} url the page with the form
 * @property {string} title what the form is about, for people
 *
 * @typedef {{user: string, kind: string, id: string}} Subject
 * @typedef {Subject & {key: string, copy: Copy}} Kept
 */

import { allRecords, dropRecords, putRecord } from "./device-store.js";
import { dropText, everyText, putText } from "./text-store.js";

const PREFIX = "dtps:draft:";
const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

export class LocalCopy {
  #isInText = true;
  #isOnDisk = true;
  #writes = 0;
  #isEmpty = true;

  /**
   * @param {Subject} subject
   * @param {() => void} onChange whether it is kept may have changed
   */
  constructor({ user, kind, id }, onChange) {
    this.key = `${PREFIX}${user}:${kind}:${id}:${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    this.onChange = onChange;
    // Held until the page goes. Without locks (no HTTPS) every copy looks left behind, which only asks too often.
    navigator.locks?.request(this.key, () => new Promise(() => {}));
  }

  /** Whether this browser keeps what was written last, as far as is known yet. */
  get isKept() {
    return this.#isEmpty || this.#isInText || this.#isOnDisk;
  }

  /** Whether the page can go this instant. */
  get survivesLeaving() {
    return this.#isEmpty || this.#isInText;
  }

  /**
   * Whether it is kept, known once the disk has it.
   * @param {Copy} copy
   * @returns {Promise<boolean>}
   */
  async write(copy) {
    this.#isEmpty = false;
    this.#isInText = putText(this.key, copy);
    this.#writes += 1;
    const write = this.#writes;
    const isOnDisk = await putRecord({ key: this.key, at: copy.at, copy });
    if (write === this.#writes && isOnDisk !== this.#isOnDisk) {
      this.#isOnDisk = isOnDisk;
      this.onChange();
    }
    return this.#isInText || isOnDisk;
  }

  /** The server has everything. */
  remove() {
    if (this.#isEmpty) return;
    this.#isEmpty = true;
    removeCopy(this.key);
  }
}

/**
 * The copies that pages of this user which are gone left behind, oldest first; of one kind and object where named.
 * @param {Partial<Subject> & {user: string}} subject
 * @returns {Promise<Kept[]>}
 */
export async function leftBehind(subject) {
  const records = await current();
  const locks = await navigator.locks?.query();
  const alive = new Set(locks?.held.map(({ name }) => name));
  return records
    .filter(({ key, copy }) => copy && !alive.has(key))
    .map(({ key, copy }) => ({ ...subjectOf(key), key, copy }))
    .filter((kept) => Object.entries(subject).every(([name, value]) => kept[name] === value))
    .sort((a, b) => Date.parse(a.copy.at) - Date.parse(b.copy.at));
}

/** The copy under `key`; null when there is none. */
export async function copyAt(key) {
  return (await current()).find((record) => record.key === key)?.copy ?? null;
}

/** Puts back a copy that was removed. */
export function keepAgain({ key, copy }) {
  putText(key, copy);
  return putRecord({ key, at: new Date().toISOString(), copy });
}

/**
 * Leaves a note that it was removed: localStorage may come back from a crash as it was some seconds before.
 * @param {string} key
 */
export function removeCopy(key) {
  dropText(key);
  return putRecord({ key, at: new Date().toISOString(), copy: null });
}

/** The newest record of each key, of either store; what is older than seven days is dropped, whoever's it is. */
async function current() {
  const newest = new Map((await allRecords()).map((record) => [record.key, record]));
  for (const { key, value } of everyText(PREFIX)) {
    const record = { key, at: String(value?.at), copy: value };
    if (!newest.has(key) || newest.get(key).at < record.at) newest.set(key, record);
  }
  const records = [...newest.values()];
  const expired = records.filter(({ at }) => !(Date.now() - Date.parse(at) < LIFETIME_MS));
  for (const { key } of expired) dropText(key);
  if (expired.length) dropRecords(expired.map(({ key }) => key));
  return records.filter((record) => !expired.includes(record));
}

function subjectOf(key) {
  const [user, kind, id] = key.slice(PREFIX.length).split(":");
  return { user, kind, id };
}
