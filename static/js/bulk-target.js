/** Where pasted rows go that name no day or no meal. */

import { field, select } from "./bulk-fields.js";
import { gettext } from "./i18n.js";
import { childrenOf, nodeAt } from "./menu-document.js";
import { dayFullTitle, mealTitle, optionTitle } from "./menu-labels.js";

export class PasteTarget {
  /**
   * @param {Map<string, string>} slots labels by slot
   * @param {() => void} onChange
   */
  constructor(slots, onChange) {
    this.slots = slots;
    this.day = select([]);
    this.option = select([]);
    this.how = select([
      ["add", gettext("add to it")],
      ["replace", gettext("replace it")],
    ]);
    this.parts = [
      field(gettext("Day, for lines that name none"), this.day),
      field(gettext("Meal, for lines that name none"), this.option),
      field(gettext("What stands in these meals"), this.how),
    ];
    this.day.addEventListener("input", () => {
      this.#offerMeals();
      onChange();
    });
    for (const control of [this.option, this.how]) control.addEventListener("input", onChange);
  }

  /** Ids of the day, the meal and the option; shorter where the menu has none. */
  get ids() {
    return this.day.value ? [this.day.value, ...this.option.value.split("/").filter(Boolean)] : [];
  }

  get replace() {
    return this.how.value === "replace";
  }

  /** Offers the places of `menu`; `ids` name the one to begin with, otherwise what is chosen stays. */
  refresh(menu, ids = this.ids) {
    this.menu = menu;
    const days = childrenOf(menu, 0).map(
      (day, index) => new Option(dayFullTitle(day, index), day.id, false, day.id === ids[0]),
    );
    this.day.replaceChildren(...days);
    this.#offerMeals(ids);
  }

  #offerMeals(ids = []) {
    const [day] = this.day.value ? [nodeAt(this.menu, [this.day.value])] : [];
    const places = childrenOf(day, 1).flatMap((meal) =>
      childrenOf(meal, 2).map((option, index) => {
        const title = mealTitle(meal, this.slots);
        const isIt = meal.id === ids[1] && (ids[2] ? option.id === ids[2] : index === 0);
        return new Option(index ? `${title}, ${optionTitle(index)}` : title, `${meal.id}/${option.id}`, false, isIt);
      }),
    );
    this.option.replaceChildren(...places);
  }
}
