/**
 * Copying, cutting and pasting days, meals and lines of a menu, and removing, doubling and moving several at once:
 * each is one step to undo. What is copied goes to the system's clipboard too, as rows of a table; text from elsewhere
 * is nothing that is pasted here.
 */

import { gettext, interpolate, ngettext } from "./i18n.js";
import { idsOf } from "./menu-dom.js";
import { clipAsText, clipOf, duplicateMany, moveMany, paste, removeMany } from "./menu-many.js";
import { toast } from "./toasts.js";

const NOUNS = {
  1: (count) => ngettext("%(count)s day", "%(count)s days", count),
  2: (count) => ngettext("%(count)s meal", "%(count)s meals", count),
  4: (count) => ngettext("%(count)s food", "%(count)s foods", count),
};

export class MenuClipboard {
  #clip = null;
  #text = "";

  /**
   * @param {MenuEditor} editor
   * @param {MenuSelecting} selecting
   */
  constructor(editor, selecting) {
    this.editor = editor;
    this.selecting = selecting;
    document.addEventListener("copy", (event) => this.#give(event, () => this.copy()));
    document.addEventListener("cut", (event) => this.#give(event, () => this.cut()));
    document.addEventListener("paste", (event) => this.#take(event), true);
  }

  /** Whether something was copied. */
  get holds() {
    return this.#clip !== null;
  }

  /** What is chosen, or the one line, meal or day that has the focus. */
  get #subject() {
    const { list } = this.selecting;
    if (list.length) return list;
    const focused = document.activeElement;
    if (focused.matches(".menu-item, .menu-meal")) return [idsOf(focused)];
    return focused.matches(".menu-day-title") ? [idsOf(focused)] : [];
  }

  copy() {
    const list = this.#subject;
    if (!list.length) return false;
    this.#clip = clipOf(this.editor.menu, list);
    this.#text = clipAsText(this.#clip);
    this.selecting.refresh();
    toast(interpolate(gettext("Copied: %(what)s"), { what: inWords(list) }), { key: "menu-clip" });
    return true;
  }

  cut() {
    const list = this.#subject;
    if (!this.copy()) return false;
    this.#without(list, gettext("Cut: %(what)s"));
    return true;
  }

  remove() {
    const list = this.#subject;
    if (list.length) this.#without(list, gettext("Removed: %(what)s"));
  }

  duplicate() {
    const list = this.#subject;
    if (!list.length) return;
    const { menu, list: made } = duplicateMany(this.editor.menu, list);
    this.#commit(menu, made, interpolate(gettext("Duplicated: %(what)s"), { what: inWords(list) }));
  }

  /** Moves what is chosen one place up or earlier (-1), down or later (1). */
  move(by) {
    const list = this.#subject;
    if (!list.length) return;
    const isOne = this.selecting.depth === 0;
    const label = interpolate(gettext("Moved: %(what)s"), { what: inWords(list) });
    if (this.editor.commit(moveMany(this.editor.menu, list, by), { label }) && isOne) this.editor.focusNode(list[0], "");
  }

  /** Puts what was copied behind or into each of what is chosen, or where the focus is. */
  paste() {
    if (!this.#clip) return;
    const targets = this.#targets();
    const slots = [...this.editor.slots.keys()];
    let [menu, list] = [this.editor.menu, []];
    for (const target of targets) {
      const pasted = paste(menu, this.#clip, target, slots);
      if (!pasted) continue;
      menu = pasted.menu;
      list = [...list, ...pasted.list];
    }
    if (menu === this.editor.menu) return toast(gettext("Choose a meal to paste into"), { tone: "warn", key: "menu-clip" });
    const { depth, nodes } = this.#clip;
    const what = interpolate(NOUNS[depth](nodes.length), { count: nodes.length });
    this.#commit(menu, list, interpolate(gettext("Pasted: %(what)s"), { what }));
  }

  #targets() {
    const { list } = this.selecting;
    if (list.length) return this.#clip.depth === list[0].length && list[0].length !== 2 ? [{ ids: list.at(-1) }] : list.map((ids) => ({ ids }));
    const focused = document.activeElement;
    const row = focused.matches(".menu-gap") ? this.editor.view.gridRows[focused.dataset.row] : null;
    return [{ ids: idsOf(focused), row }];
  }

  #without(list, sentence) {
    const { editor } = this;
    const parent = list[0].slice(0, -1);
    this.selecting.clear();
    editor.commit(removeMany(editor.menu, list), { undo: interpolate(sentence, { what: inWords(list) }) });
    const element = editor.focusNode(parent);
    if (parent.length > 1) element?.closest(".menu-meal")?.focus();
  }

  #commit(menu, list, sentence) {
    if (!this.editor.commit(menu, { undo: sentence })) return;
    this.selecting.set(list);
    if (list.length) this.editor.hands.cells.focus(list[0]);
  }

  /** A copy or cut by key: of nodes when a cell or line has the focus; text in a field is the browser's to copy. */
  #give(event, run) {
    if (!this.#isInGrid() || !run()) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", this.#text);
  }

  /** A paste by key: of nodes as long as the clipboard still holds what they were copied as. */
  #take(event) {
    if (!this.#isInGrid() || !this.#clip || event.clipboardData?.getData("text/plain").replaceAll("\r\n", "\n") !== this.#text) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.paste();
  }

  #isInGrid() {
    return document.activeElement.matches(".menu-item, .menu-meal, .menu-gap, .menu-day-title") && this.editor.contains(document.activeElement);
  }
}

function inWords(list) {
  return interpolate(NOUNS[list[0].length](list.length), { count: list.length });
}
