/** menu-figures.js writes figures as figures.py does. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { amountText, differenceText, gramsText, kcalText, quantityText } from "../../static/js/menu-figures.js";

const cases = JSON.parse(readFileSync(new URL("../cases/figures.json", import.meta.url), "utf8"));

test("amounts", () => {
  for (const { is, decimals, ...amount } of cases.amount) assert.equal(amountText(amount, decimals), is);
});

test("differences", () => {
  for (const { is, decimals, ...amount } of cases.difference) assert.equal(differenceText(amount, decimals), is);
});

test("grams", () => {
  for (const { is, grams } of cases.grams) assert.equal(gramsText(grams), is);
});

test("quantities", () => {
  for (const { is, quantity } of cases.quantity) assert.equal(quantityText(quantity), is);
});

test("energy names its unit", () => assert.equal(kcalText({ value: 210, complete: false }), "≥ 210 kcal"));
