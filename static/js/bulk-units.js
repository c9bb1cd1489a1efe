/** In what steps an amount may change, so that nobody is told to eat 1.37 rotis. Pure. */

import { foldedName } from "./bulk-text.js";
import { gramsOf } from "./menu-amounts.js";

export const STEPS = [0.25, 0.5, 1, 5, 10, 25];
const WEIGHED = new Set(["g", "ml"]);
const HALVED = new Set(["katori", "cup", "glass", "bowl", "plate", "tbsp", "tsp", "oz", "fl oz", "serving"]);
const LARGEST = 10_000;

/** The usual step of a measure: 5 g or ml, half vessels and spoons, and whole pieces of everything else. */
export function usualStep(measure) {
  const name = foldedName(measure ?? "");
  if (WEIGHED.has(name)) return 5;
  return HALVED.has(name) ? 0.5 : 1;
}

/** What lines share one rule: the food and the measure it is counted in. */
export function ruleKey({ food_id: id, name, measure }) {
  return `${id ?? foldedName(String(name ?? ""))}|${measure ?? ""}`;
}

/**
 * The amounts that `quantity` may become, in rising order, and the one it has: whole multiples of `step` between
 * `min` and `max` times the present amount, only larger ones (`direction` 1) or only smaller ones (-1).
 */
export function amountsFrom(quantity, { step, min, max }, direction) {
  const [from, to] = direction > 0 ? [1, max] : [min, 1];
  const first = Math.ceil((quantity * from) / step - 1e-9);
  const last = Math.floor(Math.min(quantity * to, LARGEST) / step + 1e-9);
  const amounts = new Set([quantity]);
  for (let times = Math.max(first, 1); times <= last; times += 1) amounts.add(Math.round(times * step * 1000) / 1000);
  return [...amounts].sort((a, b) => a - b);
}

/** `item` with another quantity, its grams and the figures typed for it in proportion. */
export function withAmount(item, quantity, food) {
  const changed = { ...item, quantity };
  const grams = gramsOf(changed, food, item);
  if (item.food_id || !item.nutrients) return { ...changed, grams };
  const factor = quantity / item.quantity;
  const scaled = Object.entries(item.nutrients).map(([key, value]) => [
    key,
    Number.isFinite(value) ? Math.round(value * factor * 1000) / 1000 : value,
  ]);
  return { ...changed, grams, nutrients: Object.fromEntries(scaled) };
}
