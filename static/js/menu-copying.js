/** Copies inside a menu: an item, an option, a meal or a day, and meals put into days. Pure functions. */

import { ordered, positionAt } from "./positions.js";
import { childrenOf, copyOf, insertAt, nodeAt, placeOf, setAt, siblingsOf } from "./menu-document.js";
import { inOneRow } from "./menu-grid.js";

/** `menu` with a copy of the node that `ids` name right behind it, and the ids of the copy. */
export function duplicate(menu, ids) {
  const copy = copyOf(nodeAt(menu, ids), ids.length);
  const parentIds = ids.slice(0, -1);
  return { menu: insertAt(menu, parentIds, copy, placeOf(menu, ids) + 1), ids: [...parentIds, copy.id] };
}

/** `menu` with the item that `ids` name as the last one of another option of its meal. */
export function moveToOption(menu, ids, optionId) {
  const [dayId, mealId, from, itemId] = ids;
  const item = nodeAt(menu, ids);
  const without = setAt(menu, [dayId, mealId, from], {
    items: nodeAt(menu, [dayId, mealId, from]).items.filter((other) => other.id !== itemId),
  });
  const target = [dayId, mealId, optionId];
  const end = childrenOf(nodeAt(menu, target), 3).length;
  return { menu: insertAt(without, target, item, end), ids: [...target, itemId] };
}

/** `menu` with the meal of day `dayId` put where its time belongs among the meals of that day. */
export function insertMeal(menu, dayId, meal) {
  const meals = childrenOf(nodeAt(menu, [dayId]), 1);
  const later = meals.findIndex((other) => (other.time ?? "") > (meal.time ?? ""));
  return insertAt(menu, [dayId], meal, later < 0 ? meals.length : later);
}

/** `menu` with a day behind the last one: the meals of that day, with nothing in them yet. */
export function addDay(menu) {
  const last = childrenOf(menu, 0).at(-1);
  const meals = childrenOf(last, 1).map((meal) => ({ ...copyOf({ ...meal, options: [] }, 2), note: "" }));
  const day = copyOf({ label: "", note: "", meals: meals.map(withEmptyOption) }, 1);
  return { menu: insertAt(menu, [], day, siblingsOf(menu, [""]).length), ids: [day.id] };
}

function withEmptyOption(meal) {
  return { ...meal, options: [{ id: "", position: positionAt([], 0), items: [] }] };
}

/** `menu` with a copy of the meal `source` in day `dayId`: behind what its meal of the same slot holds, or as a new one. */
export function putMeal(menu, dayId, source, slots) {
  const meals = childrenOf(nodeAt(menu, [dayId]), 1);
  const same = meals.find((meal) => inOneRow(meal, source, slots));
  const copy = copyOf(source, 2);
  if (!same) return insertMeal(menu, dayId, copy);
  return setAt(menu, [dayId, same.id], { options: appended(same.options ?? [], copy.options) });
}

/** The first option of a copy goes on where the first one of the meal ends; alternatives stay alternatives. */
export function appended(options, copies) {
  const [first, ...others] = ordered(options);
  if (!first) return copies;
  const [counts, ...alternatives] = ordered(copies);
  const result = [{ ...first, items: joined(first.items ?? [], counts?.items ?? []) }, ...others];
  return joined(result, alternatives);
}

function joined(nodes, more) {
  return more.reduce((all, node) => [...all, { ...node, position: positionAt(ordered(all), all.length) }], nodes);
}
