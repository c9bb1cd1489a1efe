/** What is kept of a meal, and where a saved one goes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { childrenOf, newItem, nodeAt } from "../../static/js/menu-document.js";
import { newKey } from "../../static/js/new-key.js";
import { holdsFoods, keptName, keptOptions, withSaved } from "../../static/js/saved-meals.js";

const SLOTS = ["breakfast", "lunch", "custom"];
const item = (name, position, note = "") => ({ ...newItem({ name, note }), id: name || "blank", position });
const option = (id, position, ...names) => ({ id, position, items: names.map((name, i) => item(name, "9ir"[i], "for Asha")) });
const meal = (id, position, slot, time, ...options) => ({ id, position, slot, name: "", time, note: "Asha", options });
const day = (id, position, ...meals) => ({ id, position, label: "", note: "", meals });

const menu = {
  schema: 1,
  days: [
    day("d1", "9",
      meal("b1", "9", "breakfast", "08:30", option("o1", "9", "poha", "tea"), option("o2", "i", "upma"), option("o3", "r", "")),
      meal("l1", "i", "lunch", "13:00", option("o4", "i"))),
    day("d2", "i"),
  ],
};
const saved = { name: "Quick", slot: "lunch", time: "13:00", options: [option("s1", "9", "dal", "rice"), option("s2", "i", "curd rice")] };

/** A day as "lunch 13:00: dal, rice | curd rice". */
function shown(document, dayId) {
  return childrenOf(nodeAt(document, [dayId]), 1).map((node) => {
    const options = childrenOf(node, 2).map((choice) => childrenOf(choice, 3).map(({ name }) => name).join(", "));
    return `${node.slot} ${node.time}: ${options.join(" | ")}`;
  });
}

test("a meal is kept with its alternatives, without empty lines, empty options and notes", () => {
  const kept = keptOptions(menu, ["d1", "b1"]);
  assert.deepEqual(kept.map(({ items }) => items.map(({ name, note }) => [name, note])), [[["poha", ""], ["tea", ""]], [["upma", ""]]]);
  assert.deepEqual(keptOptions(menu, ["d1", "b1", "o2"]).map(({ id }) => id), ["o2"]);
  assert.deepEqual(keptOptions(menu, ["d1", "l1"]), []);
});

test("it is called like the meal, else by its foods, as many as fit", () => {
  const options = keptOptions(menu, ["d1", "b1"]);
  assert.equal(keptName(menu, ["d1", "b1"], options), "poha, tea");
  const named = { ...menu, days: [day("d1", "9", { ...meal("b1", "9", "breakfast", "", option("o1", "9", "poha")), name: " Office " })] };
  assert.equal(keptName(named, ["d1", "b1"], options), "Office");
  assert.equal(keptName(named, ["d1", "b1", "o1"], options), "poha, tea");
  const long = [{ items: [{ name: "a".repeat(150) }, { name: "b".repeat(60) }] }];
  assert.equal(keptName(menu, ["d1", "b1"], long), "a".repeat(150));
});

test("it is added behind what a meal holds, becomes an alternative, or replaces all of it", () => {
  const into = (how, ids = ["d1", "b1"]) => shown(withSaved(menu, saved, { ids, how }, SLOTS).menu, "d1");
  assert.equal(into("add")[0], "breakfast 08:30: poha, tea, dal, rice | upma |  | curd rice");
  assert.equal(into("or")[0], "breakfast 08:30: poha, tea | upma | dal, rice | curd rice");
  assert.equal(into("replace")[0], "breakfast 08:30: dal, rice | curd rice");
  assert.equal(into("add", ["d1", "l1"])[1], "lunch 13:00: dal, rice | curd rice");
});

test("in a day it goes into its meal, or becomes the meal that was missing", () => {
  const filled = withSaved(menu, saved, { ids: ["d1"] }, SLOTS);
  assert.equal(shown(filled.menu, "d1")[1], "lunch 13:00: dal, rice | curd rice");
  assert.deepEqual(filled.focus, ["d1", "l1"]);
  assert.deepEqual(shown(withSaved(menu, saved, { ids: ["d2"] }, SLOTS).menu, "d2"), ["lunch 13:00: dal, rice | curd rice"]);
  const row = { slot: "breakfast", name: "", time: "07:00" };
  assert.deepEqual(shown(withSaved(menu, saved, { ids: ["d2"], row }, SLOTS).menu, "d2"), ["breakfast 07:00: dal, rice | curd rice"]);
  const custom = withSaved(menu, { ...saved, slot: "custom", time: "" }, { ids: ["d2"] }, SLOTS);
  assert.equal(nodeAt(custom.menu, custom.focus).name, "Quick");
});

test("what is inserted twice shares no id, and the menu before is untouched", () => {
  const before = structuredClone(menu);
  const once = withSaved(menu, saved, { ids: ["d1", "l1"] }, SLOTS).menu;
  const twice = withSaved(once, saved, { ids: ["d1", "l1"] }, SLOTS).menu;
  const options = childrenOf(nodeAt(twice, ["d1", "l1"]), 2);
  const ids = options.flatMap(({ id, items }) => [id, ...items.map((one) => one.id)]);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(!ids.includes("dal"));
  assert.deepEqual(menu, before);
});

test("whether it matters how it comes in", () => {
  assert.equal(holdsFoods(menu, ["d1", "b1"]), true);
  assert.equal(holdsFoods(menu, ["d1", "l1"]), false);
  assert.equal(holdsFoods(menu, ["d1"]), false);
});

test("keys are UUIDs, each another", () => {
  const keys = Array.from({ length: 50 }, newKey);
  for (const key of keys) assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(keys).size, 50);
});
