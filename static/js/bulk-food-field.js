/** A field of a tool in which one food of the table is searched for and picked. */

import { field } from "./bulk-fields.js";
import { element } from "./dom.js";
import { FoodCombobox, makeCombobox } from "./food-combobox.js";
import { gettext } from "./i18n.js";
import { foodCalls } from "./menu-picker.js";

export class FoodField {
  food = null;

  /**
   * @param {MenuEditor} editor
   * @param {string} label
   * @param {() => void} onChange the food was picked, or is none any more
   */
  constructor(editor, label, onChange) {
    const list = element("ul", {
      class: "menu-foods-list",
      role: "listbox",
      id: "bulk-foods-found",
      "aria-label": gettext("Foods found"),
    });
    const note = element("p", { class: "menu-foods-note" });
    const box = element("div", { class: "menu-foods", popover: "manual" }, list, note);
    const status = element("p", { class: "visually-hidden", role: "status" });
    this.input = element("input", { type: "text", maxlength: 100 });
    makeCombobox(this.input, list.id);
    this.element = field(label, this.input, gettext("Type and pick one from the list."));
    this.element.append(box, status);
    this.input.addEventListener("input", () => this.#take(null, onChange));
    new FoodCombobox(
      this.element,
      { box, list, note, status },
      {
        ...foodCalls(editor),
        pick: (input, food) => {
          input.value = food.name;
          this.#take(food, onChange);
        },
        keep: () => {},
      },
    );
  }

  #take(food, onChange) {
    if (food === this.food) return;
    this.food = food;
    onChange();
  }
}
