/** menu-guard.js finds what guard.py finds. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { check, foodHits, keyOf } from "../../static/js/menu-guard.js";

const cases = JSON.parse(readFileSync(new URL("../cases/guard.json", import.meta.url), "utf8"));
const byMark = ["halal", "kosher", "low_sodium", "low_potassium", "low_fodmap", "low_gi", "keto"];

for (const { name, menu, diet, is } of cases.check) {
  test(name, () => assert.deepEqual(check(menu, cases.foods, { ...diet, byMark }), is));
}

test("a reason is for one food and one allergen", () => {
  assert.equal(keyOf({ food_id: "f00d", kind: "allergy", code: "milk" }), "f00d_a_milk");
  assert.equal(keyOf({ food_id: "f00d", kind: "restriction", code: "vegan" }), "f00d_r_vegan");
});

test("a food of a search is looked at by its tags", () => {
  const diet = { allergies: ["milk"], restrictions: ["vegan"], byMark };
  assert.deepEqual(foodHits(cases.foods.paneer, diet), [
    { kind: "allergy", code: "milk" },
    { kind: "restriction", code: "vegan" },
  ]);
  assert.deepEqual(foodHits(undefined, diet), []);
});
