/** Filling the elements of a day: its meals, their options, and the items in them. */

import { parseQuantity } from "./menu-amounts.js";
import { childrenOf } from "./menu-document.js";
import { fromTemplate, inOrder, nodeChildren, setLabel, setText, setValue, Showing, showNodes } from "./menu-dom.js";
import { differenceText, gramsText, kcalText, quantityText } from "./menu-figures.js";
import { makeCombobox } from "./food-combobox.js";
import { gettext, interpolate } from "./i18n.js";
import {
  addFoodLabel, addMealLabel, gapLabel, itemLabels, mealTitle, optionTitle, placeTitle, textOf,
} from "./menu-labels.js";
import { isBlank } from "./menu-totals.js";

export class MenuRows {
  #showing = new Showing();
  #places = new WeakMap(); // option element → where it is, in words

  /**
   * @param {Element} root holds the templates
   * @param {Map<string, string>} slots labels by slot
   * @param {MenuProblems} problems
   */
  constructor(root, slots, problems) {
    this.root = root;
    this.slots = slots;
    this.problems = problems;
    this.sums = null;
  }

  /** The meals of `day` in the rows of its week; `cells` has null where the day has no meal in a row. */
  fillDay(element, day, title, cells, rows) {
    if (!this.#isNew(element, day, [title, ...rows].join("|"))) return;
    const head = element.querySelector(".menu-day-head").nextElementSibling;
    const meals = nodeChildren(element);
    const gaps = [...element.querySelectorAll(":scope > .menu-gap")];
    const wanted = cells.map((meal, row) => {
      if (!meal) return this.#gap(gaps.shift(), row, rows[row], title);
      const shown = meals.get(meal.id) ?? this.#make("meal", meal.id);
      meals.delete(meal.id);
      return shown;
    });
    for (const gone of [...meals.values(), ...gaps]) gone.remove();
    inOrder(element, wanted, head);
    cells.forEach((meal, row) => meal && this.#fillMeal(wanted[row], meal, title));
    const add = element.lastElementChild.firstElementChild;
    setLabel(add, addMealLabel(title));
  }

  #gap(present, row, title, day) {
    const gap = present ?? fromTemplate(this.root, "gap");
    gap.dataset.row = row;
    setLabel(gap, gapLabel(title, day));
    return gap;
  }

  #fillMeal(element, meal, day) {
    const title = mealTitle(meal, this.slots);
    const place = placeTitle(title, day);
    if (!this.#isNew(element, meal, place)) return;
    setLabel(element, place);
    setText(element.querySelector(".menu-meal-title"), title);
    setText(element.querySelector(".menu-meal-time"), textOf(meal.time));
    const options = childrenOf(meal, 2);
    const isEmpty = childrenOf(options[0], 3).every(isBlank);
    setText(element.querySelector(".menu-meal-kcal"), isEmpty ? "" : kcalText(this.sums.meal(meal).kcal));
    setText(element.querySelector(".menu-note"), textOf(meal.note));
    this.problems.showAbout(element, element.querySelector(".menu-meal-head"));
    const list = element.querySelector(".menu-options");
    showNodes(list, options, () => fromTemplate(this.root, "option")).forEach((shown, index) => {
      const where = options.length > 1 ? placeTitle(title, day, optionTitle(index)) : place;
      this.#fillOption(shown, meal, options[index], index, where);
    });
  }

  #fillOption(element, meal, option, index, place) {
    const more = this.sums.difference(meal, option)?.kcal;
    const difference = more ? interpolate(gettext("%(amount)s kcal"), { amount: differenceText(more) }) : "";
    setText(element.querySelector(".menu-difference"), difference);
    this.#places.set(element, place);
    if (!this.#isNew(element, option, place)) return;
    setText(element.querySelector(".menu-option-title > span"), optionTitle(index));
    setLabel(element.querySelector(".menu-add"), addFoodLabel(place));
    const items = childrenOf(option, 3);
    showNodes(element.querySelector(".menu-items"), items, () => fromTemplate(this.root, "item"))
      .forEach((shown, row) => this.fillItem(shown, items[row], place));
  }

  /** Where the lines of an option are: "Breakfast, Day 1". */
  placeIn(option) {
    return this.#places.get(option);
  }

  /** Shows an item; a field keeps what stands in it when that means the same ("1/2" for 0.5). */
  fillItem(element, item, place) {
    if (!this.#showing.has(element)) equip(element);
    if (!this.#isNew(element, item, place)) return;
    const [name, , quantity, measure, figures, note] = element.children;
    element.classList.toggle("menu-linked", Boolean(item.food_id));
    setValue(name, textOf(item.name));
    if (parseQuantity(quantity.value) !== (item.quantity ?? null)) setValue(quantity, quantityText(item.quantity));
    if (measure.value !== textOf(item.measure)) measure.replaceChildren(new Option(textOf(item.measure)));
    const energy = isBlank(item) ? "" : kcalText(this.sums.item(item).kcal);
    setText(figures, [gramsText(item.grams), energy].filter(Boolean).join("\n"));
    setText(note, textOf(item.note));
    const labels = itemLabels(textOf(item.name), place);
    for (const control of element.children) if (labels[control.className]) setLabel(control, labels[control.className]);
    this.problems.show(element, item);
  }

  /** Whether `element` does not show exactly this yet. */
  #isNew(element, node, place) {
    return this.#showing.isNew(element, node, place, this.sums, this.problems.edition);
  }

  #make(kind, id) {
    const made = fromTemplate(this.root, kind);
    made.dataset.node = id;
    return made;
  }
}

/** What the fields of a line are once a script stands behind them; without one they are plain fields. */
function equip(line) {
  const [name, more, quantity] = line.children;
  makeCombobox(name, "menu-foods-found");
  name.maxLength = 200;
  more.setAttribute("aria-haspopup", "dialog");
  quantity.inputMode = "decimal";
  quantity.autocomplete = "off";
}
