/** Quantities are read as people write them, and grams follow from the food's measures. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { asFreeText, gramsOf, isAmount, measureLabels, parseQuantity, withFood } from "../../static/js/menu-amounts.js";
import { newItem } from "../../static/js/menu-document.js";

const dal = { id: "dal", name: "Dal", measures: [{ label: "katori", grams: 150 }, { label: "tbsp", grams: 15 }, { label: "g", grams: 1 }] };

test("quantities as people write them", () => {
  const read = { 2: 2, "0.5": 0.5, "0,5": 0.5, ".5": 0.5, "1.": 1, "1/2": 0.5, "2 1/2": 2.5, "½": 0.5, "1½": 1.5, "1 ½": 1.5, " 3 ": 3, "1/3": 0.333, 0: 0, "-2": -2 };
  for (const [text, value] of Object.entries(read)) assert.equal(parseQuantity(text), value, text);
  assert.equal(parseQuantity("  "), null);
});

test("what is no amount is kept as typed", () => {
  for (const text of ["1/", "-", "two", "1/0", "1 2", "a½", "1.2.3", "1e3"]) {
    assert.equal(parseQuantity(text), text);
    assert.equal(isAmount(text), false);
  }
  assert.equal(isAmount(null), true);
  assert.equal(isAmount(2), true);
  assert.equal(isAmount(-2), false);
});

test("grams follow from the measure, and weigh themselves", () => {
  assert.equal(gramsOf(newItem({ food_id: "dal", quantity: 1.5, measure: "katori" }), dal), 225);
  assert.equal(gramsOf(newItem({ food_id: "dal", quantity: 80, measure: "g" }), dal), 80);
  assert.equal(gramsOf(newItem({ quantity: 80, measure: "g" }), undefined), 80);
});

test("grams are unknown rather than wrong", () => {
  assert.equal(gramsOf(newItem({ food_id: "dal", quantity: "1/", measure: "katori" }), dal), null);
  assert.equal(gramsOf(newItem({ food_id: "dal", quantity: -2, measure: "katori" }), dal), null);
  assert.equal(gramsOf(newItem({ food_id: "dal", quantity: 1, measure: "bowl" }), dal), null);
  assert.equal(gramsOf(newItem({ quantity: 1, measure: "katori" }), undefined), null);
});

test("a measure that the food no longer has keeps what it weighed", () => {
  const before = newItem({ food_id: "dal", quantity: 2, measure: "bowl", grams: 360 });
  assert.equal(gramsOf({ ...before, quantity: 3 }, dal, before), 540);
  assert.equal(gramsOf({ ...before, quantity: 3 }, undefined, before), 540);
});

test("a picked food gets one of its first measure", () => {
  const item = withFood(newItem({ name: "da" }), dal);
  assert.deepEqual([item.food_id, item.name, item.quantity, item.measure, item.grams], ["dal", "Dal", 1, "katori", 150]);
});

test("a picked food keeps an amount that fits it", () => {
  const item = withFood(newItem({ quantity: 2, measure: "tbsp" }), dal);
  assert.deepEqual([item.quantity, item.measure, item.grams], [2, "tbsp", 30]);
});

test("a food without measures is weighed", () => {
  const item = withFood(newItem(), { id: "x", name: "X", measures: [] });
  assert.deepEqual([item.quantity, item.measure, item.grams], [100, "g", 100]);
});

test("typing over a food's name makes it free text that no longer has the food's figures", () => {
  const item = asFreeText(newItem({ food_id: "dal", name: "Dal", quantity: 1, measure: "katori", grams: 150 }), "Dals");
  assert.deepEqual([item.food_id, item.name, item.grams, item.quantity], [null, "Dals", null, 1]);
});

test("grams are always on offer, and so is the measure in use", () => {
  assert.deepEqual(measureLabels(newItem({ measure: "bowl" }), dal), ["katori", "tbsp", "g", "bowl"]);
  assert.deepEqual(measureLabels(newItem({ food_id: "gone", measure: "bowl" }), undefined), ["g", "bowl"]);
});

test("free text is counted in the usual measures, or in none", () => {
  const labels = measureLabels(newItem({ measure: "handful" }), undefined);
  assert.equal(labels[0], "");
  assert.ok(["katori", "piece", "g", "handful"].every((label) => labels.includes(label)));
});
