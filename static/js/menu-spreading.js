/**
 * A food, option, meal, day or week copied to many places of a menu at once: what it would do, place by place, and
 * the menu in which it is done. Pure functions. A place is a day and a row of the grid that all days of the menu share.
 *
 * @typedef {{days: object[], rows: {slot: string, name: string, time: string}[], cells: (object | null)[][]}} Grid
 * @typedef {"new" | "filled" | "joined" | "replaced" | "removed"} Effect
 * @typedef {{day: object, row: object, meal: object | null, source: object | null, effect: Effect}} Copy
 *   `meal` is what stands there now, `source` what is copied: a meal, an option or an item
 */

import { appended, insertMeal } from "./menu-copying.js";
import { childrenOf, copyOf, insertAt, newMeal, newOption, nodeAt, removeAt, setAt } from "./menu-document.js";
import { arrange } from "./menu-grid.js";
import { isBlank } from "./menu-totals.js";
import { ordered, positionAt } from "./positions.js";

export const WEEK = 7;

/** @returns {Grid} all days of `menu`, and which meal of each stands in which row */
export function gridOf(menu, slots) {
  const days = childrenOf(menu, 0);
  return { days, ...arrange(days.map((day) => childrenOf(day, 1)), slots) };
}

/** `menu` with a week behind its last day, named like the days from `start` on, with nothing in it yet. */
export function withNewWeek(menu, start) {
  const days = childrenOf(menu, 0);
  return days.slice(start, start + WEEK).reduce((result, day, index) => {
    return insertAt(result, [], copyOf({ ...day, meals: [] }, 1), days.length + index);
  }, menu);
}

/**
 * What copying would do. `ids` name what is copied; without ids it is the week from day `start` on. `places` are
 * `[day index, row index]`, for a week with the index of the first day of a week. What has nothing to copy and nothing
 * to replace is left out.
 * @returns {Copy[]}
 */
export function copiesTo(menu, { ids, start = 0 }, places, { replace, slots }) {
  const { days, rows, cells } = gridOf(menu, slots);
  const own = days.findIndex(({ id }) => id === ids[0]);
  const copyAt = (from, to, row) => {
    const source = ids.length > 1 ? nodeAt(menu, ids) : cells[from][row];
    const meal = cells[to][row];
    return { day: days[to], row: rows[row], meal, source, effect: effectOf(source, meal, replace) };
  };
  const found = places.flatMap(([to, row]) => {
    if (ids.length) return [copyAt(own, to, row)];
    const length = Math.min(WEEK, days.length - start, days.length - to);
    return Array.from({ length }, (_, index) => copyAt(start + index, to + index, row));
  });
  return found.filter(({ effect }) => effect);
}

/** `menu` with the copies made; `depth` is how many ids name what is copied, 0 or 1 where that is whole meals. */
export function withCopies(menu, copies, depth, replace) {
  return copies.reduce((result, { day, row, meal, source, effect }) => {
    if (effect === "removed") return removeAt(result, [day.id, meal.id]);
    const isSameMeal = depth < 3 && source?.slot === row.slot; // then it is eaten when the one that is copied is
    const target = meal ?? newMeal(row.slot, row.name, isSameMeal ? source.time : row.time);
    const options = optionsWith(target.options ?? [], source, depth, replace || isEmpty(target));
    if (meal) return setAt(result, [day.id, meal.id], { options });
    const note = depth < 3 ? source.note : "";
    return insertMeal(result, day.id, { ...target, note, options });
  }, menu);
}

function effectOf(source, meal, replace) {
  if (!source) return meal && replace ? "removed" : null;
  if (!meal) return "new";
  if (isEmpty(meal)) return "filled";
  return replace ? "replaced" : "joined";
}

/** A food joins or replaces those of the option that counts; an option is one more choice, or the only one. */
function optionsWith(options, source, depth, replace) {
  const [first = { ...newOption(), position: positionAt([], 0) }, ...others] = ordered(options);
  if (depth === 4) {
    const items = replace ? [] : ordered(first.items ?? []);
    const copy = { ...copyOf(source, 4), position: positionAt(items, items.length) };
    return [{ ...first, items: [...items, copy] }, ...others];
  }
  if (depth === 3) {
    const kept = replace ? [] : [first, ...others];
    return [...kept, { ...copyOf(source, 3), position: positionAt(kept, kept.length) }];
  }
  const copies = copyOf(source, 2).options;
  return replace ? copies : appended(options, copies);
}

function isEmpty(meal) {
  return childrenOf(meal, 2).every((option) => childrenOf(option, 3).every(isBlank));
}
