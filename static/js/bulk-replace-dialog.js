/** The dialog that finds foods and texts over the plan and replaces them, with every hit to be looked at first. */

import { BulkDialog } from "./bulk-dialog.js";
import { table } from "./bulk-fields.js";
import { find } from "./bulk-find.js";
import { applyReplacing, dayDifferences, planReplacing } from "./bulk-replace.js";
import { ReplaceForm } from "./bulk-replace-form.js";
import { dayRow, hitRow } from "./bulk-replace-rows.js";
import { Debounce } from "./debounce.js";
import { button, element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { MenuSums } from "./menu-sums.js";

export class ReplaceDialog extends BulkDialog {
  #left = new Set(); // keys of hits that are not to change
  #soon = new Debounce(() => this.#look(), { wait: 150, longest: 600 });

  constructor(editor) {
    super(editor, {
      name: "replace",
      title: gettext("Find and replace"),
      help: gettext(
        "Every hit is listed with what it holds now and then; take the tick off those that are to stay. Nothing changes before you press the button, and one Undo takes all of it back.",
      ),
      confirm: gettext("Replace"),
    });
    this.form = new ReplaceForm(editor, () => this.#soon.touch());
    this.settings.append(...this.form.parts);
    const all = (words, isOn) => button(words, () => this.#tickAll(isOn), "button button-quiet");
    this.ticks = element(
      "div",
      { class: "bulk-ticks" },
      all(gettext("Tick all"), true),
      all(gettext("Tick none"), false),
    );
    this.hits = table(gettext("Hits"), [gettext("Change"), gettext("Where"), gettext("Now"), gettext("Then")]);
    this.days = table(gettext("What the days then hold"), [
      gettext("Day"),
      ...editor.nutrients.map(({ label, unit }) => `${label}, ${unit}`),
    ]);
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
    const words = ngettext(
      "%(count)s line changed by find and replace",
      "%(count)s lines changed by find and replace",
      count,
    );
    this.finish(this.after, interpolate(words, { count }));
  }

  #look() {
    this.#soon.cancel();
    const { query, change, scope } = this.form;
    const hits = find(this.menu, query, scope.value);
    const food = change?.food;
    this.sums =
      food && !this.editor.foods.get(food.id)
        ? new MenuSums({ ...this.editor.foods.byId, [food.id]: food })
        : this.editor.sums;
    this.outcomes = change
      ? planReplacing(hits, query, change, this.editor.foods.byId)
      : hits.map((hit) => ({ hit, why: "" }));
    this.ticks.hidden = hits.length < 2;
    this.fill(this.hits.tBodies[0], this.outcomes, (outcome) =>
      hitRow(outcome, !this.#left.has(outcome.hit.key), this.#known()),
    );
    this.#count();
  }

  #count() {
    const can = this.outcomes.filter(({ item }) => item !== undefined);
    this.changed = new Set(can.map(({ hit }) => hit.key).filter((key) => !this.#left.has(key)));
    this.after = applyReplacing(this.menu, this.outcomes, this.changed);
    const days = dayDifferences(this.menu, this.after, this.sums);
    this.daysHeading.hidden = this.days.hidden = !days.length;
    this.fill(this.days.tBodies[0], days, (day) => dayRow(day, this.menu, this.editor.nutrients));
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

  #known() {
    return { slots: this.editor.slots, sums: this.sums, isNote: this.form.query.kind === "note" };
  }
}
