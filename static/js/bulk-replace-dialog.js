/** The dialog that finds foods and texts over the plan and replaces them, with every hit to be looked at first. */

import { BulkDialog, row, table } from "./bulk-dialog.js";
import { find } from "./bulk-find.js";
import { applyReplacing, dayDifferences, planReplacing } from "./bulk-replace.js";
import { ReplaceForm } from "./bulk-replace-form.js";
import { Debounce } from "./debounce.js";
import { button, element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { nodeAt, placeOf } from "./menu-document.js";
import { amountText, differenceText, kcalText, quantityText } from "./menu-figures.js";
import { dayFullTitle, mealTitle, optionTitle, placeTitle, textOf } from "./menu-labels.js";
import { MenuSums } from "./menu-sums.js";

const WHY = {
  no_weight: gettext("stays: nobody knows its weight"),
  no_energy: gettext("stays: the energy of one of the two is not known"),
  too_much: gettext("stays: it would take more than 10,000"),
  no_text: gettext("stays: no text would be left"),
  too_long: gettext("stays: the text would be too long"),
  by_weight: gettext("by weight: the new food has not this measure"),
  free_text: gettext("becomes free text, without figures"),
};

export class ReplaceDialog extends BulkDialog {
  #left = new Set(); // keys of hits that are not to change
  #soon = new Debounce(() => this.#look(), { wait: 150, longest: 600 });

  constructor(editor) {
    super(editor, {
      name: "replace",
      title: gettext("Find and replace"),
      help: gettext("Every hit is listed with what it holds now and then; take the tick off those that are to stay. Nothing changes before you press the button, and one Undo takes all of it back."),
      confirm: gettext("Replace"),
    });
    this.form = new ReplaceForm(editor, () => this.#soon.touch());
    this.settings.append(...this.form.parts);
    const all = (words, isOn) => button(words, () => this.#tickAll(isOn), "button button-quiet");
    this.ticks = element("div", { class: "bulk-ticks" }, all(gettext("Tick all"), true), all(gettext("Tick none"), false));
    this.hits = table(gettext("Hits"), [gettext("Change"), gettext("Where"), gettext("Now"), gettext("Then")]);
    this.days = table(gettext("What the days then hold"), [gettext("Day"), ...editor.nutrients.map(({ label, unit }) => `${label}, ${unit}`)]);
    this.daysHeading = element("h3", {}, gettext("What the days then hold"));
    this.preview.append(this.ticks, this.hits, this.daysHeading, this.days);
    this.hits.addEventListener("change", ({ target }) => {
      this.#left[target.checked ? "delete" : "add"](target.value);
      this.#count();
    });
  }

  open() {
    this.#left.clear();
    this.show();
    this.form.kind.focus();
  }

  settle() {
    super.settle();
    this.form.refresh(this.menu);
    this.#look();
  }

  run() {
    if (this.form.change?.food) this.editor.addFoods(this.form.change.food);
    const count = this.changed.size;
    const words = ngettext("%(count)s line changed by find and replace", "%(count)s lines changed by find and replace", count);
    this.finish(this.after, interpolate(words, { count }));
  }

  #look() {
    this.#soon.cancel();
    const { query, change, scope } = this.form;
    const hits = find(this.menu, query, scope.value);
    const food = change?.food;
    this.sums = food && !this.editor.foods.get(food.id) ? new MenuSums({ ...this.editor.foods.byId, [food.id]: food }) : this.editor.sums;
    this.outcomes = change ? planReplacing(hits, query, change, this.editor.foods.byId) : hits.map((hit) => ({ hit, why: "" }));
    this.ticks.hidden = hits.length < 2;
    this.fill(this.hits.tBodies[0], this.outcomes, (outcome) => this.#row(outcome));
    this.#count();
  }

  #count() {
    const can = this.outcomes.filter(({ item }) => item !== undefined);
    this.changed = new Set(can.map(({ hit }) => hit.key).filter((key) => !this.#left.has(key)));
    this.after = applyReplacing(this.menu, this.outcomes, this.changed);
    const days = dayDifferences(this.menu, this.after, this.sums);
    this.daysHeading.hidden = this.days.hidden = !days.length;
    this.fill(this.days.tBodies[0], days, (day) => this.#dayRow(day));
    const [found, count] = [this.outcomes.length, this.changed.size];
    const words = ngettext("%(found)s hit, %(count)s to change.", "%(found)s hits, %(count)s to change.", found);
    this.say(found ? interpolate(words, { found, count }) : gettext("Nothing found."));
    this.offer(interpolate(ngettext("Change %(count)s line", "Change %(count)s lines", count), { count }), count > 0);
  }

  #tickAll(isOn) {
    this.#left = new Set(isOn ? [] : this.outcomes.map(({ hit }) => hit.key));
    for (const box of this.hits.querySelectorAll("input")) box.checked = isOn && !box.disabled;
    this.#count();
  }

  #row({ hit, item, why, note }) {
    const { key, day, dayIndex, meal, option } = hit;
    const isPossible = item !== undefined;
    const place = placeTitle(mealTitle(meal, this.editor.slots), dayFullTitle(day, dayIndex), option ? optionTitle(option) : "");
    const box = element("input", {
      type: "checkbox", value: key, checked: isPossible && !this.#left.has(key), disabled: !isPossible,
      "aria-label": interpolate(gettext("Change %(food)s, %(place)s"), { food: textOf(hit.item.name), place }),
    });
    const then = item ? this.#inWords(item) : item === null ? [gettext("deleted")] : [];
    const remark = WHY[why] ?? WHY[note];
    const shown = remark ? [...then, element("span", { class: "bulk-remark" }, remark)] : then;
    return row([element("label", { class: "bulk-tick" }, box), place, this.#inWords(hit.item), shown], { class: isPossible ? "" : "bulk-left" });
  }

  /** "Dal, cooked · 1 katori" over "174 kcal · 10.3 g protein". */
  #inWords(item) {
    const { kcal, protein_g: protein } = this.sums.item(item);
    const amount = [quantityText(item.quantity), textOf(item.measure)].filter(Boolean).join(" ");
    const name = [textOf(item.name), amount, this.form.query.kind === "note" ? textOf(item.note) : ""].filter(Boolean).join(" · ");
    const figures = interpolate(gettext("%(energy)s · %(protein)s g protein"), { energy: kcalText(kcal), protein: amountText(protein, 1) });
    return [element("span", {}, name), element("span", { class: "bulk-figures" }, figures)];
  }

  #dayRow({ dayId, after, delta }) {
    const title = dayFullTitle(nodeAt(this.menu, [dayId]), placeOf(this.menu, [dayId]));
    const cells = this.editor.nutrients.map(({ key, decimals }) => [
      amountText(after[key], decimals), element("span", { class: "bulk-delta" }, ` (${differenceText(delta[key], decimals)})`),
    ]);
    return row([title, ...cells]);
  }
}
