/**
 * What a menu adds up to: pure arithmetic over menu documents, the same as in apps/menus/totals.py.
 *
 * Every total is `{nutrient key: {value, complete}}`. Unknown is never 0: where a part is unknown the total of the
 * known parts is not complete, and people read "at least". tests/cases/totals.json holds both sides to it.
 * `foods` maps a food's id to its figures per 100 g by nutrient key; null or absent is unknown.
 */

import { ordered } from "./positions.js";

export const KEYS = ["kcal", "protein_g", "carb_g", "fat_g", "fibre_g", "sodium_mg"];

/** What one line holds: a food by its edible grams, free text by its typed figures. */
export function itemTotals(item, foods, keys = KEYS) {
  if (isBlank(item)) return sum([], keys);
  if (!item.food_id) return collect(keys, (key) => amount(known(item.nutrients?.[key])));
  const figures = foods[item.food_id] ?? {};
  const grams = known(item.grams);
  return collect(keys, (key) => amount(portion(known(figures[key]), grams)));
}

/** What all items of an option hold together. */
export function optionTotals(option, foods, keys = KEYS) {
  return sum((option.items ?? []).map((item) => itemTotals(item, foods, keys)), keys);
}

/** What a meal counts for: its first option; the others are alternatives to it. */
export function mealTotals(meal, foods, keys = KEYS) {
  const [first] = ordered(meal.options ?? []);
  return first ? optionTotals(first, foods, keys) : sum([], keys);
}

/** What the meals of a day hold together. */
export function dayTotals(day, foods, keys = KEYS) {
  return sum((day.meals ?? []).map((meal) => mealTotals(meal, foods, keys)), keys);
}

/** The mean over the days that have something to eat, `{days, totals}`: an unwritten day is no day of fasting. */
export function averageDay(menu, foods, keys = KEYS) {
  const filled = (menu.days ?? []).filter(isFilled);
  const totals = filled.map((day) => dayTotals(day, foods, keys));
  return averageOf(totals, keys);
}

/** `{days, totals}` over day totals that are already known, so that an editor adds up only the day that changed. */
export function averageOf(dayTotalsOfFilledDays, keys = KEYS) {
  const days = dayTotalsOfFilledDays.length;
  const totals = sum(dayTotalsOfFilledDays, keys);
  for (const key of keys) totals[key].value /= Math.max(days, 1);
  return { days, totals };
}

/** How much more (or, negative, less) an alternative holds than the option that counts. */
export function difference(option, first) {
  return collect(Object.keys(option), (key) => ({
    value: option[key].value - first[key].value,
    complete: option[key].complete && first[key].complete,
  }));
}

/**
 * How an amount stands to a range (null: no bound), both ends of it within; judged by the figure that people read:
 * "below", "within", "above", "unknown" (an incomplete total may still get there) or "none" (no range).
 */
export function verdict({ value, complete }, low, high, decimals) {
  if (low === null && high === null) return "none";
  const shown = rounded(value, decimals);
  if (high !== null && shown > high) return "above";
  if (!complete) return high === null && shown >= low ? "within" : "unknown";
  return low !== null && shown < low ? "below" : "within";
}

/** Half up. */
export function rounded(value, decimals) {
  const scale = 10 ** decimals;
  return Math.floor(value * scale + 0.5) / scale;
}

/** Whether a line says nothing yet: no food, no name, no figures. */
export function isBlank(item) {
  const named = typeof item.name === "string" && item.name.trim() !== "";
  return !item.food_id && !named && Object.keys(item.nutrients ?? {}).length === 0;
}

/** Whether anything of a day counts in its totals. */
export function isFilled(day) {
  const firstOptions = (day.meals ?? []).map((meal) => ordered(meal.options ?? [])[0]);
  return firstOptions.some((option) => (option?.items ?? []).some((item) => !isBlank(item)));
}

/** A number somebody could eat; what is half typed, negative or endless is as good as unknown. */
function known(value) {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}

function portion(per100g, grams) {
  return per100g === null || grams === null ? null : (per100g * grams) / 100;
}

function amount(value) {
  return { value: value ?? 0, complete: value !== null };
}

function collect(keys, make) {
  return Object.fromEntries(keys.map((key) => [key, make(key)]));
}

function sum(parts, keys) {
  return collect(keys, (key) => ({
    value: parts.reduce((total, part) => total + part[key].value, 0),
    complete: parts.every((part) => part[key].complete),
  }));
}
