/** Rescaling stays within its bounds and whole units, comes as near as it can, and leaves alone what nobody knows. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyRescaling, rescale } from "../../static/js/bulk-rescale.js";
import { energyOf, NEAR_ENOUGH, solve } from "../../static/js/bulk-solver.js";
import { amountsFrom, ruleKey, usualStep, withAmount } from "../../static/js/bulk-units.js";
import { newItem, nodeAt } from "../../static/js/menu-document.js";
import { dayTotals } from "../../static/js/menu-totals.js";

const foods = {
  roti: { id: "roti", name: "Roti", kcal: 299, measures: [{ label: "piece", grams: 40 }, { label: "g", grams: 1 }] },
  dal: { id: "dal", name: "Dal", kcal: 145, measures: [{ label: "katori", grams: 150 }, { label: "g", grams: 1 }] },
  oil: { id: "oil", name: "Oil", kcal: 884, measures: [{ label: "tsp", grams: 4.5 }, { label: "g", grams: 1 }] },
  water: { id: "water", name: "Water", kcal: 0, measures: [{ label: "glass", grams: 200 }] },
  salad: { id: "salad", name: "Salad", kcal: null, measures: [{ label: "katori", grams: 80 }] },
};
const line = (food, quantity, measure) => {
  const each = foods[food].measures.find(({ label }) => label === measure).grams;
  return newItem({ food_id: food, name: foods[food].name, quantity, measure, grams: quantity * each });
};
const placed = (nodes) => nodes.map((node, index) => ({ ...node, position: "123456789abcdef"[index] }));
const option = (...items) => ({ id: `o${Math.random().toString(36).slice(2)}`, items: placed(items) });
const meal = (...options) => ({ id: "lunch", position: "i", slot: "lunch", name: "", time: "13:00", note: "", options: placed(options) });
const day = (id, ...options) => ({ id, label: "", note: "", meals: [meal(...options)] });
const menu = (...days) => ({ schema: 1, days: placed(days) });
const wanted = (target, more = {}) =>
  ({ target, days: new Set(["d1", "d2"]), min: 0.5, max: 2, rules: new Map(), alternatives: true, ...more });

/** Numbers that look random and are the same each time. */
function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function someLines(next, count, most) {
  return Array.from({ length: count }, () => {
    const each = Math.round(next() * 2000) / 10 + 5;
    const length = 1 + Math.floor(next() * most);
    const choices = Array.from({ length }, (_, index) => ({ quantity: index + 1, kcal: (index + 1) * each }));
    return { now: Math.floor(next() * length), choices };
  });
}

function leastGap(lines, target) {
  let sums = [0];
  for (const { choices } of lines) sums = sums.flatMap((sum) => choices.map(({ kcal }) => sum + kcal));
  return Math.min(...sums.map((sum) => Math.abs(sum - target)));
}

test("the gap is the least of all combinations, to the half kcal that nobody can read", () => {
  const next = random(7);
  for (let round = 0; round < 400; round += 1) {
    const lines = someLines(next, 1 + Math.floor(next() * 6), 6);
    const target = next() * 1.2 * energyOf(lines, lines.map(({ choices }) => choices.length - 1));
    const gap = Math.abs(energyOf(lines, solve(lines, target)) - target);
    const least = leastGap(lines, target);
    assert.ok(gap <= Math.max(least + 1e-6, NEAR_ENOUGH), `round ${round}: ${gap} where ${least} is possible`);
  }
});

test("every place is one of the amounts, and the same question has the same answer", () => {
  const next = random(11);
  for (let round = 0; round < 100; round += 1) {
    const lines = someLines(next, 32, 20);
    const places = solve(lines, next() * 20_000);
    assert.ok(places.every((place, index) => Number.isInteger(place) && lines[index].choices[place]));
    assert.deepEqual(solve(lines, 4_000), solve(structuredClone(lines), 4_000));
  }
});

test("a day of many lines comes within half a kcal where its amounts reach", () => {
  const next = random(3);
  for (let round = 0; round < 50; round += 1) {
    const lines = someLines(next, 32, 12);
    const [low, high] = [0, 1].map((end) => energyOf(lines, lines.map(({ choices }) => end * (choices.length - 1))));
    const target = low + (0.2 + 0.6 * next()) * (high - low);
    assert.ok(Math.abs(energyOf(lines, solve(lines, target)) - target) < NEAR_ENOUGH, `round ${round}`);
  }
});

test("amounts are whole units within the bounds, in one direction, and the present one", () => {
  const next = random(5);
  for (let round = 0; round < 500; round += 1) {
    const step = [0.25, 0.5, 1, 5][Math.floor(next() * 4)];
    const quantity = Math.round(next() * 3000) / 100 + 0.01;
    const rule = { step, min: 0.3 + next() * 0.7, max: 1 + next() * 2 };
    const direction = next() < 0.5 ? 1 : -1;
    for (const amount of amountsFrom(quantity, rule, direction)) {
      if (amount === quantity) continue;
      assert.ok(Math.abs(amount / step - Math.round(amount / step)) < 1e-9, `${amount} in steps of ${step}`);
      assert.ok(amount >= quantity * rule.min - 1e-6 && amount <= quantity * rule.max + 1e-6);
      assert.ok((amount - quantity) * direction > 0);
    }
  }
});

test("pieces are whole, vessels and spoons half, weights in fives", () => {
  assert.deepEqual(["piece", "medium roti", "egg", "katori", "Cup", "glass", "tsp", "g", "ml", ""].map(usualStep), [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 5, 5, 1]);
});

