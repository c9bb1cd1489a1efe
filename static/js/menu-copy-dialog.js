/** The dialog that copies a food, an option, a meal, a day or a week to chosen days and meals, and says what that does. */

import { gettext, interpolate, ngettext } from "./i18n.js";
import { fillCopyTable } from "./menu-copy-table.js";
import { nodeAt, pathOf, placeOf } from "./menu-document.js";
import { setText } from "./menu-dom.js";
import { dayFullTitle, mealTitle } from "./menu-labels.js";
import { copiesTo, gridOf, WEEK, withCopies, withNewWeek } from "./menu-spreading.js";
import { pathInWords, valueInWords } from "./menu-words.js";

const MOST_NAMED = 30; // meals that lose something: more than that nobody reads
const EFFECTS = {
  new: (count) => ngettext("%(count)s new meal", "%(count)s new meals", count),
  filled: (count) => ngettext("%(count)s empty meal filled", "%(count)s empty meals filled", count),
  joined: (count) => ngettext("%(count)s meal added to", "%(count)s meals added to", count),
  replaced: (count) => ngettext("%(count)s meal replaced", "%(count)s meals replaced", count),
  removed: (count) => ngettext("%(count)s meal removed", "%(count)s meals removed", count),
};

export class MenuCopyDialog {
  #ids = [];
  #start = 0; // of the week that is copied

  /** @param {MenuEditor} editor */
  constructor(editor) {
    this.editor = editor;
    this.dialog = editor.querySelector(".menu-copy");
    this.table = this.dialog.querySelector("table");
    this.confirm = this.dialog.querySelector("[data-copy=confirm]");
    this.dialog.addEventListener("click", ({ target }) => this.#clicked(target.closest("[data-copy]")?.dataset.copy));
    this.dialog.addEventListener("change", ({ target }) => this.#changed(target));
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.closest("button")) return;
      event.preventDefault(); // the form around the editor is not meant
      this.#copy();
    });
  }

  /** Asks where to copy what `ids` name; without ids it is the week that is shown. */
  open(ids) {
    const { menu, slots, view } = this.editor;
    this.#ids = ids;
    this.#start = placeOf(menu, [view.week.querySelector(".menu-day")?.dataset.node]);
    if (this.#start < 0) return;
    setText(this.dialog.querySelector("h2"), interpolate(gettext("Copy %(what)s"), { what: this.#title() }));
    fillCopyTable(this.table, gridOf(menu, [...slots.keys()]), { ids, start: this.#start, slots });
    this.#preview();
    this.dialog.showModal();
  }

  #title() {
    const { menu, slots } = this.editor;
    const ids = this.#ids;
    if (!ids.length) return interpolate(gettext("days %(first)s–%(last)s"), { first: this.#start + 1, last: Math.min(this.#start + WEEK, menu.days.length) });
    const day = dayFullTitle(nodeAt(menu, ids.slice(0, 1)), placeOf(menu, ids.slice(0, 1)));
    if (ids.length === 2) return `${mealTitle(nodeAt(menu, ids), slots)}, ${day}`;
    return ids.length === 1 ? day : pathInWords(menu, pathOf(ids), slots);
  }

  /** The box of a row or column stands for those of its cells. */
  #changed(box) {
    const { table } = this;
    if (box.dataset.column) for (const cell of table.querySelectorAll(`td input[data-row="${box.dataset.column}"]:enabled`)) cell.checked = box.checked;
    if (box.dataset.day) for (const cell of box.closest("tr").querySelectorAll("td input[data-usual]")) cell.checked = box.checked;
    for (const all of table.querySelectorAll("th input[data-day]")) {
      const cells = [...all.closest("tr").querySelectorAll("td input[data-usual]")];
      all.checked = cells.length > 0 && cells.every(({ checked }) => checked);
      all.indeterminate = !all.checked && all.closest("tr").querySelector("td input:checked") !== null;
    }
    for (const all of table.querySelectorAll("th input[data-column]")) {
      const cells = [...table.querySelectorAll(`td input[data-row="${all.dataset.column}"]:enabled`)];
      all.checked = cells.every(({ checked }) => checked);
      all.indeterminate = !all.checked && cells.some(({ checked }) => checked);
    }
    this.#preview();
  }

  #clicked(button) {
    if (button === "cancel") this.dialog.close();
    if (button === "confirm") this.#copy();
    if (button !== "all" && button !== "none") return;
    for (const box of this.table.querySelectorAll("input:enabled")) box.checked = button === "all" && "usual" in box.dataset;
    this.#changed(this.dialog);
  }

  /** The menu to copy in (with one more week where that was chosen), the copies, and what they would make of it. */
  #plan() {
    const { menu, slots } = this.editor;
    const chosen = [...this.table.querySelectorAll("td input:checked")];
    const places = chosen.map(({ dataset }) => [Number(dataset.to), Number(dataset.row)]);
    const isLonger = places.some(([to]) => to >= menu.days.length);
    const base = isLonger ? withNewWeek(menu, this.#start) : menu;
    const how = { replace: this.dialog.querySelector("select").value === "replace", slots: [...slots.keys()] };
    const copies = copiesTo(base, { ids: this.#ids, start: this.#start }, places, how);
    return { base, copies, how, days: new Set(copies.map(({ day }) => day.id)).size };
  }

  #preview() {
    const { slots } = this.editor;
    const { base, copies, days } = this.#plan();
    this.confirm.disabled = days === 0;
    setText(this.confirm, interpolate(ngettext("Copy to %(count)s day", "Copy to %(count)s days", days), { count: days }));
    const counts = Object.entries(EFFECTS).map(([effect, words]) => {
      const count = copies.filter((copy) => copy.effect === effect).length;
      return count ? interpolate(words(count), { count }) : "";
    });
    setText(this.dialog.querySelector(".menu-copy-sum"), counts.filter(Boolean).join(" · ") || gettext("Nothing chosen yet"));
    const losing = copies.filter(({ effect }) => effect === "replaced" || effect === "removed").slice(0, MOST_NAMED);
    this.dialog.querySelector(".menu-copy-losing").replaceChildren(...losing.map(({ day, meal }) => {
      const line = document.createElement("li");
      const title = dayFullTitle(day, placeOf(base, [day.id]));
      line.textContent = interpolate(gettext("%(day)s, now %(meal)s"), { day: title, meal: valueInWords(pathOf([day.id, meal.id]), meal, slots) });
      return line;
    }));
  }

  #copy() {
    const { base, copies, how, days } = this.#plan();
    if (!days) return;
    this.dialog.close();
    const text = ngettext("Copied to %(count)s day", "Copied to %(count)s days", days);
    this.editor.commit(withCopies(base, copies, this.#ids.length, how.replace), { undo: interpolate(text, { count: days }) });
  }
}
