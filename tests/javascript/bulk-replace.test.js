/** Find and replace hits whole words and names, changes what was chosen, and every figure with it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { find, foodsIn } from "../../static/js/bulk-find.js";
import { applyReplacing, dayDifferences, planReplacing } from "../../static/js/bulk-replace.js";
import { placesOf, wordsIn } from "../../static/js/bulk-text.js";
import { slotKey } from "../../static/js/bulk-walk.js";
import { newItem } from "../../static/js/menu-document.js";
import { MenuSums } from "../../static/js/menu-sums.js";

const foods = {
  rice: { id: "rice", name: "Rice, cooked", kcal: 130, protein_g: 2.7, measures: [{ label: "katori", grams: 150 }, { label: "g", grams: 1 }] },
  millet: { id: "millet", name: "Millet, cooked", kcal: 119, protein_g: 3.5, measures: [{ label: "katori", grams: 120 }, { label: "g", grams: 1 }] },
  egg: { id: "egg", name: "Egg", kcal: 143, protein_g: 12.6, measures: [{ label: "piece", grams: 50 }] },
  salt: { id: "salt", name: "Salt", kcal: 0, measures: [] },
};
const free = (id, name, fields = {}) => ({ ...newItem({ name, ...fields }), id });
const rice = (id, quantity = 1) => ({ ...newItem({ name: "Rice, cooked", food_id: "rice", quantity, measure: "katori", grams: 150 * quantity }), id });
const placed = (nodes) => nodes.map((node, index) => ({ ...node, position: "123456789"[index] }));
const meal = (id, slot, ...options) => ({ id, slot, name: "", time: "", note: "", options: placed(options.map((items, at) => ({ id: `${id}${at}`, items: placed(items) }))) });
const menu = {
  schema: 1,
  days: placed([
    { id: "d1", label: "", note: "", meals: placed([meal("l1", "lunch", [rice("a"), free("b", "Rice kheer")], [rice("c", 2)]), meal("n1", "dinner", [free("d", "RICE"), free("e", "licorice", { note: "no rice today" })])]) },
    { id: "d2", label: "", note: "", meals: placed([meal("l2", "lunch", [rice("f"), free("g", "Crème de riz, rice")])]) },
  ]),
};
const everywhere = { days: new Set(["d1", "d2"]), slots: new Set(["lunch", "dinner"]), alternatives: true };
const idsOf = (hits) => hits.map(({ item }) => item.id).join("");
const text = (words, within = false) => ({ kind: "text", text: words, within });
const all = (outcomes) => new Set(outcomes.map(({ hit }) => hit.key));

test("a name is the whole name, whatever its case; within longer ones only when that is chosen", () => {
  assert.equal(idsOf(find(menu, text("rice"), everywhere)), "d");
  assert.equal(idsOf(find(menu, text("rice", true), everywhere)), "abcdfg");
  assert.equal(idsOf(find(menu, text("rice cooked"), everywhere)), "acf");
  assert.equal(idsOf(find(menu, text("CREME de riz rice"), everywhere)), "g");
  assert.equal(idsOf(find(menu, text("creme", true), everywhere)), "g");
  assert.equal(idsOf(find(menu, text("ric", true), everywhere)), "");
  assert.equal(idsOf(find(menu, text(" ., "), everywhere)), "");
});

test("words of Indian scripts keep their vowel signs", () => {
  assert.deepEqual(wordsIn("चावल, दाल").map(({ word }) => word), ["चावल", "दाल"]);
  assert.equal(placesOf(["दल"], "दाल").length, 0);
});

test("the scope: days, meals, alternatives, notes", () => {
  const query = { kind: "food", id: "rice" };
  assert.equal(idsOf(find(menu, query, everywhere)), "acf");
  assert.equal(idsOf(find(menu, query, { ...everywhere, alternatives: false })), "af");
  assert.equal(idsOf(find(menu, query, { ...everywhere, days: new Set(["d2"]) })), "f");
  assert.equal(idsOf(find(menu, query, { ...everywhere, slots: new Set(["dinner"]) })), "");
  assert.equal(idsOf(find(menu, { kind: "note", text: "RICE" }, everywhere)), "e");
  assert.deepEqual(foodsIn(menu), [{ id: "rice", name: "Rice, cooked", count: 3 }]);
  assert.equal(slotKey({ slot: "custom", name: " Gym " }), "custom:gym");
});

test("another food by the same measure, the same grams or the same energy, with its own figures", () => {
  const query = { kind: "food", id: "rice" };
  const [first] = find(menu, query, everywhere);
  const become = (amount, food = foods.millet) => planReplacing([first], query, { kind: "food", food, amount }, foods)[0];
  const shown = ({ item }) => [item.food_id, item.quantity, item.measure, item.grams];
  assert.deepEqual(shown(become("measure")), ["millet", 1, "katori", 120]);
  assert.deepEqual(shown(become("grams")), ["millet", 150, "g", 150]);
  assert.deepEqual(shown(become("energy")), ["millet", 164, "g", 164]); // 195 kcal / 1.19
  assert.deepEqual([shown(become("measure", foods.egg)), become("measure", foods.egg).note], [["egg", 150, "g", 150], "by_weight"]);
  assert.equal(become("energy", foods.salt).why, "no_energy");
});

test("what cannot be done says why and stays", () => {
  const hits = find(menu, text("rice kheer"), everywhere);
  const outcomes = planReplacing(hits, text("rice kheer"), { kind: "food", food: foods.millet, amount: "grams" }, foods);
  assert.deepEqual(outcomes.map(({ why }) => why), ["no_weight"]);
  assert.equal(applyReplacing(menu, outcomes, all(outcomes)), menu);
});

test("only what is ticked changes, the rest of the menu is shared", () => {
  const query = { kind: "food", id: "rice" };
  const outcomes = planReplacing(find(menu, query, everywhere), query, { kind: "food", food: foods.millet, amount: "grams" }, foods);
  const after = applyReplacing(menu, outcomes, new Set(["d2/l2/l20/f"]));
  assert.equal(after.days[0], menu.days[0]);
  assert.equal(idsOf(find(after, query, everywhere)), "ac");
  const sums = new MenuSums(foods);
  const [{ dayId, delta }] = dayDifferences(menu, after, sums);
  assert.equal(dayId, "d2");
  assert.ok(Math.abs(delta.kcal.value - 1.5 * (119 - 130)) < 1e-9);
  assert.ok(Math.abs(delta.protein_g.value - 1.5 * (3.5 - 2.7)) < 1e-9);
});

test("an alternative changes without changing the totals", () => {
  const query = { kind: "food", id: "rice" };
  const outcomes = planReplacing(find(menu, query, everywhere), query, { kind: "delete" }, foods);
  const after = applyReplacing(menu, outcomes, new Set(["d1/l1/l11/c"]));
  assert.equal(after.days[0].meals[0].options[1].items.length, 0);
  assert.equal(dayDifferences(menu, after, new MenuSums(foods))[0].delta.kcal.value, 0);
});

test("text changes in its place; a food that is renamed becomes free text and says so", () => {
  const query = text("rice", true);
  const outcomes = planReplacing(find(menu, query, everywhere), query, { kind: "text", text: "Millet" }, foods);
  const names = Object.fromEntries(outcomes.map(({ hit, item }) => [hit.item.id, item.name]));
  assert.deepEqual(names, { a: "Millet, cooked", b: "Millet kheer", c: "Millet, cooked", d: "Millet", f: "Millet, cooked", g: "Crème de riz, Millet" });
  const [renamed, kheer] = outcomes;
  assert.deepEqual([renamed.note, renamed.item.food_id, kheer.note], ["free_text", null, ""]);
  const emptied = planReplacing(find(menu, text("rice"), everywhere), text("rice"), { kind: "text", text: " " }, foods);
  assert.deepEqual(emptied.map(({ why }) => why), ["no_text"]);
  const long = planReplacing(find(menu, text("rice"), everywhere), text("rice"), { kind: "text", text: "x".repeat(201) }, foods);
  assert.deepEqual(long.map(({ why }) => why), ["too_long"]);
});

test("notes are reworded and cleared, their lines stay", () => {
  const query = { kind: "note", text: "rice" };
  const hits = find(menu, query, everywhere);
  const [reworded] = planReplacing(hits, query, { kind: "text", text: "millet" }, foods);
  assert.deepEqual([reworded.item.note, reworded.item.name], ["no millet today", "licorice"]);
  const [cleared] = planReplacing(hits, query, { kind: "delete" }, foods);
  assert.deepEqual([cleared.item.note, cleared.item.name], ["", "licorice"]);
});
