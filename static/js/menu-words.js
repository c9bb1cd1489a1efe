/** Places and values of a menu in words: what somebody reads who has to choose between two versions of them. */

import { gettext, interpolate } from "./i18n.js";
import { childrenOf, idsInPath, nodeAt, placeOf, siblingsOf } from "./menu-document.js";
import { quantityText } from "./menu-figures.js";
import { dayFullTitle, mealTitle, optionTitle, textOf } from "./menu-labels.js";

const FIELDS = {
  label: gettext("label"),
  note: gettext("note"),
  name: gettext("name"),
  time: gettext("time"),
  food_id: gettext("food"),
  quantity: gettext("quantity"),
  measure: gettext("measure"),
  grams: gettext("grams"),
  nutrients: gettext("nutrients"),
  position: gettext("order"),
};

/** "Day 2 (Tuesday) › Lunch › Dal: quantity"; null for what is not in `menu`. */
export function pathInWords(menu, path, slots) {
  const { ids, rest } = idsInPath(path);
  if (!ids.length || !nodeAt(menu, ids)) return null;
  const titles = ids.map((_, depth) => title(menu, ids.slice(0, depth + 1), slots)).filter(Boolean);
  const field = rest.split("/")[0];
  const place = titles.join(" › ");
  return field ? `${place}: ${FIELDS[field] ?? field}` : place;
}

/** The value at `path`: an amount, a note, or a whole day, meal, option or item as the foods in it. */
export function valueInWords(path, value, slots) {
  const { ids, rest } = idsInPath(path);
  if (rest || typeof value !== "object" || value === null) return plain(value);
  const [day, meal, option, item] = [1, 2, 3, 4].map((depth) => (ids.length === depth ? value : null));
  if (day) return childrenOf(day, 1).map((child) => mealInWords(child, slots)).join("; ");
  if (meal) return mealInWords(meal, slots);
  return option ? optionInWords(option) : itemInWords(item);
}

function title(menu, ids, slots) {
  const node = nodeAt(menu, ids);
  if (ids.length === 1) return dayFullTitle(node, placeOf(menu, ids));
  if (ids.length === 2) return mealTitle(node, slots);
  if (ids.length === 4) return textOf(node.name) || gettext("a line without a name");
  return siblingsOf(menu, ids).length > 1 ? optionTitle(placeOf(menu, ids)) : "";
}

function mealInWords(meal, slots) {
  const options = childrenOf(meal, 2).map(optionInWords).filter(Boolean);
  const foods = options.join(gettext(" or ")) || gettext("nothing yet");
  return interpolate(gettext("%(meal)s: %(foods)s"), { meal: mealTitle(meal, slots), foods });
}

function optionInWords(option) {
  return childrenOf(option, 3).map(itemInWords).join(", ");
}

function itemInWords({ name, quantity, measure }) {
  const amount = quantityText(quantity);
  return [textOf(name), amount, amount ? textOf(measure) : ""].filter(Boolean).join(" ");
}

function plain(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  return Object.entries(value).map(([key, figure]) => `${key} ${figure}`).join(", ");
}
