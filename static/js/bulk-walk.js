/** Every line of a menu with its place, and many lines changed at once: one walk, whatever is changed. Pure. */

import { childrenOf } from "./menu-document.js";

/**
 * A line and where it is. `option` counts from 0; only lines of option 0 count in the totals.
 * @typedef {{ids: string[], key: string, day: object, dayIndex: number, meal: object, option: number, item: object}} Line
 */

/** Which days and meals a tool works on: `{days: Set of day ids, slots: Set of slot keys, alternatives: boolean}`. */
export function inScope(scope, { day, meal, option }) {
  return scope.days.has(day.id) && scope.slots.has(slotKey(meal)) && (option === 0 || scope.alternatives);
}

/** What tells meals of one kind: the slot, and for custom meals their name. */
export function slotKey(meal) {
  return meal.slot === "custom"
    ? `custom:${String(meal.name ?? "")
        .trim()
        .toLowerCase()}`
    : String(meal.slot);
}

/** The key of a line among all lines of a menu. */
export function lineKey(ids) {
  return ids.join("/");
}

/** @returns {Line[]} all lines in the order in which people read them */
export function linesOf(menu) {
  return childrenOf(menu, 0).flatMap((day, dayIndex) =>
    childrenOf(day, 1).flatMap((meal) =>
      childrenOf(meal, 2).flatMap((node, option) =>
        childrenOf(node, 3).map((item) => {
          const ids = [day.id, meal.id, node.id, item.id];
          return { ids, key: lineKey(ids), day, dayIndex, meal, option, item };
        }),
      ),
    ),
  );
}

/**
 * `menu` with lines replaced: `changed` maps keys of lines to items, or to null for a line that goes. What is not
 * changed is shared with the menu before, so views and totals do again only what changed.
 */
export function withLines(menu, changed) {
  return changed.size ? replaced(menu, ["days", "meals", "options", "items"], [], changed) : menu;
}

function replaced(node, [level, ...deeper], ids, changed) {
  const before = node[level] ?? [];
  const after = before.map((child) => {
    const at = [...ids, child.id];
    if (deeper.length) return replaced(child, deeper, at, changed);
    const key = lineKey(at);
    return changed.has(key) ? changed.get(key) : child;
  });
  const isSame = after.every((child, index) => child === before[index]);
  return isSame ? node : { ...node, [level]: after.filter((child) => child !== null) };
}
