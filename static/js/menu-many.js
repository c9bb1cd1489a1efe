/**
 * What is done to several nodes of a menu at once: pure functions over lists of ids, all of one depth
 * (1: days, 2: meals, 4: items). Each answers the new menu, and where it makes or moves nodes their ids.
 *
 * @typedef {{depth: number, nodes: object[]}} Clip copies of nodes, to be put somewhere else
 * @typedef {{menu: object, list: string[][]}} Many
 */

import { appended, insertMeal, putMeal } from "./menu-copying.js";
import { childrenOf, copyOf, insertAt, newMeal, newOption, nodeAt, placeOf, removeAt, setAt } from "./menu-document.js";
import { quantityText } from "./menu-figures.js";
import { textOf } from "./menu-labels.js";

/** `list` without what is not in the menu, in the order people see. */
export function inMenuOrder(menu, list) {
  const places = new Map(list.map((ids) => [ids, ids.map((_, depth) => placeOf(menu, ids.slice(0, depth + 1)))]));
  const present = list.filter((ids) => !places.get(ids).includes(-1));
  return present.sort((one, other) => {
    const [here, there] = [places.get(one), places.get(other)];
    const depth = here.findIndex((place, index) => place !== there[index]);
    return depth < 0 ? 0 : here[depth] - there[depth];
  });
}

/** @returns {object} the menu without the nodes */
export function removeMany(menu, list) {
  return list.reduce(removeAt, menu);
}

/** Copies of the nodes, in each parent behind the last one that was chosen there. @returns {Many} */
export function duplicateMany(menu, list) {
  const made = [];
  let result = menu;
  for (const key of new Set(list.map(parentKey))) {
    const siblings = list.filter((ids) => parentKey(ids) === key);
    const parent = siblings[0].slice(0, -1);
    let index = Math.max(...siblings.map((ids) => placeOf(result, ids))) + 1;
    for (const ids of siblings) {
      const copy = copyOf(nodeAt(menu, ids), ids.length);
      result = insertAt(result, parent, copy, index);
      made.push([...parent, copy.id]);
      index += 1;
    }
  }
  return { menu: result, list: made };
}

/** The nodes one place up (`by` -1) or down (1) among their siblings; those at the end stay, in their order. */
export function moveMany(menu, list, by) {
  const chosen = new Set(list.map((ids) => ids.join("/")));
  const turns = by < 0 ? list : list.toReversed();
  return turns.reduce((result, ids) => {
    const parent = ids.slice(0, -1);
    const siblings = childrenOf(nodeAt(result, parent), parent.length);
    const index = siblings.findIndex(({ id }) => id === ids.at(-1));
    const neighbour = siblings[index + by];
    if (!neighbour || chosen.has([...parent, neighbour.id].join("/"))) return result;
    return insertAt(removeAt(result, ids), parent, siblings[index], index + by);
  }, menu);
}

/** @returns {Clip} */
export function clipOf(menu, list) {
  return { depth: list[0]?.length ?? 0, nodes: list.map((ids) => nodeAt(menu, ids)) };
}

/** The foods of a clip as rows of a table: name, quantity, measure, parted by tabs. */
export function clipAsText({ depth, nodes }) {
  let found = nodes;
  for (let level = depth; level < 4; level += 1) found = found.flatMap((node) => childrenOf(node, level));
  return found.map((item) => [textOf(item.name), quantityText(item.quantity), textOf(item.measure)].join("\t")).join("\n");
}

/**
 * `menu` with copies of a clip at `target`: `ids` of a day, a meal or an item, and for a place without a meal
 * `row`, the `{slot, name, time}` of the meal that would be there. Null where the clip cannot go.
 * @returns {Many | null}
 */
export function paste(menu, clip, { ids, row = null }, slots) {
  if (!ids.length && clip.depth > 1) return null;
  if (clip.depth === 1) return pasteDays(menu, clip.nodes, ids[0]);
  if (row) return pasteNewMeal(menu, clip, ids[0], row, slots);
  return clip.depth === 2 ? pasteMeals(menu, clip.nodes, ids, slots) : pasteItems(menu, clip.nodes, ids);
}

/** The items, moved in order to `index` of an option; `index` counts the items that stay there. @returns {Many} */
export function moveItems(menu, list, optionIds, index) {
  const items = list.map((ids) => nodeAt(menu, ids));
  return insertAll(removeMany(menu, list), optionIds, items, index);
}

/** The meals, moved to another day: into its meals of the same slots, behind what those hold, or where their times belong. */
export function moveMeals(menu, list, dayId, slots) {
  const moving = list.filter((ids) => ids[0] !== dayId);
  return moving.reduce((result, ids) => putMeal(result, dayId, nodeAt(menu, ids), slots), removeMany(menu, moving));
}

function parentKey(ids) {
  return ids.slice(0, -1).join("/");
}

function pasteDays(menu, days, afterId) {
  const index = afterId ? placeOf(menu, [afterId]) + 1 : childrenOf(menu, 0).length;
  return insertAll(menu, [], days.map((day) => copyOf(day, 1)), index);
}

function pasteNewMeal(menu, clip, dayId, { slot, name, time }, slots) {
  const isSeveral = clip.depth === 2 && clip.nodes.length > 1;
  if (isSeveral) return pasteMeals(menu, clip.nodes, [dayId], slots);
  const meal = newMeal(slot, name, time);
  return paste(insertMeal(menu, dayId, meal), clip, { ids: [dayId, meal.id] }, slots);
}

/** One meal goes into the meal it is put on, whatever its slot; several find their slots in the day. */
function pasteMeals(menu, meals, [dayId, mealId], slots) {
  if (mealId && meals.length === 1) {
    const { options } = copyOf(meals[0], 2);
    const target = [dayId, mealId];
    return { menu: setAt(menu, target, { options: appended(nodeAt(menu, target).options ?? [], options) }), list: [target] };
  }
  const result = meals.reduce((day, meal) => putMeal(day, dayId, meal, slots), menu);
  return { menu: result, list: [] };
}

function pasteItems(menu, items, ids) {
  if (ids.length < 2) return null;
  let [result, target] = [menu, ids.slice(0, 3)];
  if (ids.length === 2) {
    const option = childrenOf(nodeAt(menu, ids), 2)[0] ?? newOption();
    if (!nodeAt(menu, [...ids, option.id])) result = insertAt(menu, ids, option, 0);
    target = [...ids, option.id];
  }
  const end = childrenOf(nodeAt(result, target), 3).length;
  const index = ids.length === 4 ? placeOf(result, ids) + 1 : end;
  return insertAll(result, target, items.map((item) => copyOf(item, 4)), index);
}

function insertAll(menu, parentIds, nodes, index) {
  const result = nodes.reduce((so, node, place) => insertAt(so, parentIds, node, index + place), menu);
  return { menu: result, list: nodes.map(({ id }) => [...parentIds, id]) };
}
