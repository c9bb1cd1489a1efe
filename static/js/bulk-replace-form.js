/** The settings of find and replace: what is looked for, where, and what becomes of it. */

import { field, select, tick } from "./bulk-fields.js";
import { foodsIn } from "./bulk-find.js";
import { FoodField } from "./bulk-food-field.js";
import { BulkScope } from "./bulk-scope.js";
import { element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";

export class ReplaceForm {
  /**
   * @param {MenuEditor} editor
   * @param {() => void} onChange
   */
  constructor(editor, onChange) {
    this.kind = select([
      ["food", gettext("a food of the table")],
      ["text", gettext("a food by its text")],
      ["note", gettext("words of the notes")],
    ]);
    this.sought = select([]);
    this.text = element("input", { type: "text", maxlength: 200, autocomplete: "off" });
    this.within = tick(gettext("Also as words of longer names (“rice” in “rice kheer”)"), false);
    this.become = element("select");
    this.food = new FoodField(editor, gettext("The other food"), onChange);
    this.amount = select([
      ["measure", gettext("same quantity and measure, where it has that")],
      ["grams", gettext("same grams")],
      ["energy", gettext("same energy")],
    ]);
    this.words = element("input", { type: "text", maxlength: 1000, autocomplete: "off" });
    this.scope = new BulkScope(editor.slots, { withAlternatives: true, onChange });
    this.fields = {
      sought: field(gettext("Which food"), this.sought),
      text: field(gettext("Which words"), this.text, gettext("Whole words; capitals and accents do not matter.")),
      food: this.food.element,
      amount: field(gettext("How much of it"), this.amount),
      words: field(gettext("The other text"), this.words),
    };
    const { sought, text, food, amount, words } = this.fields;
    this.parts = [
      field(gettext("Find"), this.kind),
      sought,
      text,
      this.within,
      field(gettext("and"), this.become),
      food,
      amount,
      words,
      ...this.scope.parts,
    ];
    for (const part of this.parts)
      part.addEventListener("input", ({ target }) => {
        this.#arrange();
        if (target !== this.food.input) onChange();
      });
    this.#arrange();
  }

  /** Offers what is in `menu`. */
  refresh(menu) {
    const chosen = this.sought.value;
    const words = ({ name, count }) =>
      interpolate(ngettext("%(name)s (%(count)s line)", "%(name)s (%(count)s lines)", count), { name, count });
    const foods = foodsIn(menu);
    this.sought.replaceChildren(...foods.map((food) => new Option(words(food), food.id, false, food.id === chosen)));
    this.scope.refresh(menu);
  }

  /** What bulk-find.js looks for. */
  get query() {
    if (this.kind.value === "food") return { kind: "food", id: this.sought.value };
    return { kind: this.kind.value, text: this.text.value, within: this.within.firstChild.checked };
  }

  /** What bulk-replace.js does; null while that is not said yet. */
  get change() {
    const kind = this.become.value;
    if (kind === "food") return this.food.food && { kind, food: this.food.food, amount: this.amount.value };
    if (kind === "text") return this.words.value.trim() ? { kind, text: this.words.value } : null;
    return { kind };
  }

  #arrange() {
    const kind = this.kind.value;
    const isNote = kind === "note";
    const choices = isNote
      ? [
          ["text", gettext("put other words there")],
          ["delete", gettext("clear these notes")],
        ]
      : [
          ["food", gettext("replace it by another food")],
          ["text", gettext("change its text")],
          ["delete", gettext("delete its lines")],
        ];
    if (this.become.options.length !== choices.length) {
      this.become.replaceChildren(...choices.map(([value, words]) => new Option(words, value)));
    }
    const become = this.become.value;
    const shown = {
      sought: kind === "food",
      text: kind !== "food",
      food: become === "food",
      amount: become === "food",
      words: become === "text",
    };
    for (const [name, isShown] of Object.entries(shown)) this.fields[name].hidden = !isShown;
    this.within.hidden = kind !== "text";
  }
}
