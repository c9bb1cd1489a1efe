/** What the columns of a pasted table hold: by their headings, else by what the first rows say. */

import { foldedName } from "./bulk-text.js";
import { gettext } from "./i18n.js";

/** Headings by column, in the reader's language and in English, which many spreadsheets are in anyway. */
const HEADINGS = {
  day: ["day", "days", gettext("day")],
  meal: ["meal", "slot", "meal time", gettext("meal")],
  food: ["food", "foods", "food item", "item", "dish", "food name", gettext("food")],
  grams: ["grams", "gram", "g", "gm", "weight", "weight g", "quantity g", "amount g", "qty g", gettext("grams")],
  quantity: ["quantity", "qty", "amount", gettext("quantity")],
  measure: ["measure", "unit", "units", "household measure", gettext("measure")],
  note: ["note", "notes", "remark", "remarks", gettext("note")],
};
const WITH_DAYS = ["day", "meal", "food", "quantity", "measure", "note"];
const TELLING = 20; // rows: the first one may be wrong
const PLAIN = ["food", "quantity", "measure", "note"];

/**
 * What the columns of `rows` hold: `columns` names each one, "" for a heading nobody understands; `hasHeading` says
 * whether the first row is one. `error` is `{line, column, why}`: a heading "twice", or no "no_food" among them.
 * @param {{line: number, cells: string[]}[]} rows
 * @param {{isDay: (text: string) => boolean, isMeal: (text: string) => boolean}} plan
 */
export function columnsOf(rows, { isDay, isMeal }) {
  const first = rows[0];
  const named = first.cells.map(columnCalled);
  const isHeading = named.some(Boolean) && named.filter(Boolean).length * 2 >= first.cells.filter(Boolean).length;
  if (isHeading && !isDay(first.cells[0])) return headed(first, named);
  const begins = rows.slice(0, TELLING);
  const hasDays = begins.some(({ cells: [one, two = "", three] }) => three && isDay(one) && isMeal(two));
  const hasMeals = begins.some(({ cells: [one, two] }) => two && isMeal(one));
  const columns = hasDays ? WITH_DAYS : hasMeals ? WITH_DAYS.slice(1) : PLAIN;
  return { columns, hasHeading: false, error: null };
}

/** A heading for such columns that is understood when it is read again. */
export function headingFor(columns) {
  return columns.map((name) => (name ? HEADINGS[name][0] : ""));
}

function headed({ line }, named) {
  const twice = named.findIndex((name, index) => name && named.indexOf(name) !== index);
  const error = (column, why) => ({ columns: named, hasHeading: true, error: { line, column, why } });
  if (twice >= 0) return error(twice + 1, "twice");
  if (!named.includes("food")) return error(1, "no_food");
  return { columns: named, hasHeading: true, error: null };
}

function columnCalled(cell) {
  const name = foldedName(cell);
  const found = Object.entries(HEADINGS).find(([, names]) => names.some((other) => foldedName(other) === name));
  return name && found ? found[0] : "";
}
