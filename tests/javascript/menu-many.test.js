/** Several nodes at once: removed, doubled, moved, copied and pasted, in order and with ids of their own. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { childrenOf, newItem, nodeAt } from "../../static/js/menu-document.js";
import {
  clipAsText, clipOf, duplicateMany, inMenuOrder, moveItems, moveMany, moveMeals, paste, removeMany,
} from "../../static/js/menu-many.js";

const slots = ["breakfast", "lunch", "dinner", "custom"];
const item = (name, index) => ({ ...newItem({ name, quantity: 2, measure: "katori" }), id: name, position: "9ir"[index] });
const option = (id, ...names) => ({ id, position: "i", items: names.map(item) });
const meal = (id, position, slot, time, ...options) => ({ id, position, slot, name: "", time, note: "", options });
const day = (id, position, ...meals) => ({ id, position, label: "", note: "", meals });
const menu = {
  schema: 1,
  days: [
    day("d1", "9", meal("b1", "9", "breakfast", "09:00", option("o1", "poha", "tea", "nuts")), meal("l1", "i", "lunch", "13:00", option("o2", "dal"))),
    day("d2", "i", meal("b2", "9", "breakfast", "08:00", option("o3", "idli")), meal("n2", "i", "dinner", "19:00")),
  ],
};
const at = (name) => ["d1", "b1", "o1", name];

const shown = (document) => childrenOf(document, 0).map((node) => childrenOf(node, 1)
  .map((one) => `${one.slot}: ${childrenOf(one, 2).map((choice) => childrenOf(choice, 3).map(({ name }) => name).join(" ")).join(" | ")}`));

test("in the order people see, without what is gone", () => {
  const list = [["d2", "b2", "o3", "idli"], at("nuts"), at("gone"), at("poha")];
  assert.deepEqual(inMenuOrder(menu, list), [at("poha"), at("nuts"), ["d2", "b2", "o3", "idli"]]);
});

test("removed", () => {
  assert.deepEqual(shown(removeMany(menu, [at("poha"), at("nuts"), ["d2", "b2"]])), [["breakfast: tea", "lunch: dal"], ["dinner: "]]);
});

test("doubled behind the last of them", () => {
  const { menu: after, list } = duplicateMany(menu, [at("poha"), at("tea"), ["d1", "l1", "o2", "dal"]]);
  assert.deepEqual(shown(after)[0], ["breakfast: poha tea poha tea nuts", "lunch: dal dal"]);
  assert.equal(new Set(list.map((ids) => ids.at(-1))).size, 3);
});

test("moved together, and never past each other", () => {
  const both = [at("tea"), at("nuts")];
  const up = moveMany(menu, both, -1);
  assert.deepEqual(shown(up)[0][0], "breakfast: tea nuts poha");
  assert.equal(moveMany(up, both, -1), up);
  assert.deepEqual(shown(moveMany(menu, [at("poha"), at("tea")], 1))[0][0], "breakfast: nuts poha tea");
});

test("lines are dropped between others, of their own meal or another one", () => {
  assert.deepEqual(shown(moveItems(menu, [at("nuts")], ["d1", "b1", "o1"], 0).menu)[0][0], "breakfast: nuts poha tea");
  assert.deepEqual(shown(moveItems(menu, [at("poha"), at("nuts")], ["d2", "b2", "o3"], 0).menu), [["breakfast: tea", "lunch: dal"], ["breakfast: poha nuts idli", "dinner: "]]);
});

test("meals are dropped on a day, into its own of that slot", () => {
  assert.deepEqual(shown(moveMeals(menu, [["d1", "b1"], ["d1", "l1"]], "d2", slots)), [[], ["breakfast: idli poha tea nuts", "lunch: dal", "dinner: "]]);
  assert.equal(moveMeals(menu, [["d1", "b1"]], "d1", slots), menu);
});

test("lines are pasted behind a line, into a meal, and into a meal that has to be made", () => {
  const clip = clipOf(menu, [at("poha"), at("tea")]);
  const into = (target) => shown(paste(menu, clip, target, slots).menu)[1];
  assert.deepEqual(into({ ids: ["d2", "b2", "o3", "idli"] })[0], "breakfast: idli poha tea");
  assert.deepEqual(into({ ids: ["d2", "n2"] })[1], "dinner: poha tea");
  const row = { slot: "lunch", name: "", time: "13:00" };
  assert.deepEqual(into({ ids: ["d2"], row }), ["breakfast: idli", "lunch: poha tea", "dinner: "]);
  assert.equal(paste(menu, clip, { ids: ["d2"] }, slots), null);
});

test("one meal goes into whatever meal it is pasted on, several find their slots", () => {
  const one = clipOf(menu, [["d1", "b1"]]);
  assert.deepEqual(shown(paste(menu, one, { ids: ["d2", "n2"] }, slots).menu)[1], ["breakfast: idli", "dinner: poha tea nuts"]);
  const two = clipOf(menu, [["d1", "b1"], ["d1", "l1"]]);
  assert.deepEqual(shown(paste(menu, two, { ids: ["d2", "n2"] }, slots).menu)[1], ["breakfast: idli poha tea nuts", "lunch: dal", "dinner: "]);
});

test("days are pasted behind a day", () => {
  const { menu: after, list } = paste(menu, clipOf(menu, [["d1"]]), { ids: ["d1"] }, slots);
  assert.deepEqual(childrenOf(after, 0).map(({ id }) => id), ["d1", list[0][0], "d2"]);
  assert.notEqual(nodeAt(after, list[0]).meals[0].id, "b1");
});

test("as rows of a table", () => {
  assert.equal(clipAsText(clipOf(menu, [["d1", "l1"]])), "dal\t2\tkatori");
});
