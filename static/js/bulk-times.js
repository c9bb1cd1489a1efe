/** Setting or shifting the times of many meals. Pure. */

import { slotKey } from "./bulk-walk.js";
import { childrenOf } from "./menu-document.js";

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const DAY = 24 * 60;

/**
 * What becomes of the times of the chosen meals: `{ids, day, dayIndex, meal, from, to, why}`; `to` is null where it
 * stays, then `why` is "same", "no_time" (nothing to shift) or "other_day" (it would pass midnight).
 * @param {object} menu
 * @param {{days: Set<string>, slots: Set<string>}} scope
 * @param {{set: string} | {shift: number}} change a time "HH:MM" ("" takes it away), or minutes, negative for earlier
 */
export function planTimes(menu, scope, change) {
  return childrenOf(menu, 0).flatMap((day, dayIndex) =>
    (scope.days.has(day.id) ? childrenOf(day, 1) : [])
      .filter((meal) => scope.slots.has(slotKey(meal)))
      .map((meal) => {
        const from = typeof meal.time === "string" ? meal.time : "";
        return { ids: [day.id, meal.id], day, dayIndex, meal, from, ...newTime(from, change) };
      }),
  );
}

/** `menu` with the times that change. */
export function applyTimes(menu, plan) {
  const times = new Map(plan.filter(({ to }) => to !== null).map(({ ids, to }) => [ids.join("/"), to]));
  if (!times.size) return menu;
  const days = menu.days.map((day) => {
    const meals = day.meals.map((meal) => {
      const time = times.get(`${day.id}/${meal.id}`);
      return time === undefined ? meal : { ...meal, time };
    });
    return meals.every((meal, index) => meal === day.meals[index]) ? day : { ...day, meals };
  });
  return { ...menu, days };
}

function newTime(from, { set, shift }) {
  if (set !== undefined) return set === from ? { to: null, why: "same" } : { to: set, why: "" };
  const read = TIME.exec(from);
  if (!read) return { to: null, why: "no_time" };
  const minutes = Number(read[1]) * 60 + Number(read[2]) + shift;
  if (minutes < 0 || minutes >= DAY) return { to: null, why: "other_day" };
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  const to = `${hour}:${minute}`;
  return to === from ? { to: null, why: "same" } : { to, why: "" };
}
