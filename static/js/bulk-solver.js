/**
 * Choosing one amount for each line so that their energy comes as near to a target as it can. Pure and deterministic.
 *
 * Each line offers a few amounts (whole pieces, half katoris, steps of 5 g), so this is a subset sum with bounds. Four
 * steps, each only when the one before did not get within half a kcal, which is what people can read:
 * 1. a target beyond all largest (smallest) amounts is answered by these: nothing comes nearer;
 * 2. one factor for all lines, found by bisection, each line at its amount nearest to that: n log n;
 * 3. the best change of one line or of two lines, each by at most two amounts, until none helps: n² for each change;
 * 4. all combinations of as many lines as bulk-combinations.js can look at. Where these are all lines, the gap is the
 *    least there is; otherwise the rest stays as step 3 left it, and nearly always there are more than enough.
 *
 * @typedef {{now: number, choices: {quantity: number, kcal: number}[]}} Choice amounts in rising order; `now` its place
 */

import { tryCombinations } from "./bulk-combinations.js";

export const NEAR_ENOUGH = 0.5; // kcal: the figures that people read are whole
const REACH = 2; // amounts up or down in one change
const BISECTIONS = 20; // a millionth of the factor: no amount has so many steps

/**
 * The place of the chosen amount for each of `lines`.
 * @param {Choice[]} lines
 * @param {number} target kcal of all lines together
 * @returns {number[]}
 */
export function solve(lines, target) {
  const least = lines.map(() => 0);
  const most = lines.map(({ choices }) => choices.length - 1);
  if (target >= energyOf(lines, most)) return most;
  if (target <= energyOf(lines, least)) return least;
  const improved = improve(lines, byOneFactor(lines, target), target);
  if (Math.abs(energyOf(lines, improved) - target) < NEAR_ENOUGH) return improved;
  const tried = tryCombinations(lines, improved, target);
  return isNearer(lines, tried, improved, target) ? tried : improved;
}

/** What lines hold together at the chosen places. */
export function energyOf(lines, places) {
  return lines.reduce((sum, { choices }, index) => sum + choices[places[index]].kcal, 0);
}

function isNearer(lines, one, other, target) {
  return Math.abs(energyOf(lines, one) - target) < Math.abs(energyOf(lines, other) - target);
}

/** The energy rises with the factor, so halving finds it; of all factors looked at, the nearest is kept. */
function byOneFactor(lines, target) {
  const ends = lines.flatMap(({ now, choices }) =>
    [choices[0], choices.at(-1)].map(({ quantity }) => quantity / choices[now].quantity),
  );
  let [low, high] = [Math.min(...ends), Math.max(...ends)];
  let [best, left] = [null, Infinity];
  for (let turn = 0; turn < BISECTIONS && left >= NEAR_ENOUGH; turn += 1) {
    const factor = (low + high) / 2;
    const places = lines.map((line) => nearest(line, factor));
    const gap = target - energyOf(lines, places);
    if (Math.abs(gap) < left) [best, left] = [places, Math.abs(gap)];
    if (gap > 0) low = factor;
    else high = factor;
  }
  return best;
}

function nearest({ now, choices }, factor) {
  const wanted = choices[now].quantity * factor;
  let [low, high] = [0, choices.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (choices[middle].quantity < wanted) low = middle;
    else high = middle;
  }
  return wanted - choices[low].quantity <= choices[high].quantity - wanted ? low : high;
}

function improve(lines, start, target) {
  let places = start;
  for (;;) {
    const gap = target - energyOf(lines, places);
    const moves = Math.abs(gap) < NEAR_ENOUGH ? null : bestMoves(lines, places, gap);
    if (!moves) return places;
    places = places.with(moves[0].line, moves[0].to);
    if (moves[1]) places = places.with(moves[1].line, moves[1].to);
  }
}

/** The one or two changes that leave the smallest gap; null when none makes it smaller. */
function bestMoves(lines, places, gap) {
  const moves = lines.flatMap(({ choices }, line) => {
    const at = places[line];
    const near = [-2, -1, 1, 2].filter((by) => Math.abs(by) <= REACH && choices[at + by]);
    return near.map((by) => ({ line, to: at + by, kcal: choices[at + by].kcal - choices[at].kcal }));
  });
  let [best, left] = [null, Math.abs(gap) - 1e-9];
  for (let one = 0; one < moves.length; one += 1) {
    const rest = gap - moves[one].kcal;
    if (Math.abs(rest) < left) [best, left] = [[moves[one]], Math.abs(rest)];
    for (let two = one + 1; two < moves.length; two += 1) {
      const without = Math.abs(rest - moves[two].kcal);
      if (without < left && moves[two].line !== moves[one].line) [best, left] = [[moves[one], moves[two]], without];
    }
  }
  return best;
}
