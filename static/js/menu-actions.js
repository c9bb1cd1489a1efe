/**
 * What the buttons of the editor do to a menu. Each action takes the menu and the ids of its node and answers the
 * new menu, what to focus then, and for what takes something away the sentence that offers to undo it.
 *
 * @typedef {{menu: object, focus?: string[], undo?: string}} Change
 */

import { gettext, interpolate } from "./i18n.js";
import { addDay, duplicate, insertMeal, moveToOption } from "./menu-copying.js";
import {
  childrenOf, insertAt, moveTo, newMeal, newOption, nodeAt, pathOf, placeOf, removeAt, siblingsOf,
} from "./menu-document.js";
import { pathInWords } from "./menu-words.js";

/** @type {Record<string, (menu: object, ids: string[], context: object) => Change>} */
export const ACTIONS = {
  "move-up": (menu, ids) => ({ menu: moveTo(menu, ids, placeOf(menu, ids) - 1), focus: ids }),
  "move-down": (menu, ids) => ({ menu: moveTo(menu, ids, placeOf(menu, ids) + 1), focus: ids }),
  duplicate: (menu, ids) => focused(duplicate(menu, ids)),
  remove,
  "to-option": (menu, ids, { option }) => focused(moveToOption(menu, ids, option)),
  "to-new-option": (menu, ids) => {
    const option = newOption();
    return focused(moveToOption(withOption(menu, ids.slice(0, 2), option), ids, option.id));
  },
  "add-option": (menu, ids) => {
    const option = newOption();
    return { menu: withOption(menu, ids, option), focus: [...ids, option.id] };
  },
  "add-meal": (menu, ids, { slot, name = "", time = "" }) => {
    const meal = newMeal(slot, name, time);
    return { menu: insertMeal(menu, ids[0], meal), focus: [ids[0], meal.id] };
  },
  "add-day": (menu) => focused(addDay(menu)),
};

function focused({ menu, ids }) {
  return { menu, focus: ids };
}

function withOption(menu, mealIds, option) {
  return insertAt(menu, mealIds, option, childrenOf(nodeAt(menu, mealIds), 2).length);
}

/** The focus goes on to the next sibling, else to the one before, else to what held the node. */
function remove(menu, ids, { slots }) {
  const siblings = siblingsOf(menu, ids);
  const place = placeOf(menu, ids);
  const next = siblings[place + 1] ?? siblings[place - 1];
  const parent = ids.slice(0, -1);
  return {
    menu: removeAt(menu, ids),
    focus: next ? [...parent, next.id] : parent,
    undo: interpolate(gettext("Removed: %(what)s"), { what: pathInWords(menu, pathOf(ids), slots) }),
  };
}
