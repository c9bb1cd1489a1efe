/** Household measures, quantities and the edible grams that follow from them. */

const FRACTIONS = { "¼": 1 / 4, "½": 1 / 2, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8 };
const NUMBER = /^-?(\d+(?:[.,]\d*)?|[.,]\d+)$/;
const FRACTION = /^(?:(\d+)\s+)?(\d+)\s*\/\s*(\d+)$/;
const GRAMS = "g";
// What a line of free text may be counted in; a food of the table has its own measures.
const USUAL = ["piece", "katori", "bowl", "glass", "cup", "plate", "slice", "tbsp", "tsp", "ml"];

/**
 * What somebody typed as a quantity: a number for "2", "0,5", "1/2", "2 1/2", "1½"; null for nothing; and the text
 * itself for what is no amount (yet), so that it is kept as typed.
 */
export function parseQuantity(text) {
  const typed = text.trim();
  if (!typed) return null;
  const value = number(typed);
  return value === null || !Number.isFinite(value) ? text : tidy(value);
}

/** Whether a quantity of a document is one to calculate with, or nothing at all. */
export function isAmount(quantity) {
  return quantity === null || quantity === undefined || (Number.isFinite(quantity) && quantity >= 0);
}

/** The measures to choose from for an item: the food's own or the usual ones, grams always, and what it has now. */
export function measureLabels(item, food) {
  const own = food ? food.measures.map((measure) => measure.label) : item.food_id ? [] : ["", ...USUAL];
  return [...new Set([...own, GRAMS, item.measure ?? ""])];
}

/** Edible grams of `item`, null when nobody can know; `before`: as it was, for a measure no longer listed. */
export function gramsOf(item, food, before = item) {
  if (!(Number.isFinite(item.quantity) && item.quantity >= 0)) return null;
  if (item.measure === GRAMS) return item.quantity;
  if (!item.food_id) return null;
  const measure = food?.measures.find(({ label }) => label === item.measure);
  const each = measure ? measure.grams : gramsOfEach(before, item.measure);
  return each === null ? null : tidy(item.quantity * each);
}

/** The fields of `item` once `food` is picked for it: what fits stays, the rest gets the usual serving. */
export function withFood(item, food) {
  const fits = food.measures.some(({ label }) => label === item.measure);
  const measure = fits ? item.measure : (food.measures[0]?.label ?? GRAMS);
  const quantity = fits && Number.isFinite(item.quantity) ? item.quantity : measure === GRAMS ? 100 : 1;
  const picked = { ...item, food_id: food.id, name: food.name, measure, quantity, nutrients: null };
  return { ...picked, grams: gramsOf(picked, food) };
}

/** The fields of `item` once its name is typed by hand: free text, whose figures nobody knows until they are typed. */
export function asFreeText(item, name) {
  if (!item.food_id) return { ...item, name };
  const free = { ...item, name, food_id: null };
  return { ...free, grams: gramsOf(free, null) };
}

/** `item` with the quantity that somebody typed. */
export function withQuantity(item, text, food) {
  const changed = { ...item, quantity: parseQuantity(text) };
  return { ...changed, grams: gramsOf(changed, food, item) };
}

/** `item` counted in another measure; the figures that were typed for free text stay. */
export function withMeasure(item, measure, food) {
  const changed = { ...item, measure };
  return { ...changed, grams: gramsOf(changed, food, item) };
}

function gramsOfEach(before, measure) {
  const known = before.measure === measure && before.quantity > 0 && Number.isFinite(before.grams);
  return known ? before.grams / before.quantity : null;
}

function number(typed) {
  const glyph = FRACTIONS[typed.at(-1)];
  if (glyph) return typed.length === 1 ? glyph : plus(number(typed.slice(0, -1).trim()), glyph);
  const fraction = FRACTION.exec(typed);
  if (fraction) return Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]);
  return NUMBER.test(typed) ? Number(typed.replace(",", ".")) : null;
}

function plus(whole, part) {
  return Number.isInteger(whole) ? whole + part : null;
}

/** A third is not 0.3333333333333333 to anybody. */
function tidy(value) {
  return Math.round(value * 1000) / 1000;
}
