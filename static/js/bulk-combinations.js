/** All combinations of the amounts of some lines, looked through for the one nearest to a target. Pure. */

const MOST = 2_048; // combinations of each half

/**
 * `places` with the amounts of as many lines as fit chosen anew, so that the energy of all is as near to `target` as
 * any combination of theirs can bring it. The lines are dealt to two halves; one is sorted and the other looked up in it,
 * so that 2,048 and 2,048 stand for four million combinations: n log n of 2,048.
 * @param {Choice[]} lines
 * @param {number[]} places the amounts now
 * @param {number} target kcal
 */
export function tryCombinations(lines, places, target) {
  const halves = dealt(lines);
  const free = new Set(halves.flat());
  const rest = lines.reduce((sum, { choices }, index) => sum + (free.has(index) ? 0 : choices[places[index]].kcal), 0);
  const [ones, others] = halves.map((indexes) => energies(indexes.map((index) => lines[index])));
  const [one, other] = nearestPair(ones, others, target - rest);
  const result = [...places];
  place(one, halves[0], lines, result);
  place(other, halves[1], lines, result);
  return result;
}

/** The lines of two halves, by their places in `lines`; those that fit into neither are left out. */
function dealt(lines) {
  const halves = [
    { indexes: [], count: 1 },
    { indexes: [], count: 1 },
  ];
  for (const [index, { choices }] of lines.entries()) {
    const half = halves[0].count <= halves[1].count ? halves[0] : halves[1];
    if (half.count * choices.length > MOST) continue;
    half.indexes.push(index);
    half.count *= choices.length;
  }
  return halves.map(({ indexes }) => indexes);
}

/** The energy of every combination; the amount of the first line changes fastest. */
function energies(lines) {
  let sums = [0];
  for (const { choices } of lines) sums = choices.flatMap(({ kcal }) => sums.map((sum) => sum + kcal));
  return sums;
}

/** The places of one of `ones` and one of `others` whose sum is nearest to `target`. */
function nearestPair(ones, others, target) {
  const order = Array.from(others.keys()).sort((a, b) => others[a] - others[b] || a - b);
  let [best, left] = [[0, 0], Infinity];
  for (const [one, energy] of ones.entries()) {
    const at = firstFrom(others, order, target - energy);
    for (const other of order.slice(Math.max(0, at - 1), at + 1)) {
      const gap = Math.abs(energy + others[other] - target);
      if (gap < left) [best, left] = [[one, other], gap];
    }
  }
  return best;
}

/** Where in `order` the sums of at least `wanted` begin. */
function firstFrom(sums, order, wanted) {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[order[middle]] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Writes the amounts of combination `number` into `places`. */
function place(number, indexes, lines, places) {
  let rest = number;
  for (const index of indexes) {
    places[index] = rest % lines[index].choices.length;
    rest = Math.floor(rest / lines[index].choices.length);
  }
}
