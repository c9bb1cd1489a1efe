/** Figures as people read them. apps/menus/figures.py does the same; tests/cases/figures.json holds both to it. */

import { gettext, interpolate } from "./i18n.js";
import { rounded } from "./menu-totals.js";

const UNKNOWN = "?";
const SMALL = 10; // grams below which a tenth matters: a pinch of salt is not "0 g"
const language = globalThis.document?.documentElement.lang || "en";
const formats = [0, 1, 2].map(
  (digits) => new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

/** "1,420"; "≥ 1,420" when a part is unknown; "?" when nothing is known. */
export function amountText({ value, complete }, decimals = 0) {
  if (complete) return numberText(value, decimals);
  if (value === 0) return UNKNOWN;
  return interpolate(gettext("≥ %(amount)s"), { amount: numberText(value, decimals) });
}

/** How an alternative differs: "+35", "−20", "±0"; "?" when either side is not known in full. */
export function differenceText({ value, complete }, decimals = 0) {
  if (!complete) return UNKNOWN;
  const shown = rounded(value, decimals);
  const sign = shown > 0 ? "+" : shown < 0 ? "−" : "±";
  return sign + numberText(Math.abs(shown), decimals);
}

/** "150 g"; "2.5 g" for little; empty when the weight is unknown. */
export function gramsText(grams) {
  if (typeof grams !== "number" || !Number.isFinite(grams)) return "";
  const decimals = grams > 0 && grams < SMALL && grams % 1 ? 1 : 0;
  return interpolate(gettext("%(amount)s g"), { amount: numberText(grams, decimals) });
}

/** "210 kcal", "≥ 210 kcal" or "? kcal". */
export function kcalText(amount) {
  return interpolate(gettext("%(amount)s kcal"), { amount: amountText(amount) });
}

/** A quantity as it stands in its field: "2", "0.5", or the half-typed text that a draft keeps. */
export function quantityText(quantity) {
  return typeof quantity === "number" || typeof quantity === "string" ? String(quantity) : "";
}

/** Grouped and rounded half up, in the reader's language. */
export function numberText(value, decimals) {
  return formats[decimals].format(rounded(value, decimals));
}
