/** The bar that says how much is selected and offers what can be done with it. */

import { button, element } from "./dom.js";
import { gettext } from "./i18n.js";

export class SelectionBar {
  /**
   * @param {MenuEditor} editor
   * @param {MenuSelecting} selecting
   */
  constructor(editor, selecting) {
    this.selecting = selecting;
    const clipboard = () => editor.hands.clipboard;
    this.count = element("span", { class: "menu-selection-count", role: "status" });
    this.tools = [
      button(gettext("Copy"), () => clipboard().copy(), "button"),
      button(gettext("Cut"), () => clipboard().cut(), "button"),
      button(gettext("Duplicate"), () => clipboard().duplicate(), "button"),
      button(gettext("Remove"), () => clipboard().remove(), "button"),
    ];
    this.paste = button(gettext("Paste"), () => clipboard().paste(), "button");
    const done = button(gettext("Done"), () => this.#finish(), "button button-quiet");
    this.box = element("div", { class: "menu-selection", popover: "manual", role: "toolbar", "aria-label": gettext("Selection") }, this.count, ...this.tools, this.paste, done);
    editor.append(this.box);
  }

  /** @param {string} text how much is selected @param {number} count */
  show(text, count) {
    const isWanted = count > 0 || this.selecting.checks.isOn;
    if (isWanted !== this.box.matches(":popover-open")) this.box.togglePopover(isWanted);
    if (!isWanted) return;
    if (this.count.textContent !== text) this.count.textContent = text;
    for (const tool of this.tools) tool.disabled = !count;
    this.paste.disabled = !count || !this.selecting.editor.hands?.clipboard.holds;
  }

  #finish() {
    if (this.selecting.checks.isOn) this.selecting.toggleMode();
    this.selecting.clear();
  }
}
