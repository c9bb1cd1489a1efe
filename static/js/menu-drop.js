/** Where something that is dragged would land: lines between lines of an option, meals on a day. */

import { childrenOf, nodeAt } from "./menu-document.js";
import { idsOf } from "./menu-dom.js";
import { moveItems, moveMeals } from "./menu-many.js";

/**
 * What a drop at `target` would do with nodes that `depth` ids name; null where they cannot go.
 * @param {Element} target what is under the pointer
 * @param {number} y of the pointer, in the window
 * @param {number} depth 2: meals, 4: lines
 * @param {string[]} slots
 * @returns {{element: HTMLElement, kind: string, run: (menu: object, list: string[][]) => object} | null}
 *   the element to mark and how, and the change
 */
export function goalAt(target, y, depth, slots) {
  if (depth === 2) return onDay(target.closest(".menu-day"), slots);
  const option = target.closest(".menu-option") ?? target.closest(".menu-meal")?.querySelector(".menu-option");
  return option ? between(option, y) : null;
}

function onDay(day, slots) {
  if (!day) return null;
  const [dayId] = idsOf(day);
  return { element: day, kind: "day", run: (menu, list) => moveMeals(menu, list, dayId, slots) };
}

function between(option, y) {
  const lines = [...option.querySelectorAll(".menu-item:not(.menu-dragged, [data-unborn])")];
  const before = lines.find((line) => middleOf(line) > y);
  const ids = idsOf(option);
  const run = (menu, list) => {
    const moving = new Set(list.map((one) => one.join("/")));
    const staying = childrenOf(nodeAt(menu, ids), 3).filter(({ id }) => !moving.has([...ids, id].join("/")));
    const index = staying.findIndex(({ id }) => id === before?.dataset.node);
    return moveItems(menu, list, ids, index < 0 ? staying.length : index).menu;
  };
  return before ? { element: before, kind: "before", run } : { element: option.querySelector(".menu-items"), kind: "end", run };
}

function middleOf(line) {
  const { top, height } = line.getBoundingClientRect();
  return top + height / 2;
}
