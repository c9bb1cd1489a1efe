/** Totals of a menu, remembered per node: after a change only the nodes that changed are added up again. */

import { childrenOf } from "./menu-document.js";
import { dayTotals, difference, isFilled, itemTotals, mealTotals, optionTotals } from "./menu-totals.js";

/** Totals by `foods` (figures by food id). Make a new one when foods are added: what was unknown may be known then. */
export class MenuSums {
  #foods;
  #keys;
  #known = new WeakMap();
  #filled = new WeakMap();

  /** @param {string[]} [keys] of the nutrients that are added up */
  constructor(foods, keys) {
    this.#foods = foods;
    this.#keys = keys;
  }

  item(item) {
    return this.#once(item, itemTotals);
  }

  option(option) {
    return this.#once(option, optionTotals);
  }

  meal(meal) {
    return this.#once(meal, mealTotals);
  }

  day(day) {
    return this.#once(day, dayTotals);
  }

  /** Whether anything of a day counts in its totals. */
  isFilled(day) {
    if (!this.#filled.has(day)) this.#filled.set(day, isFilled(day));
    return this.#filled.get(day);
  }

  /** How an option differs from the first of its meal; null for the first itself. */
  difference(meal, option) {
    const [first] = childrenOf(meal, 2);
    return first.id === option.id ? null : difference(this.option(option), this.option(first));
  }

  #once(node, total) {
    if (!this.#known.has(node)) this.#known.set(node, total(node, this.#foods, this.#keys));
    return this.#known.get(node);
  }
}
