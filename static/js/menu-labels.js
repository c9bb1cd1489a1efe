/** What days, meals and controls are called, in the words of apps/menus/display.py. */

import { gettext, interpolate } from "./i18n.js";

/** "Monday" where somebody named the day, "Day 1" otherwise; `index` counts from 0. */
export function dayTitle(day, index) {
  return textOf(day.label).trim() || dayNumber(index);
}

export function dayNumber(index) {
  return interpolate(gettext("Day %(number)s"), { number: index + 1 });
}

/** "Day 1 (Monday)": both, where days are told apart in a list. */
export function dayFullTitle(day, index) {
  const label = textOf(day.label).trim();
  const number = dayNumber(index);
  if (!label || label === number) return number;
  return interpolate(gettext("%(number)s (%(label)s)"), { number, label });
}

/** A meal's own name or that of its slot; `slots` maps slots to their labels. */
export function mealTitle(meal, slots) {
  return textOf(meal.name).trim() || slots.get(meal.slot) || gettext("Meal");
}

export function optionTitle(index) {
  return interpolate(gettext("Option %(number)s"), { number: index + 1 });
}

/** "Breakfast, Day 1"; "Option 2, Breakfast, Day 1" where the meal has a choice. */
export function placeTitle(meal, day, option = "") {
  const place = interpolate(gettext("%(meal)s, %(day)s"), { meal, day });
  return option ? `${option}, ${place}` : place;
}

/** The names of an item's controls, by the class that each has. */
export function itemLabels(name, place) {
  const words = { food: name || gettext("new food"), place };
  return {
    "menu-name": interpolate(gettext("Food, %(place)s"), words),
    "menu-quantity": interpolate(gettext("Quantity of %(food)s, %(place)s"), words),
    "menu-measure": interpolate(gettext("Measure of %(food)s, %(place)s"), words),
    "menu-more": interpolate(gettext("More for %(food)s, %(place)s"), words),
  };
}

export function addFoodLabel(place) {
  return interpolate(gettext("Add food to %(place)s"), { place });
}

export function addMealLabel(day) {
  return interpolate(gettext("Add meal to %(day)s"), { day });
}

export function gapLabel(meal, day) {
  return interpolate(gettext("Add %(meal)s to %(day)s"), { meal, day });
}

/** Text as it is; nothing for anything else that stands where text should. */
export function textOf(value) {
  return typeof value === "string" ? value : "";
}
