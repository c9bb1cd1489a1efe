/** From the text somebody pasted to rows of foods: what each line says, and what is wrong with it and where. Pure. */

import { columnsOf, headingFor } from "./bulk-columns.js";
import { parseTable } from "./bulk-table.js";
import { gettext, interpolate } from "./i18n.js";
import { parseQuantity } from "./menu-amounts.js";

export const MOST_LINES = 2_000; // a plan of 30 days with 8 meals of 4 foods has 960
export const MOST_LETTERS = 400_000;
const LONGEST = { food: 200, measure: 100, note: 1_000 };
const LARGEST = 10_000; // of a quantity, as the server takes it
const FRACTIONS = "¼½¾⅓⅔⅛";
const AMOUNT = `\\d+(?:[.,]\\d+)?(?:\\s*/\\s*\\d+|\\s+\\d+\\s*/\\s*\\d+|\\s*[${FRACTIONS}])?|[${FRACTIONS}]`;
const AMOUNT_AND_MEASURE = new RegExp(`^(${AMOUNT})\\s*(\\p{L}.*)$`, "u");
const TWO_MEANINGS = /^\d{1,3}(,\d{3})+$/;
const DATE = /^\d{1,4}[-.\s/](\d{1,2}|\p{L}{3,})([-.\s/]\d{2,4})?$/u;
const HEADING_ERRORS = {
  twice: gettext("Line %(line)s, column %(column)s: there are two columns with this heading."),
  no_food: gettext("Line %(line)s: no column has the heading “Food”."),
};

/**
 * @typedef {object} Row
 * @property {number} line of the text, from 1
 * @property {string[]} cells as they were pasted
 * @property {string} day @property {string} meal empty: where the table was pasted
 * @property {string} food @property {number | null} quantity @property {string} measure @property {string} note
 * @property {Record<string, number>} at the column of each field, from 1
 * @property {{column: number, text: string} | null} problem why the row cannot be taken
 */

/**
 * `{rows, columns, ignored, error}`: `error` is a sentence when nothing of the text can be read, `ignored` the headings
 * that are not understood, `[{column, name}]`.
 * @param {string} text
 * @param {{isDay: (text: string) => boolean, isMeal: (text: string) => boolean}} plan
 */
export function readTable(text, plan) {
  const failed = (error) => ({ rows: [], columns: [], ignored: [], error });
  if (text.length > MOST_LETTERS) return failed(tooLong(text.length));
  const { rows, unclosed } = parseTable(text);
  if (unclosed) return failed(interpolate(unclosedQuotation(), unclosed));
  if (rows.length > MOST_LINES) return failed(tooMany(rows.length));
  if (!rows.length) return failed("");
  const { columns, hasHeading, error } = columnsOf(rows, plan);
  if (error) return failed(interpolate(HEADING_ERRORS[error.why], error));
  const headings = hasHeading ? rows[0].cells.map((name, index) => ({ column: index + 1, name })) : [];
  const ignored = headings.filter(({ name, column }) => name && !columns[column - 1]);
  const read = rows.slice(hasHeading ? 1 : 0).map((row) => readRow(row, columns));
  return { rows: filledDown(read), columns, ignored, error: "" };
}

/** `rows` as text that reads the same when it is pasted again, without the rows around them. */
export function asText(columns, rows) {
  const lines = rows.map(({ cells, at, day, meal }) => {
    const own = { [at.day]: day, [at.meal]: meal };
    return Array.from(
      { length: Math.max(cells.length, columns.length) },
      (_, index) => own[index + 1] ?? cells[index] ?? "",
    );
  });
  return [headingFor(columns), ...lines].map((cells) => cells.map(quoted).join("\t").trimEnd()).join("\n");
}

function readRow({ line, cells }, columns) {
  const at = Object.fromEntries(columns.map((name, index) => [name, index + 1]).filter(([name]) => name));
  const cell = (name) => cells[at[name] - 1] ?? "";
  const fields = { day: cell("day"), meal: cell("meal"), food: cell("food"), note: cell("note") };
  const amount = cell("grams") ? amountOf(cell("grams"), "g") : amountOf(cell("quantity"), cell("measure"));
  const row = { line, cells, at, ...fields, ...amount };
  return { ...row, problem: extraCell(cells, columns) ?? wrong(row, cell("grams") ? at.grams : at.quantity) };
}

/** "2", "2 1/2", "½", "0,5", and with the measure in the same cell "2 katori". */
function amountOf(text, measure) {
  const parsed = TWO_MEANINGS.test(text) ? text : parseQuantity(text);
  const both = typeof parsed === "string" && !measure ? AMOUNT_AND_MEASURE.exec(text) : null;
  const quantity = both ? parseQuantity(both[1]) : parsed;
  return { quantity, measure: both && typeof quantity === "number" ? both[2].trim() : measure };
}

function extraCell(cells, columns) {
  const extra = cells.findIndex((text, index) => text && index >= columns.length);
  if (extra < 0) return null;
  const words = { count: cells.length, most: columns.length };
  return {
    column: extra + 1,
    text: interpolate(gettext("there are %(count)s columns here; %(most)s are understood"), words),
  };
}

function wrong({ food, measure, note, quantity, at }, column) {
  if (!food) return { column: at.food, text: gettext("no food is named") };
  const long = Object.entries({ food, measure, note }).find(([name, text]) => text.length > LONGEST[name]);
  if (long) {
    const text = interpolate(gettext("this is longer than %(most)s letters"), { most: LONGEST[long[0]] });
    return { column: at[long[0]] ?? column, text };
  }
  if (typeof quantity === "string") return { column, text: interpolate(notAnAmount(quantity), { text: quantity }) };
  if (quantity === null || (quantity >= 0 && quantity <= LARGEST)) return null;
  return { column, text: interpolate(gettext("an amount is between 0 and %(most)s"), { most: LARGEST }) };
}

function notAnAmount(text) {
  if (TWO_MEANINGS.test(text)) return gettext("“%(text)s” can mean two numbers; please write it without the comma");
  if (DATE.test(text))
    return gettext("“%(text)s” is a date; spreadsheets make dates of fractions: please write 0.5 or ½");
  return gettext("“%(text)s” is not an amount");
}

/** Merged cells of a spreadsheet come as one text and empty cells below it. A new day begins with its own meal. */
function filledDown(rows) {
  let [day, meal] = ["", ""];
  return rows.map((row) => {
    if (row.day && row.day !== day) meal = "";
    [day, meal] = [row.day || day, row.meal || meal];
    return { ...row, day, meal };
  });
}

function quoted(cell) {
  return cell.startsWith('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function unclosedQuotation() {
  return gettext("Line %(line)s, column %(column)s: a quotation mark is opened here and never closed.");
}

function tooMany(count) {
  const words = gettext(
    "There are %(count)s lines; at most %(most)s can be pasted at once. Please paste them in parts.",
  );
  return interpolate(words, { count, most: MOST_LINES });
}

function tooLong(count) {
  const words = gettext(
    "The text has %(count)s letters; at most %(most)s can be pasted at once. Please paste it in parts.",
  );
  return interpolate(words, { count, most: MOST_LETTERS });
}