test("a day reaches its target in whole units, and what it then holds is what the totals say", () => {
  const before = menu(day("d1", option(line("roti", 3, "piece"), line("dal", 1, "katori"), line("oil", 10, "g"), line("water", 1, "glass"))));
  const { changes, days: [result] } = rescale(before, wanted(900), foods);
  const after = applyRescaling(before, changes, new Set(["d1"]));
  const { value } = dayTotals(after.days[0], foods, ["kcal"]).kcal;
  assert.ok(Math.abs(value - result.after.value) < 1e-9);
  assert.ok(Math.abs(900 - value - result.gap) < 1e-9);
  const [roti, dal, oil, water] = after.days[0].meals[0].options[0].items;
  assert.ok(Number.isInteger(roti.quantity) && Number.isInteger(dal.quantity * 2) && oil.quantity % 5 === 0);
  assert.equal(roti.grams, roti.quantity * 40);
  assert.equal(water.quantity, 1);
  assert.equal(result.why, Math.abs(result.gap) < NEAR_ENOUGH ? "met" : "steps");
});

test("a target out of reach says by how much and why", () => {
  const plan = menu(day("d1", option(line("roti", 2, "piece"))));
  const up = rescale(plan, wanted(5_000), foods).days[0];
  assert.equal(up.why, "largest");
  assert.ok(Math.abs(up.gap - (5_000 - 4 * 119.6)) < 1e-6);
  const down = rescale(plan, wanted(10), foods).days[0];
  assert.equal(down.why, "smallest");
  assert.ok(Math.abs(down.gap - (10 - 119.6)) < 1e-6);
  const steps = rescale(plan, wanted(300), foods).days[0];
  assert.equal(steps.why, "steps");
  assert.ok(Math.abs(steps.gap - (300 - 3 * 119.6)) < 1e-6); // 359 is nearer than 239
});

test("what nobody knows the figures of stays as it is and is named; typed figures go along", () => {
  const typed = newItem({ name: "Laddu of the house", quantity: 2, measure: "piece", nutrients: { kcal: 300, protein_g: 4 } });
  const unknown = newItem({ name: "Prasad", quantity: 1, measure: "piece" });
  const before = menu(day("d1", option(typed, unknown, line("salad", 1, "katori"))));
  const { changes, days: [result] } = rescale(before, wanted(450), foods);
  const items = applyRescaling(before, changes, new Set(["d1"])).days[0].meals[0].options[0].items;
  assert.deepEqual(items[0].nutrients, { kcal: 450, protein_g: 6 });
  assert.equal(items[0].quantity, 3);
  assert.equal(items[1], before.days[0].meals[0].options[0].items[1]);
  assert.deepEqual(result.unknown.map(({ name }) => name), ["Prasad", "Salad"]);
  assert.equal(result.after.complete, false);
});

test("a food may be fixed or have bounds of its own", () => {
  const before = menu(day("d1", option(line("roti", 2, "piece"), line("dal", 2, "katori"))));
  const [roti, dal] = before.days[0].meals[0].options[0].items;
  const rules = new Map([[ruleKey(roti), { fixed: true }], [ruleKey(dal), { min: 1, max: 1.25, step: 0.5 }]]);
  const { changes, days: [result] } = rescale(before, wanted(2_000, { rules }), foods);
  const items = applyRescaling(before, changes, new Set(["d1"])).days[0].meals[0].options[0].items;
  assert.equal(items[0], roti);
  assert.equal(items[1].quantity, 2.5);
  assert.equal(result.why, "largest");
});

test("alternatives keep their proportion to the first option", () => {
  const before = menu(day("d1", option(line("dal", 1, "katori")), option(line("dal", 200, "g"))));
  const { changes } = rescale(before, wanted(435), foods);
  const [first, other] = applyRescaling(before, changes, new Set(["d1"])).days[0].meals[0].options;
  assert.deepEqual([first.items[0].quantity, other.items[0].quantity], [2, 400]);
  const alone = rescale(before, wanted(435, { alternatives: false }), foods);
  assert.equal(applyRescaling(before, alone.changes, new Set(["d1"])).days[0].meals[0].options[1], before.days[0].meals[0].options[1]);
});

test("only chosen days change, and a day on its target does not", () => {
  const before = menu(day("d1", option(line("dal", 1, "katori"))), day("d2", option(line("dal", 2, "katori"))));
  const { changes, days } = rescale(before, wanted(217.5, { days: new Set(["d1"]) }), foods);
  assert.deepEqual([changes.size, days.length, days[0].why], [0, 1, "met"]);
  const more = rescale(before, wanted(435), foods);
  const after = applyRescaling(before, more.changes, new Set(["d1"]));
  assert.equal(nodeAt(after, ["d2"]), nodeAt(before, ["d2"]));
  assert.equal(applyRescaling(before, more.changes, new Set()), before);
});

test("an odd amount is left or becomes a whole one", () => {
  const before = menu(day("d1", option({ ...line("roti", 1.37, "piece"), grams: 54.8 })));
  for (const target of [100, 150, 200, 250, 300, 350]) {
    const { changes } = rescale(before, wanted(target), foods);
    const { quantity } = applyRescaling(before, changes, new Set(["d1"])).days[0].meals[0].options[0].items[0];
    assert.ok(quantity === 1.37 || Number.isInteger(quantity), `${quantity} for ${target}`);
  }
});

test("grams of a measure that the table no longer has follow in proportion", () => {
  const item = newItem({ food_id: "roti", name: "Roti", quantity: 2, measure: "old one", grams: 70 });
  assert.equal(withAmount(item, 3, foods.roti).grams, 105);
});
