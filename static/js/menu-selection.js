/**
 * Choosing several days, meals or lines: with Ctrl or Shift and a click, with Shift and arrow keys, or by checkboxes
 * that the button "Select" brings, which is the way of touch. What is chosen is of one kind; a bar tells how much it
 * is and what can be done with it.
 */

import { gettext, interpolate, ngettext } from "./i18n.js";
import { nodeAt } from "./menu-document.js";
import { elementOf, idsOf } from "./menu-dom.js";
import { inMenuOrder } from "./menu-many.js";
import { MenuChecks } from "./menu-checks.js";
import { SelectionBar } from "./menu-selection-bar.js";

const SELECTED = "menu-selected";
const COUNTS = {
  1: (count) => ngettext("%(count)s day selected", "%(count)s days selected", count),
  2: (count) => ngettext("%(count)s meal selected", "%(count)s meals selected", count),
  4: (count) => ngettext("%(count)s food selected", "%(count)s foods selected", count),
};

/** The day, meal or line that a place of the grid stands for; null for what is none of them. */
export function choosable(target) {
  if (target.closest(".menu-add, .menu-gap, .menu-panel, dialog, .menu-tools")) return null;
  const line = target.closest(".menu-item");
  if (line) return "unborn" in line.dataset ? null : line;
  return target.closest(".menu-meal") ?? target.closest(".menu-day-head")?.parentElement ?? null;
}

export class MenuSelecting {
  #chosen = new Map(); // ids joined → ids
  #anchor = null; // the element that a range begins at

  /** @param {MenuEditor} editor */
  constructor(editor) {
    this.editor = editor;
    this.bar = new SelectionBar(editor, this);
    this.checks = new MenuChecks(editor, this);
    const { week } = editor.view;
    week.addEventListener("mousedown", (event) => event.shiftKey && choosable(event.target) && event.preventDefault());
    week.addEventListener("click", (event) => this.#clicked(event), true);
  }

  /** The ids of what is chosen, in the order of the menu. */
  get list() {
    return inMenuOrder(this.editor.menu, [...this.#chosen.values()]);
  }

  /** How many ids name what is chosen: 1 days, 2 meals, 4 lines; 0 when nothing is. */
  get depth() {
    return this.#chosen.values().next().value?.length ?? 0;
  }

  has(ids) {
    return this.#chosen.has(ids.join("/"));
  }

  /** Chooses exactly these. */
  set(list) {
    this.#chosen = new Map(list.map((ids) => [ids.join("/"), ids]));
    this.#show();
  }

  clear() {
    this.#anchor = null;
    if (this.#chosen.size) this.set([]);
  }

  /** Takes `element` in, or out again; what is of another kind is not chosen any more. */
  toggle(element) {
    const ids = idsOf(element);
    if (this.depth !== ids.length) this.#chosen.clear();
    if (!this.#chosen.delete(ids.join("/"))) this.#chosen.set(ids.join("/"), ids);
    this.#anchor = element;
    this.#show();
  }

  /** Chooses all from where the range began (else from `from`) to `element`, and nothing else. */
  extend(element, from = element) {
    if (!this.#anchor?.isConnected || kindOf(this.#anchor) !== kindOf(element)) this.#anchor = from;
    this.set(between(this.#anchor, element).map(idsOf));
  }

  /** Checkboxes at all lines, meals and days, or none any more. */
  toggleMode() {
    this.checks.toggle();
    if (!this.checks.isOn) this.clear();
    this.#show();
  }

  /** The page shows another state of the menu: what is gone is not chosen any more. */
  refresh() {
    if (!this.#chosen.size && !this.checks.isOn) return;
    for (const [key, ids] of this.#chosen) if (!nodeAt(this.editor.menu, ids)) this.#chosen.delete(key);
    this.#show();
  }

  #show() {
    const { week } = this.editor.view;
    const elements = new Set([...this.#chosen.values()].map((ids) => elementOf(this.editor, ids)));
    for (const marked of week.querySelectorAll(`.${SELECTED}`)) if (!elements.has(marked)) mark(marked, false);
    for (const element of elements) if (element) mark(element, true);
    this.checks.refresh();
    const count = this.#chosen.size;
    this.bar.show(count ? interpolate(COUNTS[this.depth](count), { count }) : gettext("Nothing selected"), count);
  }

  #clicked(event) {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    if (target.matches(".menu-check")) return;
    const isChoosing = ctrlKey || metaKey || shiftKey;
    if (!isChoosing) return void (this.checks.isOn || this.clear());
    const element = choosable(target);
    if (!element) return;
    event.preventDefault();
    event.stopPropagation();
    if (shiftKey) this.extend(element);
    else this.toggle(element);
    (element.matches(".menu-day") ? element.querySelector(".menu-day-title") : element).focus({ preventScroll: true });
  }
}

function mark(element, isChosen) {
  element.classList.toggle(SELECTED, isChosen);
  if (!element.matches(".menu-item")) element.ariaSelected = String(isChosen);
}

function kindOf(element) {
  return element.matches(".menu-item") ? "line" : element.matches(".menu-day") ? "day" : "cell";
}

/** Lines in the order of the page; meals in the rectangle that two cells span; days side by side. */
function between(from, to) {
  if (kindOf(from) === "cell") return rectangle(from, to);
  const selector = kindOf(from) === "line" ? ".menu-item:not([data-unborn])" : ".menu-day";
  const all = [...from.closest(".menu-week").querySelectorAll(selector)];
  const [first, last] = [all.indexOf(from), all.indexOf(to)].sort((one, other) => one - other);
  return all.slice(first, last + 1);
}

function rectangle(from, to) {
  const days = [...from.closest(".menu-week").querySelectorAll(".menu-day")];
  const ends = [from, to].map((cell) => ({ day: days.indexOf(cell.parentElement), row: [...cell.parentElement.children].indexOf(cell) }));
  const [left, right] = ends.map(({ day }) => day).sort((one, other) => one - other);
  const [top, bottom] = ends.map(({ row }) => row).sort((one, other) => one - other);
  const cells = days.slice(left, right + 1).flatMap((day) => [...day.children].slice(top, bottom + 1));
  return cells.filter((cell) => cell.matches(".menu-meal"));
}
