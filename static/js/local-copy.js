/**
 * What the server has not got yet, kept in this browser's localStorage: it survives a killed tab, browser or power cut.
 *
 * Each open page has a copy of its own (two tabs of one form must not overwrite each other), under a key that
 * names the user: nobody else's typing is ever looked at. A page holds a lock while it lives, so a copy without its
 * lock was left behind by a page that is gone.
 *
 * @typedef {Changes} Changes
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

const PREFIX = "dtps:draft:";
const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

export class LocalCopy {
  /** @param {Subject} subject */
  constructor({ user, kind, id }) {
    this.key = `${PREFIX}${user}:${kind}:${id}:${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    // Held until the page goes. Without locks (no HTTPS) every copy looks left behind, which only asks too often.
    navigator.locks?.request(this.key, () => new Promise(() => {}));
  }

  /**
   * Whether the browser kept it. When it did not (full, or forbidden), what it kept before is still there.
   * @param {Copy} copy
   */
  write(copy) {
    const kept = { key: this.key, copy };
    return keep(kept) || (dropExpired() > 0 && keep(kept));
  }

  remove() {
    removeCopy(this.key);
  }
}

/**
 * The copies that pages of this user which are gone left behind, oldest first; of one kind and object where named.
 * @param {Partial<Subject> & {user: string}} subject
 * @returns {Promise<Kept[]>}
 */
export async function leftBehind(subject) {
  dropExpired();
  const locks = await navigator.locks?.query();
  const alive = new Set(locks?.held.map(({ name }) => name));
  return keptCopies()
    .filter((kept) => Object.entries(subject).every(([name, value]) => kept[name] === value))
    .filter(({ key }) => !alive.has(key))
    .sort((a, b) => Date.parse(a.copy.at) - Date.parse(b.copy.at));
}

/** Puts a copy in its place. Whether the browser kept it. */
export function keep({ key, copy }) {
  return attempt(() => localStorage.setItem(key, JSON.stringify(copy)));
}

/** @param {string} key */
export function removeCopy(key) {
  attempt(() => localStorage.removeItem(key));
}

/**
 * The copy under `key`; null when there is none, or none that can be read.
 * @param {string} key
 * @returns {Copy | null}
 */
export function copyAt(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Drops every copy older than seven days, whoever's it is, and says how many there were. */
export function dropExpired() {
  const expired = keptCopies().filter(({ copy }) => !(Date.now() - Date.parse(copy.at) < LIFETIME_MS));
  for (const { key } of expired) removeCopy(key);
  return expired.length;
}

/** @returns {Kept[]} */
function keptCopies() {
  const found = [];
  attempt(() => {
    for (let index = 0; index < localStorage.length; index += 1) {
      const kept = keptAt(localStorage.key(index));
      if (kept) found.push(kept);
    }
  });
  return found;
}

function keptAt(key) {
  if (!key.startsWith(PREFIX)) return null;
  const [user, kind, id] = key.slice(PREFIX.length).split(":");
  const copy = copyAt(key);
  return copy && { key, user, kind, id, copy };
}

/** Whether the browser let us: storage may be full, or forbidden altogether. */
function attempt(access) {
  try {
    access();
    return true;
  } catch {
    return false;
  }
}
