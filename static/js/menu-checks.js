/** Checkboxes at every line, meal and day of the grid, while somebody selects with them. */

import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { idsOf } from "./menu-dom.js";

const PLACES = ".menu-item:not([data-unborn]), .menu-meal-head, .menu-day-head";

export class MenuChecks {
  isOn = false;

  /**
   * @param {MenuEditor} editor
   * @param {MenuSelecting} selecting
   */
  constructor(editor, selecting) {
    this.editor = editor;
    this.selecting = selecting;
    this.button = editor.querySelector("[data-action=select]");
    editor.view.week.addEventListener("change", ({ target }) => {
      if (target.matches(".menu-check")) selecting.toggle(target.closest("[data-node]"));
    });
  }

  toggle() {
    this.isOn = !this.isOn;
    this.button.ariaPressed = String(this.isOn);
    this.editor.toggleAttribute("data-selecting", this.isOn);
  }

  /** Makes those that are missing, takes them all away when none is wanted, and ticks what is chosen. */
  refresh() {
    const { week } = this.editor.view;
    if (!this.isOn) {
      for (const box of week.querySelectorAll(".menu-check")) box.remove();
      return;
    }
    for (const place of week.querySelectorAll(PLACES)) {
      const box = place.querySelector(":scope > .menu-check") ?? place.appendChild(element("input", { type: "checkbox", class: "menu-check" }));
      box.checked = this.selecting.has(idsOf(place));
      const name = place.querySelector(".menu-name")?.value ?? place.parentElement.ariaLabel;
      box.ariaLabel = interpolate(gettext("Select %(what)s"), { what: name });
    }
  }
}
