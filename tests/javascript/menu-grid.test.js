/** menu-grid.js arranges meals as grid.py does. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { arrange } from "../../static/js/menu-grid.js";

const cases = JSON.parse(readFileSync(new URL("../cases/grid.json", import.meta.url), "utf8"));
const SLOTS = "early_morning breakfast mid_morning lunch mid_evening evening dinner post_dinner custom".split(" ");

function meal(text) {
  const [slot, time, ...name] = text.split(" ");
  return { slot, time: time === "-" ? "" : time, name: name.join(" ") };
}

for (const { name, days, rows, cells } of cases.arrange) {
  test(name, () => {
    const meals = days.map((day) => day.map(meal));
    const found = arrange(meals, SLOTS);
    const written = found.rows.map((row) => [row.slot, row.time || "-", row.name].filter(Boolean).join(" "));
    assert.deepEqual(written, rows);
    const places = found.cells.map((line, day) => line.map((node) => (node ? meals[day].indexOf(node) : null)));
    assert.deepEqual(places, cells);
  });
}
