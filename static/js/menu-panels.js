/** The small panels next to a day, meal, option or item: one of each kind, filled for what it was opened from. */

import { isAmount, parseQuantity } from "./menu-amounts.js";
import { nodeAt, placeOf, siblingsOf } from "./menu-document.js";
import { fromTemplate, idsOf, setText, setValue } from "./menu-dom.js";
import { amountText, quantityText } from "./menu-figures.js";
import { dayFullTitle, mealTitle, optionTitle, placeTitle, textOf } from "./menu-labels.js";
import { rangeText, standing } from "./menu-targets.js";
import { placeBelow } from "./popover-place.js";

export class MenuPanels {
  #open = null; // {kind, ids, box, opener}
  #openAtPress = null; // the opener whose panel was open when the pointer went down on it

  /** @param {MenuEditor} editor */
  constructor(editor) {
    this.editor = editor;
    this.boxes = new Map([...editor.querySelectorAll(".menu-panel")].map((box) => [box.dataset.kind, box]));
    editor.addEventListener("pointerdown", ({ target }) => {
      this.#openAtPress = this.#open?.opener.contains(target) ? this.#open.opener : null;
    });
    for (const box of this.boxes.values()) {
      box.addEventListener("toggle", ({ newState }) => newState === "closed" && this.#closed(box));
      box.addEventListener("focusout", ({ relatedTarget }) => {
        if (relatedTarget && !box.contains(relatedTarget)) this.close();
      });
      box.addEventListener("input", ({ target }) => this.#typed(target));
    }
  }

  /** The ids of the node that the open panel is about; null when none is open. */
  get ids() {
    return this.#open?.ids ?? null;
  }

  /**
   * Opens the panel that `opener` asks for, or closes it when it is the one that is open. Pressing `opener` has
   * closed it already by the time of the click.
   */
  toggle(opener, { byPointer = false } = {}) {
    const wasOpen = this.#open?.opener === opener || (byPointer && this.#openAtPress === opener);
    this.close();
    if (wasOpen) return;
    const kind = opener.dataset.panel;
    const box = this.boxes.get(kind);
    this.#open = { kind, box, opener, ids: idsOf(opener) };
    this.refresh();
    placeBelow(box, opener);
    box.showPopover({ source: opener }); // Tab goes from the opener into the panel, and on behind the opener
    opener.setAttribute("aria-expanded", "true");
    (box.querySelector("[autofocus]") ?? box.querySelector("button:not([disabled]), input, textarea"))?.focus();
  }

  close() {
    const box = this.#open?.box;
    this.#forget();
    box?.hidePopover();
  }

  /** Shows what the open panel is about as it is now; closes it when that is gone. */
  refresh() {
    if (!this.#open) return;
    const { kind, ids, box } = this.#open;
    const { menu } = this.editor;
    const node = nodeAt(menu, ids);
    if (!node) return this.close();
    setText(box.querySelector(".menu-panel-title"), this.#title(ids));
    const index = placeOf(menu, ids);
    const last = siblingsOf(menu, ids).length - 1;
    for (const [action, off] of [["move-up", index === 0], ["move-down", index === last]]) {
      const control = box.querySelector(`[data-action="${action}"]`);
      if (control) control.disabled = off;
    }
    for (const field of box.querySelectorAll("[data-field]")) setValue(field, textOf(node[field.dataset.field]));
    if (kind === "item") this.#fillItem(box, ids, node);
    if (kind === "meal") box.querySelector("[data-field=name]").placeholder = this.editor.slots.get(node.slot) ?? "";
    if (kind === "totals") this.#fillTotals(box, node);
  }

  #typed({ dataset: { field, nutrient }, value }) {
    const change = nutrient
      ? (item) => ({ ...item, nutrients: withNutrient(item.nutrients, nutrient, value) })
      : (node) => ({ ...node, [field]: value });
    this.editor.edit(this.ids, change, nutrient ?? field);
  }

  #closed(box) {
    if (this.#open?.box === box) this.#forget();
  }

  #forget() {
    this.#open?.opener.setAttribute("aria-expanded", "false");
    this.#open = null;
  }

  #title(ids) {
    const { menu, slots } = this.editor;
    const [day, meal, , item] = ids.map((id, depth) => nodeAt(menu, ids.slice(0, depth + 1)));
    const dayTitle = dayFullTitle(day, placeOf(menu, ids.slice(0, 1)));
    if (!meal) return dayTitle;
    const place = placeTitle(mealTitle(meal, slots), dayTitle, ids.length === 3 ? optionTitle(placeOf(menu, ids)) : "");
    return item ? `${textOf(item.name) || "—"} · ${place}` : place;
  }

  #fillItem(box, ids, item) {
    const figures = box.querySelector(".menu-typed-figures");
    figures.hidden = Boolean(item.food_id);
    for (const input of figures.querySelectorAll("input")) {
      const value = item.nutrients?.[input.dataset.nutrient] ?? null;
      if (parseQuantity(input.value) !== value) setValue(input, quantityText(value));
      input.setAttribute("aria-invalid", String(!isAmount(value)));
    }
    const optionIds = ids.slice(0, 3);
    const others = siblingsOf(this.editor.menu, optionIds)
      .map((option, index) => ({ id: option.id, title: optionTitle(index) }))
      .filter(({ id }) => id !== optionIds[2]);
    box.querySelector(".menu-choices").replaceChildren(...others.map(({ id, title }) => {
      const choice = fromTemplate(this.editor, "choice");
      choice.dataset.option = id;
      setText(choice.querySelector("span"), title);
      return choice;
    }));
  }

  #fillTotals(box, day) {
    const { sums, targets, nutrients } = this.editor;
    const totals = sums.day(day);
    for (const { key, decimals } of nutrients) {
      const row = box.querySelector(`[data-total="${key}"]`);
      const range = targets[key];
      const { verdict, sign } = standing(totals[key], range);
      row.dataset.verdict = verdict;
      setText(row.cells[1], amountText(totals[key], decimals));
      setText(row.cells[2], [rangeText(range), sign].filter(Boolean).join(" "));
    }
  }
}

/** Typed figures without those that are empty; null when none is left. */
function withNutrient(nutrients, key, text) {
  const { [key]: _before, ...others } = nutrients ?? {};
  const value = parseQuantity(text);
  const figures = value === null ? others : { ...others, [key]: value };
  return Object.keys(figures).length ? figures : null;
}
