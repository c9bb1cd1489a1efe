/**
 * What is kept of a meal, and a saved meal put into a menu. Pure functions.
 *
 * @typedef {object} SavedMeal as the API gives it
 * @property {string} name
 * @property {string} slot of the meal that it usually is, with its `time`
 * @property {object[]} options as they stand in a menu
 */

import { appended, insertMeal, putMeal } from "./menu-copying.js";
import { childrenOf, copyOf, newMeal, nodeAt, setAt } from "./menu-document.js";
import { textOf } from "./menu-labels.js";
import { isBlank } from "./menu-totals.js";
import { ordered, positionAt } from "./positions.js";

const LONGEST_NAME = 200;

/** The options with something in them that `ids` (of a meal or one of its options) name, without notes. */
export function keptOptions(menu, ids) {
  const node = nodeAt(menu, ids);
  const options = ids.length === 3 ? [node] : childrenOf(node, 2);
  return options
    .map((option) => ({ ...option, items: childrenOf(option, 3).filter((item) => !isBlank(item)).map((item) => ({ ...item, note: "" })) }))
    .filter(({ items }) => items.length > 0);
}

/** What to call it: the meal's own name, else the foods of its first option. */
export function keptName(menu, ids, options) {
  const own = ids.length === 2 ? textOf(nodeAt(menu, ids).name).trim() : "";
  const foods = options[0]?.items.map(({ name }) => textOf(name).trim()).filter(Boolean) ?? [];
  while (foods.length > 1 && foods.join(", ").length > LONGEST_NAME) foods.pop();
  return (own || foods.join(", ")).slice(0, LONGEST_NAME);
}

/** Whether there is anything in the meal that `ids` name, so that it matters how a saved one comes in. */
export function holdsFoods(menu, ids) {
  return ids.length >= 2 && keptOptions(menu, ids.slice(0, 2)).length > 0;
}

/**
 * `menu` with `saved` at `ids`: of a meal, or of a day, where it goes into the meal of its slot, or to `row`, the
 * `{slot, name, time}` of a meal that is missing there. Every node has an id of its own.
 * @param {"add" | "or" | "replace"} how behind the foods of the first option, as further options, or instead of all
 * @returns {{menu: object, focus: string[]}}
 */
export function withSaved(menu, saved, { ids, row = null, how = "add" }, slots) {
  const [dayId, mealId] = ids;
  if (mealId) return intoMeal(menu, [dayId, mealId], saved, how);
  const { slot, name, time } = row ?? { ...saved, name: saved.slot === "custom" ? saved.name : "" };
  const meal = { ...newMeal(slot, name, time), options: freshOptions(saved) };
  const result = row ? insertMeal(menu, dayId, meal) : putMeal(menu, dayId, meal, slots);
  const before = new Set(childrenOf(nodeAt(menu, [dayId]), 1));
  const changed = childrenOf(nodeAt(result, [dayId]), 1).find((node) => !before.has(node));
  return { menu: result, focus: [dayId, changed.id] };
}

function intoMeal(menu, ids, saved, how) {
  const options = nodeAt(menu, ids).options ?? [];
  const fresh = freshOptions(saved);
  const result = { add: () => appended(options, fresh), or: () => behind(options, fresh), replace: () => fresh }[how]();
  return { menu: setAt(menu, ids, { options: result }), focus: ids };
}

/** Further options behind those that there are; an empty only one makes room. */
function behind(options, fresh) {
  const filled = options.filter(({ items }) => (items ?? []).some((item) => !isBlank(item)));
  return fresh.reduce((all, option) => [...all, { ...option, position: positionAt(ordered(all), all.length) }], filled);
}

function freshOptions({ options }) {
  return options.map((option) => copyOf(option, 3));
}
