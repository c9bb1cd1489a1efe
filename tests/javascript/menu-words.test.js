/** Somebody who has to choose between two versions reads places and foods, not paths and JSON. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { newItem } from "../../static/js/menu-document.js";
import { pathInWords, valueInWords } from "../../static/js/menu-words.js";

const slots = new Map([["lunch", "Lunch"]]);
const dal = { ...newItem({ name: "Dal", quantity: 1.5, measure: "katori" }), id: "i1", position: "i" };
const roti = { ...newItem({ name: "Roti", quantity: 2, measure: "roti, medium" }), id: "i2", position: "r" };
const lunch = { id: "m1", position: "i", slot: "lunch", options: [{ id: "o1", position: "i", items: [dal, roti] }] };
const menu = { schema: 1, days: [{ id: "d1", position: "i", label: "Monday", meals: [lunch] }] };

test("places", () => {
  assert.equal(pathInWords(menu, "days/d1/meals/m1/options/o1/items/i1/quantity", slots), "Day 1 (Monday) › Lunch › Dal: quantity");
  assert.equal(pathInWords(menu, "days/d1/meals/m1", slots), "Day 1 (Monday) › Lunch");
  assert.equal(pathInWords(menu, "days/d1/note", slots), "Day 1 (Monday): note");
});

test("what is not there has no name here", () => {
  assert.equal(pathInWords(menu, "days/gone/note", slots), null);
  assert.equal(pathInWords(menu, "", slots), null);
});

test("values", () => {
  assert.equal(valueInWords("days/d1/meals/m1/options/o1/items/i1/quantity", 1.5, slots), "1.5");
  assert.equal(valueInWords("days/d1/meals/m1/options/o1/items/i1", dal, slots), "Dal 1.5 katori");
  assert.equal(valueInWords("days/d1/meals/m1", lunch, slots), "Lunch: Dal 1.5 katori, Roti 2 roti, medium");
  assert.equal(valueInWords("days/d1", menu.days[0], slots), "Lunch: Dal 1.5 katori, Roti 2 roti, medium");
  assert.equal(valueInWords("days/d1/meals/m1", { ...lunch, options: [] }, slots), "Lunch: nothing yet");
  assert.equal(valueInWords("days/d1/meals/m1/options/o1/items/i1/nutrients", { kcal: 50 }, slots), "kcal 50");
});
