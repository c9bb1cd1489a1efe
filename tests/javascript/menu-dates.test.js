/** menu-dates.js gives the days of a plan the dates that apps/meal_plans/dates.py gives them. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { datesOfForm, planDates } from "../../static/js/menu-dates.js";

const cases = JSON.parse(readFileSync(new URL("../cases/plan-dates.json", import.meta.url), "utf8"));

for (const { name, start, days, frozen, dates } of cases) {
  test(name, () => assert.deepEqual(planDates(start, days, frozen), dates));
}

function form(fields) {
  return { elements: { namedItem: (name) => (name in fields ? { value: fields[name] } : null) } };
}

test("a form without a start has no dates, nor has a half-typed one", () => {
  assert.deepEqual(datesOfForm(form({}), 2), []);
  assert.deepEqual(datesOfForm(form({ start_date: "2026-1" }), 2), []);
  assert.deepEqual(datesOfForm(form({ start_date: "2026-13-45" }), 2), []);
  assert.deepEqual(datesOfForm(null, 2), []);
});

test("frozen dates of the form are passed over, whatever else stands there is not a date", () => {
  const fields = { start_date: "2026-12-01", frozen_dates: "2026-12-02 soon" };
  assert.deepEqual(datesOfForm(form(fields), 2).map((text) => text.match(/\d+/)[0]), ["1", "3"]);
});
