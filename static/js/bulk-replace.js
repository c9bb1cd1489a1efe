/** Replacing, deleting or rewording lines that were found, and what that does to the nutrients. Pure. */

import { replacedAt } from "./bulk-text.js";
import { withLines } from "./bulk-walk.js";
import { asFreeText, gramsOf } from "./menu-amounts.js";
import { difference, itemTotals } from "./menu-totals.js";

const GRAMS = "g";

/**
 * What happens to a hit: `{kind: "food", food, amount}` with the amount rule "grams", "measure" or "energy";
 * `{kind: "delete"}`; `{kind: "text", text}`.
 * @typedef {{kind: "food" | "delete" | "text", food?: object, amount?: string, text?: string}} Change
 */

/**
 * What becomes of each hit: `{hit, item, why, note}`. `item` is the line as it would be, null when it goes, undefined
 * when it cannot be done; then `why` names the reason: "no_weight", "no_energy", "too_much", "no_text", "too_long".
 * `note` says what is different from what was asked: "by_weight" where the new food has not that measure, "free_text"
 * where a food of the table becomes free text.
 */
export function planReplacing(hits, query, change, foods) {
  return hits.map((hit) => ({ hit, ...outcome(hit, query, change, foods) }));
}

/** `menu` with the outcomes in it whose keys are in `chosen`. */
export function applyReplacing(menu, outcomes, chosen) {
  const done = outcomes.filter(({ hit, item }) => item !== undefined && chosen.has(hit.key));
  return withLines(menu, new Map(done.map(({ hit, item }) => [hit.key, item])));
}

/** What each day that differs holds more or less: `[{index, before, after, delta}]`, by `sums` (MenuSums). */
export function dayDifferences(before, after, sums) {
  const earlier = new Map((before.days ?? []).map((day) => [day.id, day]));
  return (after.days ?? [])
    .filter((day) => earlier.get(day.id) !== day)
    .map((day) => {
      const [was, is] = [sums.day(earlier.get(day.id)), sums.day(day)];
      return { dayId: day.id, before: was, after: is, delta: difference(is, was) };
    });
}

function outcome({ item, places }, query, change, foods) {
  if (change.kind === "delete") return query.kind === "note" ? { item: { ...item, note: "" } } : { item: null };
  if (change.kind === "text") return reworded(item, places, query, change.text.trim());
  return withOtherFood(item, change.food, change.amount, foods);
}

function reworded(item, places, query, text) {
  const field = query.kind === "note" ? "note" : "name";
  const changed = query.kind === "food" ? text : replacedAt(item[field], places, text).trim();
  if (field === "name" && !changed) return { why: "no_text" };
  if (changed.length > (field === "name" ? 200 : 1000)) return { why: "too_long" };
  if (field === "note") return { item: { ...item, note: changed } };
  return { item: asFreeText(item, changed), note: item.food_id ? "free_text" : "" };
}

function withOtherFood(item, food, amount, foods) {
  const picked = { ...item, food_id: food.id, name: food.name, nutrients: null };
  const hasMeasure = item.measure === GRAMS || food.measures.some(({ label }) => label === item.measure);
  if (amount === "measure" && hasMeasure && Number.isFinite(item.quantity)) {
    return checked({ ...picked, grams: gramsOf(picked, food) }, "");
  }
  if (amount === "energy") return sameEnergy(item, picked, food, foods);
  if (!isKnown(item.grams)) return { why: "no_weight" };
  return checked(weighing(picked, item.grams), amount === "measure" ? "by_weight" : "");
}

function sameEnergy(item, picked, food, foods) {
  const { value, complete } = itemTotals(item, foods).kcal;
  if (!complete || !(food.kcal > 0)) return { why: "no_energy" };
  return checked(weighing(picked, (100 * value) / food.kcal), "");
}

/** In whole grams: nobody weighs a tenth. */
function weighing(item, grams) {
  const whole = Math.round(grams);
  return { ...item, quantity: whole, measure: GRAMS, grams: whole };
}

function checked(item, note) {
  return item.quantity > 10_000 || item.grams > 10_000 ? { why: "too_much" } : { item, note };
}

function isKnown(value) {
  return Number.isFinite(value) && value >= 0;
}
