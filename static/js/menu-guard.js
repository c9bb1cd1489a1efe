/**
 * What in a menu a person must not eat: pure, the same as in apps/menus/guard.py.
 *
 * Only tags that somebody confirmed count, never a name. A line is a hit when a tag of its food says so, and
 * unchecked (as well) when nobody can say what else is in it. All options of a meal count. tests/cases/guard.json holds both sides to it.
 *
 * @typedef {{allergies: string[], restrictions: string[], byMark: string[]}} Diet `byMark`: restrictions that go by
 *   marks alone
 * @typedef {{path: string, food_id: string, name: string, kind: "allergy" | "restriction" | "", code: string}} Finding
 *   `kind` and `code` are empty where the line is only unchecked
 */

import { childrenOf } from "./menu-document.js";
import { isBlank } from "./menu-totals.js";

const LEVELS = ["days", "meals", "options", "items"];

/**
 * The findings of all lines of `menu`, in its order.
 * @returns {Finding[]}
 */
export function check(menu, foods, diet) {
  const asksNothing = diet.allergies.length + diet.restrictions.length === 0;
  return asksNothing ? [] : below(menu, 0, "", foods, diet);
}

/** Those of one line: allergies first, each in the order of `diet`. */
export function itemFindings(item, path, foods, diet) {
  if (isBlank(item)) return [];
  const food = foods[item.food_id];
  const about = { path, food_id: item.food_id ?? "", name: typeof item.name === "string" ? item.name : "" };
  const hits = foodHits(food, diet).map((hit) => ({ ...about, ...hit }));
  const isOpen = !food?.checked && asksForCheckedFoods(diet);
  return isOpen ? [...hits, { ...about, kind: "", code: "" }] : hits;
}

/** What confirmed tags of a food say against it: `[{kind, code}]`. */
export function foodHits(food, diet) {
  const among = (kind, codes, against = []) => codes.filter((code) => against.includes(code)).map((code) => ({ kind, code }));
  return [
    ...among("allergy", diet.allergies, food?.allergens),
    ...among("restriction", diet.restrictions, food?.unsuitable),
  ];
}

/** What a reason to keep the food is recorded under: for this food and this allergen alone. */
export function keyOf({ food_id: food, kind, code }) {
  return `${food}_${kind.slice(0, 1)}_${code}`;
}

function asksForCheckedFoods({ allergies, restrictions, byMark }) {
  return allergies.length > 0 || restrictions.some((code) => !byMark.includes(code));
}

function below(node, depth, path, foods, diet) {
  if (depth === LEVELS.length) return itemFindings(node, path, foods, diet);
  const at = path ? `${path}/${LEVELS[depth]}` : LEVELS[depth];
  return childrenOf(node, depth).flatMap((child) => below(child, depth + 1, `${at}/${child.id}`, foods, diet));
}
