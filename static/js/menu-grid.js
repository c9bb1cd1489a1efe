/**
 * The rows that the meals of several days share in a grid of slots and days.
 *
 * Every day keeps the order of its own meals; meals of the same slot stand side by side wherever that order allows.
 * apps/menus/grid.py does the same; tests/cases/grid.json holds both to it.
 */

const CUSTOM = "custom";

/** The slot of a meal among `slots` (slot names); what we do not know is a custom one. */
function slotOf(meal, slots) {
  return slots.includes(meal.slot) ? meal.slot : CUSTOM;
}

/** The name by which custom meals are told apart; empty for the slots that everybody knows. */
function customName(meal, slots) {
  return slotOf(meal, slots) === CUSTOM ? textOf(meal.name).trim() : "";
}

/** Whether two meals belong in the same row. */
export function inOneRow(meal, other, slots) {
  const [one, two] = [meal, other].map((node) => customName(node, slots).toLowerCase());
  return slotOf(meal, slots) === slotOf(other, slots) && one === two;
}

/**
 * `{rows, cells}` for `days`, a list of meals in order for each: rows are `{slot, name, time}`, and `cells[day][row]`
 * is that day's meal or null.
 */
export function arrange(days, slots) {
  const rows = [];
  const placed = days.map((meals) => {
    const taken = new Map();
    let cursor = 0;
    for (const meal of meals) {
      cursor = rowFor(meal, rows, cursor, slots);
      taken.set(rows[cursor], meal);
      cursor += 1;
    }
    return taken;
  });
  return { rows, cells: placed.map((taken) => rows.map((row) => taken.get(row) ?? null)) };
}

/** The first row from `start` that takes `meal`; a new one is made where its time belongs. */
function rowFor(meal, rows, start, slots) {
  const found = rows.findIndex((row, index) => index >= start && inOneRow(row, meal, slots));
  if (found >= 0) return found;
  const time = textOf(meal.time);
  let index = start;
  while (index < rows.length && rows[index].time <= time) index += 1;
  rows.splice(index, 0, { slot: slotOf(meal, slots), name: customName(meal, slots), time });
  return index;
}

function textOf(value) {
  return typeof value === "string" ? value : "";
}
