/** The list of foods below the field of a line. */

import { FoodCombobox } from "./food-combobox.js";
import { fillFoodOption } from "./food-option.js";
import { fromTemplate } from "./menu-dom.js";

/**
 * @param {MenuEditor} editor
 * @returns {FoodCombobox}
 */
export function pickerOf(editor) {
  const part = (name) => editor.querySelector(`[data-foods=${name}]`);
  const parts = { box: part("box"), list: part("list"), note: part("note"), status: part("status") };
  return new FoodCombobox(editor, parts, {
    search: (text, signal) => editor.foods.search(text, signal),
    makeOption: (food) => {
      const option = fillFoodOption(fromTemplate(editor, "food"), food);
      return editor.guard?.markOption(option, food) ?? option;
    },
    pick: (field, food) => editor.typing.pick(field, food),
    keep: (field) => field.closest(".menu-item").querySelector(".menu-quantity").select(),
    star: (food) => editor.foods.star(food),
  });
}
