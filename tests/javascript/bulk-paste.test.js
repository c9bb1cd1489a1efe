/** Pasted tables: columns by heading or shape, amounts as people write them, errors that name line and column. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { itemOf, placeRows } from "../../static/js/bulk-place.js";
import { Plan } from "../../static/js/bulk-plan.js";
import { asText, MOST_LINES, readTable } from "../../static/js/bulk-rows.js";
import { parseTable } from "../../static/js/bulk-table.js";
import { childrenOf, nodeAt } from "../../static/js/menu-document.js";

const slots = [
  { slot: "breakfast", label: "Frühstück", time: "09:00" }, { slot: "lunch", label: "Lunch", time: "13:00" },
  { slot: "custom", label: "Custom meal", time: "" },
];
const placed = (nodes) => nodes.map((node, index) => ({ ...node, position: "123456789"[index] }));
const meal = (id, slot, name = "") => ({ id, slot, name, time: "13:00", note: "", options: placed([{ id: `${id}o`, items: [] }]) });
const menu = {
  schema: 1,
  days: placed([
    { id: "d1", label: "Monday", note: "", meals: placed([meal("l1", "lunch"), meal("g1", "custom", "Gym")]) },
    { id: "d2", label: "", note: "", meals: placed([meal("l2", "lunch")]) },
  ]),
};
const plan = new Plan(menu, slots);
const limits = { meals: 12, items: 30 };
const target = ["d1", "l1", "l1o"];
const read = (text) => readTable(text, plan);
const brief = ({ day, meal: where, food, quantity, measure, note }) => [day, where, food, quantity, measure, note];
const problem = ({ rows }) => rows.map((row) => row.problem && `${row.line}.${row.problem.column} ${row.problem.text}`).filter(Boolean);

test("cells: tabs, quotation marks with line ends and marks in them, what only looks like them", () => {
  const table = (text) => parseTable(text).rows.map(({ line, cells }) => [line, ...cells]);
  assert.deepEqual(table('a\tb\r\n\r\n"two\nlines"\t"say ""hi"""\nlast'), [[1, "a", "b"], [3, "two lines", 'say "hi"'], [5, "last"]]);
  assert.deepEqual(table('"Maggi" noodles\t1'), [[1, '"Maggi" noodles', "1"]]);
  assert.deepEqual(table('6" roti\t2'), [[1, '6" roti', "2"]]);
  assert.deepEqual(table("a;b\nc;1,5"), [[1, "a", "b"], [2, "c", "1,5"]]);
  assert.deepEqual(parseTable('a\tb\nc\t"never').unclosed, { line: 2, column: 2 });
  assert.deepEqual(table("\n \t \n"), []);
});

test("columns without a heading", () => {
  assert.deepEqual(read("Dal\t1\tkatori\tthin").rows.map(brief), [["", "", "Dal", 1, "katori", "thin"]]);
  assert.deepEqual(read("Dal").rows.map(brief), [["", "", "Dal", null, "", ""]]);
  assert.deepEqual(read("Monday\tLunch\tDal\t1\tkatori").rows.map(brief), [["Monday", "Lunch", "Dal", 1, "katori", ""]]);
  assert.deepEqual(read("2\tfruhstuck\tDal\t1").rows.map(brief), [["2", "fruhstuck", "Dal", 1, "", ""]]);
  assert.deepEqual(read("Gym\tShake\t1\tglass").rows.map(brief), [["", "Gym", "Shake", 1, "glass", ""]]);
});

test("columns by their headings, in any order; what is not understood is named and left out", () => {
  const { rows, ignored } = read("Qty\tItem\tCalories\tUnit\n2\tRoti\t240\tpiece");
  assert.deepEqual(rows.map(brief), [["", "", "Roti", 2, "piece", ""]]);
  assert.deepEqual(ignored, [{ column: 3, name: "Calories" }]);
  assert.deepEqual(read("Food\tQuantity (g)\nDal\t150").rows.map(brief), [["", "", "Dal", 150, "g", ""]]);
  assert.match(read("Food\tItem\nDal\tx").error, /^Line 1, column 2: there are two columns/);
  assert.match(read("Meal\tQuantity\nLunch\t1").error, /no column has the heading “Food”/);
});

test("merged cells go on below, and a new day begins anew", () => {
  const { rows } = read("Day\tMeal\tFood\n1\tLunch\tDal\n\t\tRice\n\tGym\tShake\n2\t\tPoha");
  assert.deepEqual(rows.map(({ day, meal: where }) => [day, where]), [["1", "Lunch"], ["1", "Lunch"], ["1", "Gym"], ["2", ""]]);
});

test("some rows as text mean the same without those above them", () => {
  const { rows, columns } = read('Monday\tLunch\tDal\t1\n\t\t"""Red"" rice"\t2 katori\tx\ty\tz');
  const again = read(asText(columns, rows.slice(1)));
  assert.deepEqual(again.rows.map(brief), [["Monday", "Lunch", '"Red" rice', "2 katori", "x", "y"]]);
  assert.match(again.rows[0].problem.text, /7 columns here; 6/);
  assert.deepEqual(read(asText(["food"], read("Dal").rows)).rows.map(brief), [["", "", "Dal", null, "", ""]]);
});

test("a first row with a wrong day does not hide that there are days", () => {
  assert.deepEqual(read("Funday\tLunch\tDal\n1\tLunch\tRice").rows.map(({ day, food }) => [day, food]), [["Funday", "Dal"], ["1", "Rice"]]);
});

test("amounts as people write them", () => {
  const amount = (text) => brief(read(`Dal\t${text}`).rows[0]).slice(3, 5);
  assert.deepEqual(["1/2", "½", "2 1/2", "2½", "0,5", "1.5"].map((text) => amount(text)[0]), [0.5, 0.5, 2.5, 2.5, 0.5, 1.5]);
  assert.deepEqual(["150 g", "2 katori", "1/2 cup", "½ cup", "2 1/2 tsp"].map(amount), [[150, "g"], [2, "katori"], [0.5, "cup"], [0.5, "cup"], [2.5, "tsp"]]);
});

test("what is wrong is said with line and column", () => {
  assert.deepEqual(problem(read("Dal\t1\nRice\ta lot")), ["2.2 “a lot” is not an amount"]);
  assert.match(problem(read("Dal\t1,500"))[0], /^1\.2 “1,500” can mean two numbers/);
  assert.match(problem(read("Dal\t02-Jan"))[0], /^1\.2 “02-Jan” is a date/);
  assert.match(problem(read("Dal\t-1"))[0], /^1\.2 an amount is between 0/);
  assert.match(problem(read("Dal\t20000"))[0], /^1\.2 an amount is between 0/);
  assert.match(problem(read("\t1\tpiece"))[0], /^1\.1 no food/);
  assert.match(problem(read("a\t1\tg\tnote\t5th"))[0], /^1\.5 there are 5 columns here; 4/);
  assert.match(problem(read("x".repeat(201)))[0], /^1\.1 this is longer than 200/);
  assert.match(problem(read(`Food\tNote\n"two\nlines"\tok\nDal\t${"x".repeat(1001)}`))[0], /^4\.2 this is longer than 1000/);
  assert.match(read("Dal\n".repeat(MOST_LINES + 1)).error, /2001 lines; at most 2000/);
  assert.match(read("x".repeat(400_001)).error, /400001 letters/);
  assert.equal(read("").error, "");
});

const dal = { id: "dal", name: "Dal, cooked", measures: [{ label: "katori", grams: 150 }, { label: "piece", grams: 10 }, { label: "g", grams: 1 }] };
const shown = ({ name, food_id: id, quantity, measure, grams }) => [name, id, quantity, measure, grams];

test("a linked line has the food's name, measure and weight; an unknown measure has no weight", () => {
  const row = (quantity, measure) => ({ food: "dal", quantity, measure, note: "" });
  assert.deepEqual(shown(itemOf(row(2, "Katoris"), dal)), ["Dal, cooked", "dal", 2, "katori", 300]);
  assert.deepEqual(shown(itemOf(row(2, "nos."), dal)), ["Dal, cooked", "dal", 2, "piece", 20]);
  assert.deepEqual(shown(itemOf(row(0.2, "kg"), dal)), ["Dal, cooked", "dal", 200, "g", 200]);
  assert.deepEqual(shown(itemOf(row(1, "ladle"), dal)), ["Dal, cooked", "dal", 1, "ladle", null]);
  assert.deepEqual(shown(itemOf(row(150, ""), dal)), ["Dal, cooked", "dal", 150, "", null]);
  const roti = { id: "roti", name: "Roti", measures: ["roti, small", "roti, medium", "katori", "g"].map((label, index) => ({ label, grams: 30 + index })) };
  assert.deepEqual(shown(itemOf(row(2, "pieces"), roti)), ["Roti", "roti", 2, "roti, medium", 62]);
  assert.deepEqual(shown(itemOf(row(3, ""), roti)), ["Roti", "roti", 3, "roti, medium", 93]);
  assert.deepEqual(shown(itemOf(row(150, ""), roti)), ["Roti", "roti", 150, "", null]);
  assert.deepEqual(shown(itemOf(row(2, "katori"), undefined)), ["dal", null, 2, "katori", null]);
});

function place(text, how = {}) {
  const rows = read(text).rows.map((row) => ({ row, item: itemOf(row, undefined) }));
  return placeRows(menu, rows, { plan, target, replace: false, limits, ...how });
}
const names = (document, ids) => childrenOf(nodeAt(document, ids), 3).map(({ name }) => name);

test("rows go where they say, else to the meal where they were pasted", () => {
  const { menu: after, problems } = place("Dal\nRice");
  assert.deepEqual(names(after, target), ["Dal", "Rice"]);
  assert.equal(problems.size, 0);
  const { menu: spread } = place("1\tGym\tShake\n2\tLunch\tDal\nDay 2\tFrühstück\tPoha");
  assert.deepEqual(names(spread, ["d1", "g1", "g1o"]), ["Shake"]);
  assert.deepEqual(names(spread, ["d2", "l2", "l2o"]), ["Dal"]);
  const [breakfast, lunch] = childrenOf(nodeAt(spread, ["d2"]), 1);
  assert.deepEqual([breakfast.slot, breakfast.time, lunch.slot], ["breakfast", "09:00", "lunch"]);
  assert.deepEqual(names(spread, ["d2", breakfast.id, breakfast.options[0].id]), ["Poha"]);
});

test("places that are not there and meals that are full are said by line and column", () => {
  const where = ({ problems }) => [...problems].map(([line, { column, text }]) => `${line}.${column} ${text}`);
  assert.deepEqual(where(place("1\tLunch\tDal\nFunday\tLunch\tDal\n2\tGym\tShake")), ["2.1 no day is called “Funday”", "3.2 this day has no meal “Gym”"]);
  const full = place("a\nb\nc", { limits: { meals: 12, items: 2 } });
  assert.deepEqual(where(full), ["3.1 a meal holds at most 2 foods"]);
  assert.equal(full.places.size, 2);
  assert.deepEqual(where(place("2\tbreakfast\tPoha", { limits: { meals: 1, items: 9 } })), ["1.2 a day holds at most 1 meals"]);
});

test("with replace, what stood in the meals that are written goes, and nothing else", () => {
  const { menu: once } = place("Dal\nRice");
  const rows = read("Roti\nSabzi").rows.map((row) => ({ row, item: itemOf(row, undefined) }));
  const { menu: after } = placeRows(once, rows, { plan: new Plan(once, slots), target, replace: true, limits });
  assert.deepEqual(names(after, target), ["Roti", "Sabzi"]);
  assert.equal(nodeAt(after, ["d2"]), nodeAt(menu, ["d2"]));
});
