/** Where pasted rows go and what becomes of them: foods with amounts, in the meals of a menu. Pure. */

import { fold, foldedName } from "./bulk-text.js";
import { slotKey } from "./bulk-walk.js";
import { gettext, interpolate } from "./i18n.js";
import { gramsOf } from "./menu-amounts.js";
import { insertMeal } from "./menu-copying.js";
import { childrenOf, insertAt, newItem, newMeal, newOption, nodeAt, setAt } from "./menu-document.js";
import { dayFullTitle, dayNumber, mealTitle } from "./menu-labels.js";

const GRAMS = new Set(["g", "gm", "gms", "gram", "grams", "gr"]);
const KILOS = new Set(["kg", "kgs", "kilo"]);
const SAME = {
  pc: "piece", pcs: "piece", no: "piece", nos: "piece", number: "piece",
  tablespoon: "tbsp", tbs: "tbsp", teaspoon: "tsp", millilitre: "ml", milliliter: "ml",
};

const NOT_COUNTED = new Set(["g", "ml", "oz", "fl oz", "katori", "bowl", "glass", "cup", "plate", "tbsp", "tsp", "serving"]);
const MOST_PIECES = 12; // a larger number without a measure is more likely grams, and nobody guesses that

/** Understands what a table calls the days and meals of `menu`; `slots` are `{slot, label, time}`. */
export class Plan {
  constructor(menu, slots) {
    this.days = new Map();
    childrenOf(menu, 0).forEach((day, index) => {
      const names = [dayFullTitle(day, index), day.label, dayNumber(index), `day ${index + 1}`, String(index + 1)];
      for (const name of names.map(nameOf)) if (name && !this.days.has(name)) this.days.set(name, day);
    });
    const usual = slots.filter(({ slot }) => slot !== "custom");
    const named = (slot) => [slot.label, slot.slot.replace("_", " ")].map((name) => [nameOf(name), slot]);
    this.slots = new Map(usual.flatMap(named));
    const meals = childrenOf(menu, 0).flatMap((day) => childrenOf(day, 1));
    this.names = new Set(meals.map(({ name }) => nameOf(name)).filter(Boolean));
  }

  isDay = (text) => this.days.has(nameOf(text));

  isMeal = (text) => this.slots.has(nameOf(text)) || this.names.has(nameOf(text));
}

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
  if (!dayId) return { problem: { column: row.at.day, text: interpolate(gettext("no day is called “%(name)s”"), { name: row.day }) } };
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

/**
 * The food's own measure of that name, in singular or plural; grams; for pieces what the food is counted in ("roti,
 * medium"), as long as that is one thing; else what was written.
 */
function measureCalled(text, food, quantity) {
  const word = fold(text).trim().replace(/\.$/, "");
  if (GRAMS.has(word)) return "g";
  const single = word.replace(/s$/, "");
  const forms = [word, single, SAME[word], SAME[single]].filter(Boolean);
  const own = food?.measures.find(({ label }) => forms.includes(fold(label)))?.label;
  const isCount = forms.includes("piece") || (!word && quantity !== null && quantity <= MOST_PIECES);
  return own ?? (food && isCount ? pieceOf(food) : null) ?? text;
}

/** The one measure a food is counted in; of several sizes the medium one. */
function pieceOf({ measures }) {
  const counted = measures.map(({ label }) => label).filter((label) => !NOT_COUNTED.has(foldedName(label)));
  const medium = counted.filter((label) => foldedName(label).split(" ").includes("medium"));
  return counted.length === 1 ? counted[0] : medium.length === 1 ? medium[0] : null;
}

function nameOf(text) {
  return foldedName(typeof text === "string" ? text : "");
}

function fullMeal(limit) {
  return interpolate(gettext("a meal holds at most %(limit)s foods"), { limit });
}

function fullDay(limit) {
  return interpolate(gettext("a day holds at most %(limit)s meals"), { limit });
}
