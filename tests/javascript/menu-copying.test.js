/** Copies land where they belong, have ids of their own, and join what is there. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { addDay, duplicate, insertMeal, moveToOption, putMeal } from "../../static/js/menu-copying.js";
import { childrenOf, newItem, nodeAt } from "../../static/js/menu-document.js";
import { brokenLimit } from "../../static/js/menu-limits.js";

const slots = ["breakfast", "lunch", "dinner", "custom"];
const item = (name, position) => ({ ...newItem({ name }), id: name, position });
const option = (id, position, ...names) => ({ id, position, items: names.map((name, i) => item(name, "9ir"[i])) });
const meal = (id, position, slot, time, ...options) => ({ id, position, slot, name: "", time, note: "", options });
const day = (id, position, ...meals) => ({ id, position, label: "", note: "", meals });

const menu = {
  schema: 1,
  days: [
    day("d1", "9", meal("b1", "9", "breakfast", "09:00", option("o1", "9", "poha", "tea"), option("o2", "i", "upma")), meal("l1", "i", "lunch", "13:00", option("o3", "i", "dal"))),
    day("d2", "i", meal("b2", "i", "breakfast", "08:00", option("o4", "i", "idli"))),
    day("d3", "r", meal("l3", "i", "lunch", "13:00", option("o5", "i"))),
  ],
};

/** A day as "breakfast 08:00: idli | upma". */
function shown(document, dayId) {
  return childrenOf(nodeAt(document, [dayId]), 1).map((node) => {
    const options = childrenOf(node, 2).map((choice) => childrenOf(choice, 3).map(({ name }) => name).join(", "));
    return `${node.slot} ${node.time}: ${options.join(" | ")}`;
  });
}

function allIds(node) {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value.flatMap((child) => [child.id, ...allIds(child)]) : []));
}

test("a meal put into a day joins its meal of the same slot, whose time stays", () => {
  const after = putMeal(menu, "d2", nodeAt(menu, ["d1", "b1"]), slots);
  assert.deepEqual(shown(after, "d2"), ["breakfast 08:00: idli, poha, tea | upma"]);
  assert.equal(new Set(allIds(after)).size, allIds(after).length);
  assert.equal(nodeAt(after, ["d3"]), nodeAt(menu, ["d3"]));
});

test("a day without that meal gets it where its time belongs", () => {
  const after = putMeal(menu, "d3", nodeAt(menu, ["d1", "b1"]), slots);
  assert.deepEqual(shown(after, "d3"), ["breakfast 09:00: poha, tea | upma", "lunch 13:00: "]);
});

test("a duplicate stands right behind", () => {
  const { menu: after, ids } = duplicate(menu, ["d1", "b1", "o1", "poha"]);
  assert.deepEqual(shown(after, "d1")[0], "breakfast 09:00: poha, poha, tea | upma");
  assert.notEqual(ids.at(-1), "poha");
});

test("an item moves to another option", () => {
  const { menu: after } = moveToOption(menu, ["d1", "b1", "o1", "tea"], "o2");
  assert.deepEqual(shown(after, "d1")[0], "breakfast 09:00: poha | upma, tea");
});

test("a new day has the meals of the last one, empty", () => {
  const { menu: after, ids } = addDay(menu);
  assert.equal(childrenOf(after, 0).at(-1).id, ids[0]);
  assert.deepEqual(shown(after, ids[0]), ["lunch 13:00: "]);
  assert.equal(new Set(allIds(after)).size, allIds(after).length);
});

test("the first day of an empty menu", () => {
  const { menu: after, ids } = addDay({ schema: 1, days: [] });
  assert.deepEqual(shown(after, ids[0]), []);
});

test("a meal is inserted by its time", () => {
  const after = insertMeal(menu, "d1", meal("x", "", "custom", "11:00"));
  assert.deepEqual(childrenOf(nodeAt(after, ["d1"]), 1).map(({ id }) => id), ["b1", "x", "l1"]);
});

test("limits", () => {
  const limits = { days: 3, meals: 2, options: 2, items: 2 };
  assert.equal(brokenLimit(menu, { days: [] }, limits), null);
  assert.match(brokenLimit(addDay(menu).menu, menu, limits), /3 days/);
  assert.match(brokenLimit(insertMeal(menu, "d1", meal("x", "", "dinner", "19:00")), menu, limits), /2 meals/);
  assert.match(brokenLimit(duplicate(menu, ["d1", "b1", "o1", "poha"]).menu, menu, limits), /2 foods/);
  assert.match(brokenLimit(duplicate(menu, ["d1", "b1", "o1"]).menu, menu, limits), /2 options/);
});

test("a menu that was over a limit can still be made smaller", () => {
  const limits = { days: 1, meals: 9, options: 9, items: 9 };
  const smaller = { ...menu, days: menu.days.slice(1) };
  assert.equal(brokenLimit(smaller, menu, limits), null);
});
