/** Changes to a menu share what they leave alone, and name nodes by the ids on the way to them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  changeAt, copyOf, idsInPath, insertAt, moveTo, newItem, newMeal, nodeAt, placeOf, readable, removeAt, setAt, siblingsOf,
} from "../../static/js/menu-document.js";

const item = (id, position) => ({ ...newItem({ name: id }), id, position });
const meal = (id, position, items) => ({ id, position, slot: "lunch", options: [{ id: "o", position: "i", items }] });
const menu = {
  schema: 1,
  days: [
    { id: "d1", position: "9", meals: [meal("m1", "9", [item("a", "9"), item("b", "i"), item("c", "r")]), meal("m2", "i", [])] },
    { id: "d2", position: "i", meals: [] },
  ],
};
const names = (document) => siblingsOf(document, ["d1", "m1", "o", "a"]).map((node) => node.name);

test("a node is found by its ids", () => {
  assert.equal(nodeAt(menu, ["d1", "m1", "o", "b"]).name, "b");
  assert.equal(nodeAt(menu, []), menu);
  assert.equal(nodeAt(menu, ["d1", "gone", "o"]), null);
});

test("a change shares everything beside its way", () => {
  const after = setAt(menu, ["d1", "m1", "o", "b"], { quantity: 2 });
  assert.equal(nodeAt(after, ["d1", "m1", "o", "b"]).quantity, 2);
  assert.equal(after.days[1], menu.days[1]);
  assert.equal(after.days[0].meals[1], menu.days[0].meals[1]);
  assert.notEqual(after.days[0], menu.days[0]);
  assert.equal(nodeAt(menu, ["d1", "m1", "o", "b"]).quantity, null);
});

test("a change of a node that is gone changes nothing", () => assert.equal(setAt(menu, ["d1", "x"], { note: "n" }), menu));

test("a change to the same node changes nothing", () => assert.equal(changeAt(menu, ["d1"], (day) => day), menu));

test("remove, insert, move", () => {
  assert.deepEqual(names(removeAt(menu, ["d1", "m1", "o", "b"])), ["a", "c"]);
  assert.deepEqual(names(insertAt(menu, ["d1", "m1", "o"], newItem({ name: "x" }), 1)), ["a", "x", "b", "c"]);
  assert.deepEqual(names(moveTo(menu, ["d1", "m1", "o", "c"], 0)), ["c", "a", "b"]);
  assert.deepEqual(names(moveTo(menu, ["d1", "m1", "o", "a"], 2)), ["b", "c", "a"]);
  assert.equal(moveTo(menu, ["d1", "m1", "o", "a"], -1), menu);
  assert.equal(moveTo(menu, ["d1", "m1", "o", "a"], 3), menu);
});

test("moving changes the position of one node", () => {
  const after = moveTo(menu, ["d1", "m1", "o", "c"], 0);
  assert.equal(nodeAt(after, ["d1", "m1", "o", "a"]), nodeAt(menu, ["d1", "m1", "o", "a"]));
});

test("the place of a node among its siblings", () => {
  assert.equal(placeOf(menu, ["d2"]), 1);
  assert.equal(placeOf(menu, ["nowhere"]), -1);
});

test("a copy has ids of its own all the way down", () => {
  const copy = copyOf(menu.days[0], 1);
  assert.notEqual(copy.id, "d1");
  assert.notEqual(copy.meals[0].options[0].items[0].id, "a");
  assert.equal(copy.meals[0].options[0].items[0].name, "a");
});

test("a new meal has an option to fill", () => assert.equal(newMeal("lunch", "", "13:00").options[0].position, "i"));

test("ids in a path", () => {
  assert.deepEqual(idsInPath("days/a/meals/b/note"), { ids: ["a", "b"], rest: "note" });
  assert.deepEqual(idsInPath("days/a"), { ids: ["a"], rest: "" });
  assert.deepEqual(idsInPath("days"), { ids: [], rest: "days" });
});

test("a well-formed menu is readable as it is", () => assert.equal(readable(menu), menu));

test("whatever a draft holds, what there is of a menu can be read", () => {
  for (const nothing of [null, undefined, 5, "menu", [], { days: "x" }, { days: [null, 5, {}, { id: "a" }, { id: "a", position: "0" }] }]) {
    assert.deepEqual(readable(nothing).days, []);
  }
  const day = { id: "a", position: "i", meals: [{ id: "b", position: "i", options: 7 }, "x"] };
  assert.deepEqual(readable({ days: [day] }).days, [{ id: "a", position: "i", meals: [{ id: "b", position: "i", options: [] }] }]);
});
