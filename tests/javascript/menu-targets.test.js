/** Ranges come from the form's own fields, and a day's standing is told in words too. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { barShape, inWords, rangeText, readTargets, standing } from "../../static/js/menu-targets.js";

const form = (values) => ({ elements: { namedItem: (name) => (name in values ? { value: values[name] } : null) } });
const amount = (value, complete = true) => ({ value, complete });

test("ranges are read from the form; what is no number is no bound", () => {
  const targets = readTargets(form({ kcal_min: "1400", kcal_max: " 1600 ", protein_g_min: "many", fat_g_max: "-1" }), ["kcal", "protein_g", "fat_g", "carb_g"]);
  assert.deepEqual(targets.kcal, { low: 1400, high: 1600 });
  for (const key of ["protein_g", "fat_g", "carb_g"]) assert.deepEqual(targets[key], { low: null, high: null });
});

test("without a form there are no ranges", () => assert.deepEqual(readTargets(null, ["kcal"]).kcal, { low: null, high: null }));

test("ranges as text", () => {
  assert.equal(rangeText({ low: 1400, high: 1600 }), "1,400–1,600");
  assert.equal(rangeText({ low: 60, high: null }), "≥ 60");
  assert.equal(rangeText({ low: null, high: 62.5 }), "≤ 62.5");
  assert.equal(rangeText({ low: null, high: null }), "");
  assert.equal(rangeText({ low: 0, high: 20 }), "0–20");
});

test("a day's standing in a sign and in words", () => {
  const range = { low: 1400, high: 1600 };
  assert.deepEqual(standing(amount(1500), range), { verdict: "within", sign: "✓", words: "within the target of 1,400–1,600" });
  assert.equal(standing(amount(1300), range).sign, "↓");
  assert.equal(standing(amount(1700, false), range).sign, "↑");
  assert.equal(standing(amount(1500, false), range).words, "target 1,400–1,600");
  assert.equal(standing(amount(1500), { low: null, high: null }).words, "");
});

test("bars", () => {
  assert.deepEqual(barShape(amount(1000), { low: 500, high: 800 }), { fill: 100, low: 50, high: 80 });
  assert.equal(barShape(amount(1000), { low: null, high: null }), null);
  assert.equal(barShape(amount(0), { low: null, high: 0 }).fill, 0);
  assert.equal(barShape(amount(40), { low: 80, high: null }).high, 100);
});

test("in words", () => {
  assert.equal(inWords({ label: "Protein", unit: "g" }, amount(60, false), { low: null, high: null }), "Protein ≥ 60 g");
});
