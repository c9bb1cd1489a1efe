/** Bringing the days of a menu to another energy target within bounds for each food. Pure; bulk-solver.js chooses. */

import { energyOf, NEAR_ENOUGH, solve } from "./bulk-solver.js";
import { amountsFrom, ruleKey, usualStep, withAmount } from "./bulk-units.js";
import { lineKey, withLines } from "./bulk-walk.js";
import { childrenOf } from "./menu-document.js";
import { isBlank, itemTotals } from "./menu-totals.js";

const LARGEST = 10_000; // grams of a line, as the server takes it

/**
 * @typedef {{step: number, min: number, max: number, fixed: boolean}} Rule
 * @typedef {object} Wanted
 * @property {number} target kcal a day
 * @property {Set<string>} days ids
 * @property {number} min @property {number} max times the present amount, for foods without a rule of their own
 * @property {Map<string, Partial<Rule>>} rules by ruleKey
 * @property {boolean} alternatives whether the other options of a meal follow their first one
 *
 * Why a day does not get there: "met" it does, "largest" or "smallest" every amount is at its bound, "steps" no
 * combination of whole units comes nearer, "nothing" in it can change.
 * @typedef {{dayId: string, before: object, after: object, gap: number, why: string, changed: number, unknown: object[]}} Day
 * `gap` is target minus energy after; `unknown` are the lines left alone because nobody knows their figures.
 */

/** @returns {{changes: Map<string, object>, days: Day[]}} the changed lines by key, and what they do to each day */
export function rescale(menu, wanted, foods) {
  const changes = new Map();
  const days = childrenOf(menu, 0)
    .filter(({ id }) => wanted.days.has(id))
    .map((day) => rescaleDay(day, wanted, foods, changes));
  return { changes, days };
}

/** `menu` with the changes of those days that are in `dayIds`. */
export function applyRescaling(menu, changes, dayIds) {
  return withLines(menu, new Map([...changes].filter(([key]) => dayIds.has(key.split("/", 1)[0]))));
}

/** The rule for an item: its own where somebody set one, else the general bounds and the usual step. */
export function ruleFor(item, { min, max, rules }) {
  return { step: usualStep(item.measure), min, max, fixed: false, ...rules.get(ruleKey(item)) };
}

function rescaleDay(day, wanted, foods, changes) {
  const meals = childrenOf(day, 1).map((meal) => ({ meal, options: childrenOf(meal, 2) }));
  const counted = meals.flatMap(({ meal, options: [first] }) => (first ? linesIn(day, meal, first, foods) : []));
  const before = total(counted);
  const direction = wanted.target > before.value ? 1 : -1;
  const { items, why } = fit(counted, wanted.target, direction, wanted, foods);
  if (wanted.alternatives) for (const each of meals) follow(day, each, items, wanted, foods, changes);
  for (const [key, item] of items) changes.set(key, item);
  const after = total(counted.map((line) => ({ ...line, ...weighed(items.get(line.key) ?? line.item, foods) })));
  const unknown = counted.filter(({ kcal }) => !kcal.complete).map(({ item }) => item);
  return { dayId: day.id, before, after, gap: wanted.target - after.value, why, changed: items.size, unknown };
}

/** Every other option keeps its proportion to the first one. */
function follow(day, { meal, options: [first, ...others] }, items, wanted, foods, changes) {
  if (!first || !others.length) return;
  const lines = linesIn(day, meal, first, foods);
  const [was, is] = [total(lines), total(lines.map(({ key, item }) => weighed(items.get(key) ?? item, foods)))];
  if (!was.value || was.value === is.value) return;
  for (const option of others) {
    const own = linesIn(day, meal, option, foods);
    const { value } = total(own);
    const fitted = fit(own, (value * is.value) / was.value, is.value > was.value ? 1 : -1, wanted, foods);
    for (const [key, item] of fitted.items) changes.set(key, item);
  }
}

/** The lines that change so that all together hold `target`, `{items: Map by key, why}`. */
function fit(lines, target, direction, wanted, foods) {
  const present = total(lines).value;
  if (Math.abs(target - present) < NEAR_ENOUGH) return { items: new Map(), why: "met" };
  const movable = lines
    .map((line) => ({ ...line, ...choicesOf(line, direction, wanted, foods) }))
    .filter(({ choices }) => choices?.length > 1);
  if (!movable.length) return { items: new Map(), why: "nothing" };
  const rest = present - movable.reduce((sum, { choices, now }) => sum + choices[now].kcal, 0);
  const places = solve(movable, target - rest);
  const gap = target - rest - energyOf(movable, places);
  const changed = movable.filter(({ now }, index) => places[index] !== now);
  const items = new Map(
    changed.map((line) => {
      const { quantity } = line.choices[places[movable.indexOf(line)]];
      return [line.key, withAmount(line.item, quantity, foods[line.item.food_id])];
    }),
  );
  return { items, why: reason(gap, direction, movable, places) };
}

function reason(gap, direction, movable, places) {
  if (Math.abs(gap) < NEAR_ENOUGH) return "met";
  const isAtEnd = movable.every(({ choices }, index) => places[index] === (direction > 0 ? choices.length - 1 : 0));
  if (isAtEnd && gap * direction > 0) return direction > 0 ? "largest" : "smallest";
  return "steps";
}

/** The amounts a line may take with the energy of each; none for a line that has to stay as it is. */
function choicesOf({ item, kcal }, direction, wanted, foods) {
  const rule = ruleFor(item, wanted);
  const isScalable =
    !rule.fixed && item.quantity > 0 && Number.isFinite(item.quantity) && kcal.complete && kcal.value > 0;
  if (!isScalable) return { choices: null };
  const heaviest = LARGEST / ((item.grams ?? 0) / item.quantity);
  const all = amountsFrom(item.quantity, rule, direction);
  const amounts = all.filter((quantity) => quantity <= Math.max(heaviest, item.quantity));
  const far = weighed(withAmount(item, amounts.at(-1), foods[item.food_id]), foods).kcal;
  if (!far.complete) return { choices: null };
  const each = far.value / amounts.at(-1);
  const choices = amounts.map((quantity) => ({
    quantity,
    kcal: quantity === item.quantity ? kcal.value : quantity * each,
  }));
  return { choices, now: amounts.indexOf(item.quantity) };
}

function linesIn(day, meal, option, foods) {
  const items = childrenOf(option, 3).filter((item) => !isBlank(item));
  return items.map((item) => ({ key: lineKey([day.id, meal.id, option.id, item.id]), item, ...weighed(item, foods) }));
}

function weighed(item, foods) {
  return itemTotals(item, foods, ["kcal"]);
}

function total(lines) {
  return {
    value: lines.reduce((sum, { kcal }) => sum + kcal.value, 0),
    complete: lines.every(({ kcal }) => kcal.complete),
  };
}
