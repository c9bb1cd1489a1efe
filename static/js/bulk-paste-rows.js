/** The preview of a pasted table: what becomes of each line, in words. */

import { row as tableRow } from "./bulk-fields.js";
import { fold } from "./bulk-text.js";
import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { gramsText, kcalText, quantityText } from "./menu-figures.js";
import { itemTotals } from "./menu-totals.js";

/** A line that cannot be placed, with the place in it that is wrong. */
export function refusedRow({ line, food, cells }, { column, text }) {
  const words = gettext("Cannot be placed: line %(line)s, column %(column)s: %(text)s");
  const problem = element("span", { class: "bulk-problem" }, interpolate(words, { line, column, text }));
  return tableRow([String(line), "", food || cells.join(" · "), "", problem], { class: "bulk-left" });
}

/**
 * A line that becomes `item` in `place`; `candidates` are the foods called as it is, `foods` figures by id.
 * @param {Row} row
 * @param {object} item
 * @param {{place: string, candidates: object[], foods: Record<string, object>}} known
 */
export function placedRow(row, item, { place, candidates, foods }) {
  const counted = [quantityText(item.quantity), item.measure].filter(Boolean).join(" ");
  const amount = [counted, item.measure === "g" ? "" : gramsText(item.grams)].filter(Boolean).join(" · ");
  return tableRow([String(row.line), place, row.food, amount, fate(row, item, candidates, foods)]);
}

function fate(row, item, candidates, foods) {
  const energy = kcalText(itemTotals(item, foods, ["kcal"]).kcal);
  const remark = item.food_id ? remarkOn(row, item) : "";
  const remarks = remark ? [element("span", { class: "bulk-remark" }, remark)] : [];
  if (candidates.length > 1) return [chooser(row.food, candidates, item.food_id), ...remarks];
  const words = item.food_id ? gettext("linked to %(name)s, %(energy)s") : gettext("free text");
  return [element("span", {}, interpolate(words, { name: item.name, energy })), ...remarks];
}

/** Several foods are called so: nobody guesses which one is meant. */
function chooser(name, candidates, chosen) {
  const label = gettext("%(count)s foods are called “%(name)s”");
  const control = element("select", {
    "data-name": name,
    "aria-label": interpolate(label, { count: candidates.length, name }),
  });
  const choices = candidates.map((food) => {
    const words = [food.name, food.state, food.source].filter(Boolean).join(", ");
    return new Option(words, food.id, false, food.id === chosen);
  });
  control.append(new Option(gettext("several are called so: free text"), "", false, !chosen), ...choices);
  return control;
}

/** What is different from what was written, or not known. */
function remarkOn(row, { measure, grams, quantity }) {
  if (quantity === null) return gettext("No amount is given, so its figures are not known.");
  if (grams === null) return gettext("Its weight is not known: the food has no such measure.");
  const isSame = measure === "g" || fold(measure).startsWith(fold(row.measure || "-").replace(/s$/, ""));
  return isSame ? "" : interpolate(gettext("Counted as “%(measure)s”"), { measure });
}
