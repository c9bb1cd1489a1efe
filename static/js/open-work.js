/**
 * The unsaved work of this page, and bringing all of it to safety before something happens to the page.
 *
 * @typedef {"none" | "stored" | "kept" | "lost"} Safety nothing is open; all is on the server; what is not is on this
 *   device; something is nowhere but in this tab
 * @typedef {{keep: () => Promise<boolean>, store: () => Promise<boolean>}} Work whether it is in this browser, whether
 *   the server has it
 */

const PATIENCE_MS = 5_000;

/** @type {Set<Work>} */
const works = new Set();

/** @param {Work} work */
export function addWork(work) {
  works.add(work);
}

/**
 * Keeps everything in this browser.
 * @returns {Promise<Safety>}
 */
export async function keepWork() {
  if (!works.size) return "none";
  return await all("keep") ? "kept" : "lost";
}

/**
 * Brings everything to the server, if it takes it within five seconds.
 * @returns {Promise<Safety>}
 */
export async function secureWork() {
  const kept = await keepWork();
  if (kept === "none") return kept;
  const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, false); });
  return await Promise.race([all("store"), patience]) ? "stored" : kept;
}

async function all(step) {
  const done = await Promise.all([...works].map((work) => work[step]()));
  return done.every(Boolean);
}
