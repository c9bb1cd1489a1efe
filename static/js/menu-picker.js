/** Picking a food of the table: the list below the field of a line, and what every such list of the editor does. */

import { FoodCombobox } from "./food-combobox.js";
import { fillFoodOption } from "./food-option.js";
import { fromTemplate } from "./menu-dom.js";

/** Searching, showing and starring foods, the same in each list: what somebody must not eat is marked in all. */
export function foodCalls(editor) {
  return {
    search: (text, signal) => editor.foods.search(text, signal),
    makeOption: (food) => {
      const option = fillFoodOption(fromTemplate(editor, "food"), food);
      return editor.guard?.markOption(option, food) ?? option;
    },
    star: (food) => editor.foods.star(food),
  };
}

/**
 * @param {MenuEditor} editor
 * @returns {FoodCombobox}
 */
export function pickerOf(editor) {
  const part = (name) => editor.querySelector(`[data-foods=${name}]`);
  const parts = { box: part("box"), list: part("list"), note: part("note"), status: part("status") };
  return new FoodCombobox(editor, parts, {
    ...foodCalls(editor),
    pick: (field, food) => editor.typing.pick(field, food),
    keep: (field) => field.closest(".menu-item").querySelector(".menu-quantity").select(),
  });
}
