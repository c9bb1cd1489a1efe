/** Typing in the lines of the grid: what stands in a line's fields becomes the item of the document. */

import { asFreeText, measureLabels, withFood, withMeasure, withQuantity } from "./menu-amounts.js";
import { childrenOf, insertAt, newItem, nodeAt, removeAt } from "./menu-document.js";
import { fromTemplate, idsOf } from "./menu-dom.js";
import { gramsText } from "./menu-figures.js";
import { isBlank } from "./menu-totals.js";

export class MenuTyping {
  #before = null; // {ids, item} as it was when somebody came into its name

  /** @param {MenuEditor} editor */
  constructor(editor) {
    this.editor = editor;
    editor.addEventListener("input", ({ target }) => target.closest(".menu-item") && this.#typed(target));
    editor.addEventListener("focusin", ({ target }) => this.#entered(target));
    editor.addEventListener("focusout", (event) => this.#left(event));
  }

  /**
   * A new line at the end of an option, with the focus in it. It is part of the menu once something is typed in it:
   * an empty line is nothing to save, and goes when the focus goes.
   */
  newLine(option) {
    const line = fromTemplate(this.editor, "item");
    const item = newItem();
    line.dataset.node = item.id;
    line.dataset.unborn = "";
    option.querySelector(".menu-items").append(line);
    this.editor.rows.fillItem(line, item, this.editor.rows.placeIn(option));
    line.querySelector(".menu-name").focus();
  }

  /** Puts a picked food into the line of `field`, and goes on to its quantity. */
  pick(field, food) {
    const { editor } = this;
    editor.addFoods(food);
    this.#change(field.closest(".menu-item"), (item) => withFood(item, food), "name");
    const quantity = field.closest(".menu-item").querySelector(".menu-quantity");
    quantity.focus();
    quantity.select();
  }

  /** Gives a name back what stood there when somebody began to type; false when that is what it has. */
  takeBack(field) {
    const ids = idsOf(field);
    const before = this.#before;
    const now = nodeAt(this.editor.menu, ids);
    if (!now || before?.ids.join() !== ids.join() || !before.item || now.name === before.item.name) return false;
    const { name, food_id, measure, quantity, grams, nutrients } = before.item;
    this.editor.edit(ids, (item) => ({ ...item, name, food_id, measure, quantity, grams, nutrients }), "name");
    field.select();
    return true;
  }

  #typed(target) {
    const foods = this.editor.foods;
    const changes = {
      name: (item) => asFreeText(item, target.value),
      quantity: (item) => withQuantity(item, target.value, foods.get(item.food_id)),
      measure: (item) => withMeasure(item, target.value, foods.get(item.food_id)),
    };
    const change = changes[target.dataset.field];
    if (change) this.#change(target.closest(".menu-item"), change, target.dataset.field);
  }

  /** Changes the item of a line; a line that is in no document yet comes into it. */
  #change(line, change, field) {
    const { editor } = this;
    const ids = idsOf(line);
    if (!("unborn" in line.dataset)) return editor.edit(ids, change, field);
    const optionIds = ids.slice(0, 3);
    const end = childrenOf(nodeAt(editor.menu, optionIds), 3).length;
    const item = change({ ...newItem(), id: ids[3] });
    delete line.dataset.unborn;
    const isTaken = editor.commit(insertAt(editor.menu, optionIds, item, end), { group: [...ids, field].join("/") });
    if (!isTaken) line.dataset.unborn = "";
    return isTaken;
  }

  #entered(target) {
    const line = target.closest(".menu-item");
    if (!line) return;
    const ids = idsOf(line);
    const item = nodeAt(this.editor.menu, ids);
    if (target.matches(".menu-name")) this.#before = { ids, item };
    if (target.matches(".menu-measure")) this.#offerMeasures(target, item ?? newItem());
  }

  /** All measures of the food while the select has the focus; one option is enough otherwise. */
  #offerMeasures(select, item) {
    const food = this.editor.foods.get(item.food_id);
    const grams = new Map((food?.measures ?? []).map((measure) => [measure.label, measure.grams]));
    select.replaceChildren(...measureLabels(item, food).map((label) => {
      const weight = label === "g" ? "" : gramsText(grams.get(label));
      return new Option(weight ? `${label} · ${weight}` : label, label, false, label === item.measure);
    }));
  }

  #left({ target, relatedTarget }) {
    if (target.matches(".menu-measure")) target.replaceChildren(new Option(target.value));
    const line = target.closest(".menu-item");
    if (!line || line.contains(relatedTarget) || relatedTarget?.closest(".menu-panel")) return;
    if ("unborn" in line.dataset) return line.remove();
    const ids = idsOf(line);
    const item = nodeAt(this.editor.menu, ids);
    const saysNothing = item && isBlank(item) && item.quantity === null && !item.note;
    if (saysNothing) this.editor.commit(removeAt(this.editor.menu, ids), { group: [...ids, target.dataset.field].join("/") });
  }
}
