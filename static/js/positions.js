/**
 * Where a node stands among its siblings: short sortable strings, so that moving one node changes one node.
 *
 * A position is a fraction written in base 36 without its "0.": "i" is a half, "9" a quarter. Compared by code
 * point they sort as their fractions do. None ends in "0", so there is always room before and between.
 * apps/menus/positions.py does the same; tests/cases/positions.json holds both to it.
 */

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const FIRST = ALPHABET[0];
const LAST = ALPHABET[ALPHABET.length - 1];
const MIDDLE = ALPHABET[ALPHABET.length / 2];
const VALID = /^[0-9a-z]{0,254}[1-9a-z]$/;

/** Whether `value` can be the position of a node. */
export function isPosition(value) {
  return typeof value === "string" && VALID.test(value);
}

/**
 * A position after `before` and before `after`; null means there is no neighbour on that side.
 * Throws a RangeError when either is no position or when they are not in order.
 */
export function between(before, after) {
  for (const neighbour of [before, after]) {
    if (neighbour !== null && !isPosition(neighbour)) throw new RangeError(`not a position: ${neighbour}`);
  }
  if (before !== null && after !== null && before >= after) {
    throw new RangeError(`there is no room between ${before} and ${after}`);
  }
  if (after === null) return above(before ?? "");
  return before === null ? below(after) : middle(before, after);
}

/** `count` positions in order, evenly far apart, as short as they can be. */
export function spread(count) {
  let digits = 1;
  while (ALPHABET.length ** digits <= count) digits += 1;
  const whole = ALPHABET.length ** digits;
  return Array.from({ length: count }, (_, place) => encode(Math.floor((whole * (place + 1)) / (count + 1)), digits));
}

/** Nodes in the order people see: by position, and by id where two devices chose the same one. */
export function ordered(nodes) {
  return [...nodes].sort((a, b) => compare(a.position, b.position) || compare(a.id, b.id));
}

/**
 * The position for a node put at `index` of `nodes`, which are in order and do not hold it.
 * Behind nodes that share one position when it should go between them: there is no room in there.
 */
export function positionAt(nodes, index) {
  const before = nodes[index - 1]?.position ?? null;
  const after = nodes.slice(index).find((node) => before === null || node.position > before);
  return between(before, after?.position ?? null);
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function encode(number, digits) {
  return number.toString(ALPHABET.length).padStart(digits, FIRST).replace(/0+$/, "");
}

/** The shortest step up: appending thirty-five times in a row costs one letter, halving would cost seven. */
function above(text) {
  if (!text) return MIDDLE;
  const place = [...text].findIndex((digit) => digit !== LAST);
  if (place < 0) return text + ALPHABET[1];
  return text.slice(0, place) + ALPHABET[ALPHABET.indexOf(text[place]) + 1];
}

function below(text) {
  const place = [...text].findIndex((digit) => digit !== FIRST);
  const value = ALPHABET.indexOf(text[place]);
  return text.slice(0, place) + (value > 1 ? ALPHABET[value - 1] : FIRST + LAST);
}

/** Half way, cut after the first digit that tells the three apart. */
function middle(before, after) {
  let shared = 0;
  while ((before[shared] ?? FIRST) === after[shared]) shared += 1;
  const prefix = after.slice(0, shared);
  const low = before.slice(shared);
  const lowValue = low ? ALPHABET.indexOf(low[0]) : 0;
  const highValue = ALPHABET.indexOf(after[shared]);
  if (highValue - lowValue > 1) return prefix + ALPHABET[Math.floor((lowValue + highValue) / 2)];
  if (after.length > shared + 1) return prefix + after[shared];
  return prefix + ALPHABET[lowValue] + above(low.slice(1));
}
