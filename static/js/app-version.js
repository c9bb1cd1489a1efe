/** The version of this page, and comparing it: `0.2.0+1f3c5a` is a release and, behind the plus, a build of it. */

/** What the server said in the page; null where it said nothing. */
export function ownVersion() {
  return globalThis.document?.querySelector?.('meta[name="app-version"]')?.content || null;
}

/**
 * Whether `other` is to replace `own`. Builds of one release have no order: another one counts as newer.
 * @param {string} own
 * @param {string} other
 */
export function isNewer(own, other) {
  const [mine, theirs] = [own, other].map((version) => /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number));
  if (!mine || !theirs) return false;
  const at = theirs.findIndex((part, index) => part !== mine[index]);
  return at < 0 ? other !== own : theirs[at] > mine[at];
}
