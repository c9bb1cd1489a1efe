/** Undo and redo: one step for what somebody did at once, and nothing of what came from elsewhere. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { childrenOf, newItem, nodeAt, removeAt, setAt } from "../../static/js/menu-document.js";
import { MenuHistory } from "../../static/js/menu-history.js";
import { placeOfChange, stepInWords } from "../../static/js/menu-steps.js";

const item = (id, position) => ({ ...newItem({ name: id }), id, position });
const option = { id: "o", position: "i", items: [item("dal", "9"), item("rice", "i")] };
const meal = { id: "m", position: "i", slot: "lunch", name: "", time: "13:00", note: "", options: [option] };
const start = { schema: 1, days: [{ id: "d", position: "i", label: "", note: "", meals: [meal] }] };
const at = (id) => ["d", "m", "o", id];
const slots = new Map([["lunch", "Lunch"]]);
const fresh = () => new MenuHistory((changes, before, after) => stepInWords(Object.keys(changes), before, after, slots));

/** A history and the menu after `edits` were recorded in it, each `[menu → menu, options]`. */
function after(...edits) {
  const history = fresh();
  const menu = edits.reduce((before, [change, options]) => {
    const next = change(before);
    history.record(before, next, options);
    return next;
  }, start);
  return { history, menu };
}

const named = (id, name) => (menu) => setAt(menu, at(id), { name });
const counted = (id, quantity) => (menu) => setAt(menu, at(id), { quantity });

test("what was done is undone and done again", () => {
  const { history, menu } = after([(before) => removeAt(before, at("dal")), { label: "Removed: dal" }]);
  const undone = history.undo(menu);
  assert.deepEqual(undone.menu, start);
  assert.equal(undone.label, "Removed: dal");
  assert.deepEqual(history.redo(undone.menu).menu, menu);
  assert.equal(history.canRedo, false);
  assert.equal(history.undo(menu).label, "Removed: dal");
});

test("typing in one field is one step", () => {
  const group = { group: "dal/name" };
  const { history, menu } = after([named("dal", "d"), group], [named("dal", "da"), group], [named("dal", "dad"), group]);
  assert.deepEqual(history.undo(menu).menu, start);
  assert.equal(history.canUndo, false);
});

test("typing on after a pause, or in another field, is another step", () => {
  const { history, menu } = after([named("dal", "x"), { group: "dal/name" }], [counted("dal", 2), { group: "dal/quantity" }]);
  const undone = history.undo(menu);
  assert.equal(nodeAt(undone.menu, at("dal")).name, "x");
  assert.equal(nodeAt(undone.menu, at("dal")).quantity, null);
  const typed = named("dal", "xy")(undone.menu);
  history.record(undone.menu, typed, { group: "dal/name" });
  assert.equal(nodeAt(history.undo(typed).menu, at("dal")).name, "x");
});

test("typing that comes back to where it began is no step", () => {
  const group = { group: "dal/name" };
  const { history } = after([named("dal", "dalx"), group], [named("dal", "dal"), group]);
  assert.equal(history.canUndo, false);
});

test("what came from elsewhere stays when a step is undone", () => {
  const { history, menu } = after([named("dal", "toor dal")]);
  const theirs = setAt(menu, at("rice"), { quantity: 3 });
  const { menu: undone, conflicts } = history.undo(theirs);
  assert.equal(nodeAt(undone, at("dal")).name, "dal");
  assert.equal(nodeAt(undone, at("rice")).quantity, 3);
  assert.deepEqual(conflicts, {});
});

test("a newer value from elsewhere is left, told of, and not lost by redo", () => {
  const { history, menu } = after([(before) => counted("dal", 2)(named("dal", "toor dal")(before))]);
  const theirs = named("dal", "moong dal")(menu);
  const turn = history.undo(theirs);
  assert.equal(nodeAt(turn.menu, at("dal")).name, "moong dal");
  assert.equal(nodeAt(turn.menu, at("dal")).quantity, null);
  assert.deepEqual(Object.keys(turn.conflicts), ["days/d/meals/m/options/o/items/dal/name"]);
  const again = history.redo(turn.menu);
  assert.equal(nodeAt(again.menu, at("dal")).name, "moong dal");
  assert.equal(nodeAt(again.menu, at("dal")).quantity, 2);
});

test("typing around a change from elsewhere does not swallow it", () => {
  const { history, menu } = after([named("dal", "t"), { group: "dal/name" }]);
  const theirs = setAt(menu, at("rice"), { quantity: 3 });
  const typed = named("dal", "to")(theirs);
  history.record(theirs, typed, { group: "dal/name" });
  const first = history.undo(typed);
  const second = history.undo(first.menu);
  assert.equal(nodeAt(second.menu, at("rice")).quantity, 3);
  assert.equal(nodeAt(second.menu, at("dal")).name, "dal");
});

test("one step in the middle is taken back by itself, once", () => {
  const { history, menu } = after([(before) => removeAt(before, at("dal"))], [counted("rice", 2)]);
  const [removal] = [history.newest];
  assert.equal(nodeAt(history.undo(menu, () => true, removal).menu, at("rice")).quantity, null);
  assert.equal(history.undo(menu, () => true, removal), null);
});

test("a step that the editor does not take stays to be undone", () => {
  const { history, menu } = after([named("dal", "x")]);
  assert.equal(history.undo(menu, () => false), null);
  assert.equal(history.canUndo, true);
});

test("something new ends what could be done again", () => {
  const { history, menu } = after([named("dal", "x")]);
  const undone = history.undo(menu).menu;
  history.record(undone, counted("rice", 1)(undone));
  assert.equal(history.canRedo, false);
});

test("a long day does not grow without end", () => {
  const { history, menu } = after(...Array.from({ length: 150 }, (_, index) => [counted("rice", index)]));
  let [now, steps] = [menu, 0];
  for (let turn = history.undo(now); turn; turn = history.undo(now)) [now, steps] = [turn.menu, steps + 1];
  assert.equal(steps, 100);
  assert.equal(nodeAt(now, at("rice")).quantity, 49);
});

test("a step is told in words", () => {
  const words = (change) => {
    const { history } = after([change]);
    return history.labels().undo;
  };
  assert.equal(words((menu) => removeAt(menu, at("dal"))), "Removed: Day 1 › Lunch › dal");
  assert.equal(words(counted("dal", 2)), "Changed: Day 1 › Lunch › dal: quantity");
  assert.equal(words((menu) => setAt(menu, at("dal"), { position: "r" })), "Moved: Day 1 › Lunch › dal");
  assert.equal(words((menu) => counted("rice", 1)(counted("dal", 2)(menu))), "Changed: Day 1 › Lunch › dal: quantity and 1 more");
  assert.equal(words((menu) => setAt(menu, ["d", "m", "o"], { items: [...option.items, item("curd", "r")] })), "Added: Day 1 › Lunch › curd");
});

test("a change is seen where it is, or at what held it", () => {
  const path = "days/d/meals/m/options/o/items/dal";
  assert.deepEqual(placeOfChange([path], start), at("dal"));
  assert.deepEqual(placeOfChange([path], removeAt(start, at("dal"))), ["d", "m", "o"]);
  assert.equal(childrenOf(start, 0).length, 1);
});
