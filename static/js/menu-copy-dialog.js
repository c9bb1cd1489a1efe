/** The dialog that copies a meal or a day to chosen days. */

import { gettext, interpolate, ngettext } from "./i18n.js";
import { copyDayTo, copyMealTo } from "./menu-copying.js";
import { childrenOf, nodeAt, placeOf } from "./menu-document.js";
import { fromTemplate, setText } from "./menu-dom.js";
import { dayFullTitle, mealTitle } from "./menu-labels.js";

export class MenuCopyDialog {
  #ids = [];

  /** @param {MenuEditor} editor */
  constructor(editor) {
    this.editor = editor;
    this.dialog = editor.querySelector(".menu-copy");
    this.days = this.dialog.querySelector(".menu-copy-days");
    this.confirm = this.dialog.querySelector("[data-copy=confirm]");
    this.dialog.addEventListener("click", ({ target }) => this.#clicked(target.closest("[data-copy]")?.dataset.copy));
    this.dialog.addEventListener("change", () => this.#count());
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.closest("button")) return;
      event.preventDefault(); // the form around the editor is not meant
      this.#copy();
    });
  }

  /** Asks where to copy the day or meal that `ids` name. */
  open(ids) {
    const { menu, slots } = this.editor;
    this.#ids = ids;
    const days = childrenOf(menu, 0);
    const own = placeOf(menu, ids.slice(0, 1));
    const title = dayFullTitle(days[own], own);
    const what = ids.length > 1 ? `${mealTitle(nodeAt(menu, ids), slots)}, ${title}` : title;
    setText(this.dialog.querySelector("h2"), interpolate(gettext("Copy %(what)s"), { what }));
    this.days.replaceChildren(...days.flatMap((day, index) => (index === own ? [] : [this.#choice(day, index)])));
    this.#count();
    this.dialog.showModal();
  }

  #choice(day, index) {
    const choice = fromTemplate(this.editor, "copy-day");
    choice.querySelector("input").value = day.id;
    setText(choice.querySelector("span"), dayFullTitle(day, index));
    return choice;
  }

  #clicked(button) {
    const boxes = [...this.days.querySelectorAll("input")];
    if (button === "all" || button === "none") for (const box of boxes) box.checked = button === "all";
    if (button === "cancel") this.dialog.close();
    if (button === "confirm") this.#copy();
    else if (button) this.#count();
  }

  #chosen() {
    return [...this.days.querySelectorAll("input:checked")].map((box) => box.value);
  }

  #count() {
    const count = this.#chosen().length;
    this.confirm.disabled = count === 0;
    setText(this.confirm, interpolate(ngettext("Copy to %(count)s day", "Copy to %(count)s days", count), { count }));
  }

  #copy() {
    const dayIds = this.#chosen();
    if (!dayIds.length) return;
    const { menu, slots } = this.editor;
    const replace = this.dialog.querySelector("select").value === "replace";
    const how = { replace, slots: [...slots.keys()] };
    const [dayId, mealId] = this.#ids;
    const copied = mealId ? copyMealTo(menu, this.#ids, dayIds, how) : copyDayTo(menu, dayId, dayIds, how);
    this.dialog.close();
    const count = dayIds.length;
    const text = ngettext("Copied to %(count)s day", "Copied to %(count)s days", count);
    this.editor.commit(copied, { undo: interpolate(text, { count }) });
  }
}
