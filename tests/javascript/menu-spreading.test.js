/** One thing copied to many days and meals: what it would do, told before, is what it does. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { childrenOf, newItem, nodeAt } from "../../static/js/menu-document.js";
import { copiesTo, gridOf, withCopies, withNewWeek } from "../../static/js/menu-spreading.js";

const slots = ["breakfast", "lunch", "dinner", "custom"];
const item = (name, index) => ({ ...newItem({ name }), id: name, position: "9ir"[index] });
const option = (id, position, ...names) => ({ id, position, items: names.map(item) });
const meal = (id, position, slot, time, ...options) => ({ id, position, slot, name: "", time, note: "", options });
const day = (id, position, ...meals) => ({ id, position, label: "", note: "", meals });
const menu = {
  schema: 1,
  days: [
    day("d1", "9", meal("b1", "9", "breakfast", "09:00", option("o1", "9", "poha", "tea"), option("o2", "i", "upma")), meal("l1", "i", "lunch", "13:00", option("o3", "i", "dal"))),
    day("d2", "i", meal("b2", "i", "breakfast", "08:00", option("o4", "i", "idli")), meal("n2", "r", "dinner", "19:00", option("o6", "i", "soup"))),
    day("d3", "r", meal("l3", "i", "lunch", "13:00", option("o5", "i"))),
  ],
};
const [BREAKFAST, LUNCH, DINNER] = [0, 1, 2];

function shown(document, dayId) {
  return childrenOf(nodeAt(document, [dayId]), 1).map((node) => {
    const options = childrenOf(node, 2).map((choice) => childrenOf(choice, 3).map(({ name }) => name).join(", "));
    return `${node.slot} ${node.time}: ${options.join(" | ")}`;
  });
}

function copy(what, places, replace) {
  const copies = copiesTo(menu, what, places, { replace, slots });
  return { effects: copies.map(({ effect }) => effect), menu: withCopies(menu, copies, what.ids.length, replace) };
}

test("all days share one grid", () => {
  const { rows, cells } = gridOf(menu, slots);
  assert.deepEqual(rows.map(({ slot }) => slot), ["breakfast", "lunch", "dinner"]);
  assert.deepEqual(cells.map((row) => row.map((one) => one?.id ?? null)), [["b1", "l1", null], ["b2", null, "n2"], [null, "l3", null]]);
});

test("a meal goes into other meals, into empty ones, and makes those that are missing", () => {
  const after = copy({ ids: ["d1", "b1"] }, [[1, BREAKFAST], [1, LUNCH], [2, LUNCH]], true);
  assert.deepEqual(after.effects, ["replaced", "new", "filled"]);
  assert.deepEqual(shown(after.menu, "d2"), ["breakfast 08:00: poha, tea | upma", "lunch 13:00: poha, tea | upma", "dinner 19:00: soup"]);
  assert.deepEqual(shown(after.menu, "d3"), ["lunch 13:00: poha, tea | upma"]);
  assert.equal(nodeAt(after.menu, ["d1"]), nodeAt(menu, ["d1"]));
});

test("a meal is added to what is there", () => {
  const after = copy({ ids: ["d1", "b1"] }, [[1, BREAKFAST]], false);
  assert.deepEqual(after.effects, ["joined"]);
  assert.deepEqual(shown(after.menu, "d2")[0], "breakfast 08:00: idli, poha, tea | upma");
});

test("a food joins the foods that count, or stands for them", () => {
  const ids = ["d1", "b1", "o1", "tea"];
  assert.deepEqual(shown(copy({ ids }, [[1, BREAKFAST], [1, DINNER]], false).menu, "d2"), ["breakfast 08:00: idli, tea", "dinner 19:00: soup, tea"]);
  assert.deepEqual(shown(copy({ ids }, [[1, BREAKFAST]], true).menu, "d2")[0], "breakfast 08:00: tea");
  assert.deepEqual(shown(copy({ ids }, [[2, DINNER]], true).menu, "d3"), ["lunch 13:00: ", "dinner 19:00: tea"]);
});

test("an option is one more choice, or the only one", () => {
  const ids = ["d1", "b1", "o2"];
  assert.deepEqual(shown(copy({ ids }, [[1, BREAKFAST]], false).menu, "d2")[0], "breakfast 08:00: idli | upma");
  assert.deepEqual(shown(copy({ ids }, [[1, BREAKFAST]], true).menu, "d2")[0], "breakfast 08:00: upma");
});

test("a day replaces another one whole, with what it does not have; added, it takes nothing away", () => {
  const all = [[1, BREAKFAST], [1, LUNCH], [1, DINNER]];
  const replaced = copy({ ids: ["d1"] }, all, true);
  assert.deepEqual(replaced.effects, ["replaced", "new", "removed"]);
  assert.deepEqual(shown(replaced.menu, "d2"), ["breakfast 08:00: poha, tea | upma", "lunch 13:00: dal"]);
  const added = copy({ ids: ["d1"] }, all, false);
  assert.deepEqual(added.effects, ["joined", "new"]);
  assert.deepEqual(shown(added.menu, "d2"), ["breakfast 08:00: idli, poha, tea | upma", "lunch 13:00: dal", "dinner 19:00: soup"]);
});

test("a week is repeated behind the last day", () => {
  const longer = withNewWeek(menu, 0);
  assert.equal(longer.days.length, 6);
  const copies = copiesTo(longer, { ids: [], start: 0 }, [[3, BREAKFAST], [3, LUNCH], [3, DINNER]], { replace: true, slots });
  assert.deepEqual(copies.map(({ effect }) => effect), ["new", "new", "new", "new", "new"]);
  const after = withCopies(longer, copies, 0, true);
  const ids = childrenOf(after, 0).map(({ id }) => id);
  for (const index of [0, 1, 2]) assert.deepEqual(shown(after, ids[index + 3]), shown(menu, ids[index]));
});
