/** The list of a food combobox in words: each food with what one of its first measure holds, and what is said below. */

import { gettext, interpolate, ngettext } from "./i18n.js";
import { gramsText, kcalText } from "./menu-figures.js";

/**
 * Fills a copy of the page's template for it.
 * @param {HTMLElement} option
 * @param {Food} food
 */
export function fillFoodOption(option, food) {
  const [star, name, local, state, serving] = option.children;
  star.textContent = food.favourite ? "★" : "☆";
  star.title = food.favourite ? gettext("A favourite of yours") : gettext("Make it a favourite");
  name.textContent = food.name;
  local.textContent = food.local ?? "";
  state.textContent = [food.state, food.corrected ? gettext("corrected") : ""].filter(Boolean).join(", ");
  serving.textContent = servingText(food);
  return option;
}

/** How many there are. */
export function foundText(count) {
  return interpolate(ngettext("%(count)s food found", "%(count)s foods found", count), { count });
}

/** Which keys do what. */
export function usageText() {
  return gettext("Enter picks, Alt+Enter stars, Esc keeps what you typed");
}

/** There is none. */
export function nothingFoundText() {
  return gettext("Not in the food table; it stays as you typed it");
}

/** "katori, 150 g: 174 kcal"; per 100 g for a food without household measures. */
function servingText(food) {
  const measure = food.measures.find(({ label }) => label !== "g");
  const grams = measure?.grams ?? 100;
  const known = typeof food.kcal === "number";
  const energy = kcalText({ value: known ? (food.kcal * grams) / 100 : 0, complete: known });
  if (!measure) return interpolate(gettext("%(weight)s: %(energy)s"), { weight: gramsText(grams), energy });
  const words = { measure: measure.label, weight: gramsText(grams), energy };
  return interpolate(gettext("%(measure)s, %(weight)s: %(energy)s"), words);
}
