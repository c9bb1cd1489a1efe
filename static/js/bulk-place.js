/** Where pasted rows go and what becomes of them: foods with amounts, in the meals of a menu. Pure. */

import { measureCalled } from "./bulk-measures.js";
import { nameOf } from "./bulk-plan.js";
import { fold } from "./bulk-text.js";
import { slotKey } from "./bulk-walk.js";
import { gettext, interpolate } from "./i18n.js";
import { gramsOf } from "./menu-amounts.js";
import { insertMeal } from "./menu-copying.js";
import { childrenOf, insertAt, newItem, newMeal, newOption, nodeAt, setAt } from "./menu-document.js";
import { mealTitle } from "./menu-labels.js";

const LARGEST = 10_000; // of a quantity and of grams, as the server takes it
const KILOS = new Set(["kg", "kgs", "kilo"]);

/** The line that a row becomes; with `food` one of the table, whose weight is unknown without a measure it has. */
export function itemOf({ food: name, quantity, measure, note }, food) {
  const isKilos = quantity !== null && KILOS.has(fold(measure).trim());
  const inGrams = { quantity: quantity * 1_000, measure: "g" };
  const amount = isKilos ? inGrams : { quantity, measure: measureCalled(measure, food, quantity) };
  const fields = { name: food?.name ?? name, food_id: food?.id ?? null, ...amount, note };
  return newItem({ ...fields, grams: gramsOf(fields, food) });
}

/**
 * `menu` with `rows` in it: each at the end of the meal that it names, else of `target` (ids of a day, a meal and an
 * option). With `replace` what stood in that meal goes. A usual meal that a day has not is added to it.
 * @param {object} menu
 * @param {{row: object, item: object}[]} rows
 * @param {{plan: Plan, target: string[], replace: boolean, limits: {meals: number, items: number}}} how
 * @returns {{menu: object, places: Map<number, string[]>, problems: Map<number, {column: number, text: string}>}} by line
 */
export function placeRows(menu, rows, how) {
  const [places, problems, cleared] = [new Map(), new Map(), new Set()];
  let result = menu;
  for (const { row, item } of rows) {
    const { problem, ids, menu: ready } = optionFor(result, row, how);
    const isFresh = how.replace && ids && !cleared.has(ids.join("/"));
    const end = ids && !isFresh ? nodeAt(ready, ids).items.length : 0;
    if (problem) problems.set(row.line, problem);
    else if (item.quantity > LARGEST || item.grams > LARGEST)
      problems.set(row.line, { column: row.at.grams ?? row.at.quantity, text: tooMuch() });
    else if (end >= how.limits.items) problems.set(row.line, { column: row.at.food, text: fullMeal(how.limits.items) });
    else {
      result = insertAt(isFresh ? setAt(ready, ids, { items: [] }) : ready, ids, item, end);
      cleared.add(ids.join("/"));
      places.set(row.line, ids);
    }
  }
  return { menu: result, places, problems };
}

/** `{menu, ids}` of the option that a row goes to, the meal added where that is needed, or `{problem}`. */
function optionFor(menu, row, { plan, target, limits }) {
  const dayId = row.day ? plan.days.get(nameOf(row.day))?.id : target[0];
  if (!dayId)
    return {
      problem: { column: row.at.day, text: interpolate(gettext("no day is called “%(name)s”"), { name: row.day }) },
    };
  if (!row.meal && dayId === target[0]) return { menu, ids: target };
  const like = row.meal ? null : nodeAt(menu, target.slice(0, 2));
  const slot = row.meal ? plan.slots.get(nameOf(row.meal)) : null;
  const isIt = (meal) => (like ? slotKey(meal) === slotKey(like) : isCalled(meal, row.meal, slot));
  const meals = childrenOf(nodeAt(menu, [dayId]), 1);
  const meal = meals.find(isIt);
  if (meal) return inFirstOption(menu, [dayId, meal.id]);
  const kind = slot ?? (like?.slot !== "custom" ? like : null);
  const column = row.at.meal ?? row.at.day;
  const name = row.meal || mealTitle(like, new Map());
  if (!kind) return { problem: { column, text: interpolate(gettext("this day has no meal “%(name)s”"), { name }) } };
  if (meals.length >= limits.meals) return { problem: { column, text: fullDay(limits.meals) } };
  const added = newMeal(kind.slot, "", kind.time);
  return { menu: insertMeal(menu, dayId, added), ids: [dayId, added.id, added.options[0].id] };
}

function inFirstOption(menu, mealIds) {
  const [first] = childrenOf(nodeAt(menu, mealIds), 2);
  if (first) return { menu, ids: [...mealIds, first.id] };
  const option = newOption();
  return { menu: insertAt(menu, mealIds, option, 0), ids: [...mealIds, option.id] };
}

function isCalled(meal, text, slot) {
  return nameOf(meal.name) === nameOf(text) || (slot && meal.slot === slot.slot);
}

function fullMeal(limit) {
  return interpolate(gettext("a meal holds at most %(limit)s foods"), { limit });
}

function fullDay(limit) {
  return interpolate(gettext("a day holds at most %(limit)s meals"), { limit });
}

function tooMuch() {
  return interpolate(gettext("this would be more than %(most)s g"), { most: LARGEST });
}
