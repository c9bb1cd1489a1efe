/** The preview of find and replace: each hit now and then, and what the days hold then. */

import { row } from "./bulk-fields.js";
import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { nodeAt, placeOf } from "./menu-document.js";
import { amountText, differenceText, kcalText, quantityText } from "./menu-figures.js";
import { dayFullTitle, mealTitle, optionTitle, placeTitle, textOf } from "./menu-labels.js";

const WHY = {
  no_weight: gettext("stays: nobody knows its weight"),
  no_energy: gettext("stays: the energy of one of the two is not known"),
  too_much: gettext("stays: it would take more than 10,000"),
  no_text: gettext("stays: no text would be left"),
  too_long: gettext("stays: the text would be too long"),
  by_weight: gettext("by weight: the new food has not this measure"),
  free_text: gettext("becomes free text, without figures"),
};

/**
 * One hit with a box to tick; `known` has the labels of the slots, the sums (MenuSums), and whether notes were searched.
 * @param {{hit: object, item?: object | null, why?: string, note?: string}} outcome as bulk-replace.js plans it
 * @param {boolean} isTicked
 * @param {{slots: Map<string, string>, sums: MenuSums, isNote: boolean}} known
 */
export function hitRow({ hit, item, why, note }, isTicked, { slots, sums, isNote }) {
  const { key, day, dayIndex, meal, option } = hit;
  const isPossible = item !== undefined;
  const choice = option ? optionTitle(option) : "";
  const place = placeTitle(mealTitle(meal, slots), dayFullTitle(day, dayIndex), choice);
  const label = interpolate(gettext("Change %(food)s, %(place)s"), { food: textOf(hit.item.name), place });
  const state = { checked: isPossible && isTicked, disabled: !isPossible };
  const box = element("input", { type: "checkbox", value: key, "aria-label": label, ...state });
  const then = item ? inWords(item, sums, isNote) : item === null ? [gettext("deleted")] : [];
  const remark = WHY[why] ?? WHY[note];
  const remarks = remark ? [element("span", { class: "bulk-remark" }, remark)] : [];
  const cells = [
    element("label", { class: "bulk-tick" }, box),
    place,
    inWords(hit.item, sums, isNote),
    [...then, ...remarks],
  ];
  return row(cells, { class: isPossible ? "" : "bulk-left" });
}

/** One day whose totals change: each of `nutrients` after, and by how much that is more or less. */
export function dayRow({ dayId, after, delta }, menu, nutrients) {
  const title = dayFullTitle(nodeAt(menu, [dayId]), placeOf(menu, [dayId]));
  const cells = nutrients.map(({ key, decimals }) => [
    amountText(after[key], decimals),
    element("span", { class: "bulk-delta" }, ` (${differenceText(delta[key], decimals)})`),
  ]);
  return row([title, ...cells]);
}

/** "Dal, cooked · 1 katori" over "174 kcal · 10.3 g protein". */
function inWords(item, sums, isNote) {
  const { kcal, protein_g: protein } = sums.item(item);
  const amount = [quantityText(item.quantity), textOf(item.measure)].filter(Boolean).join(" ");
  const name = [textOf(item.name), amount, isNote ? textOf(item.note) : ""].filter(Boolean).join(" · ");
  const words = { energy: kcalText(kcal), protein: amountText(protein, 1) };
  const figures = interpolate(gettext("%(energy)s · %(protein)s g protein"), words);
  return [element("span", {}, name), element("span", { class: "bulk-figures" }, figures)];
}
