/** menu-totals.js adds up as totals.py does. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  averageDay, averageOf, dayTotals, difference, isFilled, itemTotals, mealTotals, optionTotals, verdict,
} from "../../static/js/menu-totals.js";

const cases = JSON.parse(readFileSync(new URL("../cases/totals.json", import.meta.url), "utf8"));
const { foods, menu } = cases;

function agrees(totals, expected) {
  for (const [key, [value, complete]] of Object.entries(expected)) {
    assert.ok(Math.abs(totals[key].value - value) < 1e-9, `${key}: ${totals[key].value} is not ${value}`);
    assert.equal(totals[key].complete, complete, key);
  }
}

const mealOf = ({ day, meal }) => menu.days[day].meals[meal];

for (const { name, item, is } of cases.items) test(name, () => agrees(itemTotals(item, foods), is));
for (const { name, is, ...at } of cases.meals) test(name, () => agrees(mealTotals(mealOf(at), foods), is));
for (const { name, day, is } of cases.days) test(name, () => agrees(dayTotals(menu.days[day], foods), is));

for (const { name, is, option, ...at } of cases.differences) {
  test(name, () => {
    const other = optionTotals(mealOf(at).options[option], foods);
    agrees(difference(other, mealTotals(mealOf(at), foods)), is);
  });
}

test("the average leaves out days that are not written yet", () => {
  const average = averageDay(menu, foods);
  assert.equal(average.days, cases.average.days);
  agrees(average.totals, cases.average.is);
});

test("the average of day totals that are known already is the same", () => {
  const filled = menu.days.filter(isFilled).map((day) => dayTotals(day, foods));
  assert.deepEqual(averageOf(filled), averageDay(menu, foods));
});

test("the average of nothing is nothing", () => {
  assert.deepEqual(averageDay({ days: [] }, foods).totals.kcal, { value: 0, complete: true });
});

for (const { low, high, decimals, is, ...amount } of cases.verdicts) {
  test(`${JSON.stringify(amount)} against ${low}–${high} is ${is}`, () =>
    assert.equal(verdict(amount, low, high, decimals), is));
}
