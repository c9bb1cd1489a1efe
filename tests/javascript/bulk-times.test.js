/** Many meal times at once: set, taken away, shifted; what cannot be shifted stays and says why. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyTimes, planTimes } from "../../static/js/bulk-times.js";

const meal = (id, slot, time, position, name = "") => ({ id, slot, time, position, name, options: [] });
const menu = {
  days: [
    { id: "d1", position: "1", meals: [meal("b", "breakfast", "09:00", "1"), meal("n", "dinner", "23:45", "2"), meal("g", "custom", "", "3", "Gym")] },
    { id: "d2", position: "2", meals: [meal("b", "breakfast", "08:30", "1")] },
  ],
};
const scope = { days: new Set(["d1", "d2"]), slots: new Set(["breakfast", "dinner", "custom:gym"]) };
const outcome = (change, where = scope) => planTimes(menu, where, change).map(({ from, to, why }) => to ?? `${from} ${why}`);

test("set and take away", () => {
  assert.deepEqual(outcome({ set: "09:00" }), ["09:00 same", "09:00", "09:00", "09:00"]);
  assert.deepEqual(outcome({ set: "" }), ["", "", " same", ""]);
});

test("shift, but never into another day, and nothing where there is no time", () => {
  assert.deepEqual(outcome({ shift: 30 }), ["09:30", "23:45 other_day", " no_time", "09:00"]);
  assert.deepEqual(outcome({ shift: -525 }), ["00:15", "15:00", " no_time", "08:30 other_day"]);
  assert.deepEqual(outcome({ shift: 0 }), ["09:00 same", "23:45 same", " no_time", "08:30 same"]);
});

test("only the chosen meals of the chosen days change", () => {
  const plan = planTimes(menu, { days: new Set(["d2"]), slots: new Set(["breakfast"]) }, { shift: 15 });
  const after = applyTimes(menu, plan);
  assert.equal(after.days[0], menu.days[0]);
  assert.equal(after.days[1].meals[0].time, "08:45");
  assert.equal(applyTimes(menu, []), menu);
});
