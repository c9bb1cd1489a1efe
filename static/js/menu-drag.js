/**
 * Dragging lines to another place, meal or option, and meals to another day: an extra to the buttons and keys. With
 * a mouse it begins when the pointer moves while it holds a line by its "more" button or its figures, or a meal by its
 * head; with a finger when that has rested on one of them, so that a swipe still scrolls. Escape gives up.
 */

import { interpolate, ngettext } from "./i18n.js";
import { nodeAt, placeOf } from "./menu-document.js";
import { elementOf, idsOf } from "./menu-dom.js";
import { goalAt } from "./menu-drop.js";

const HANDLES = ".menu-more, .menu-figures, .menu-meal-head button";
const FAR_PX = 6; // a hand that clicks trembles
const REST_MS = 400; // a finger that swipes is gone by then
const EDGE_PX = 48; // so near to its edge the grid scrolls
const STEP_PX = 12;

export class MenuDrag {
  #held = null; // {element, list, x, y, pointerId, timer, isOn}
  #goal = null; // {element, kind, run} where a drop would go and what it would do

  /**
   * @param {MenuEditor} editor
   * @param {MenuSelecting} selecting
   */
  constructor(editor, selecting) {
    this.editor = editor;
    this.selecting = selecting;
    const { week } = editor.view;
    week.addEventListener("pointerdown", (event) => this.#take(event));
    week.addEventListener("touchmove", (event) => this.#held?.isOn && event.preventDefault(), { passive: false });
    week.addEventListener("contextmenu", (event) => this.#held?.pointerType === "touch" && event.preventDefault());
    addEventListener("pointermove", (event) => this.#moved(event));
    addEventListener("pointerup", (event) => this.#released(event));
    addEventListener("pointercancel", () => this.#end());
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#held?.isOn) return;
      event.stopImmediatePropagation();
      this.#end();
    }, true);
  }

  #take({ target, button, pointerType, pointerId, clientX: x, clientY: y, ctrlKey, metaKey, shiftKey }) {
    const handle = target.closest(HANDLES);
    if (!handle || button || ctrlKey || metaKey || shiftKey) return;
    const element = handle.closest(".menu-item, .menu-meal");
    if ("unborn" in element.dataset) return;
    this.#held = { element, pointerType, pointerId, x, y, isOn: false };
    if (pointerType === "touch") this.#held.timer = setTimeout(() => this.#begin(), REST_MS);
  }

  #moved({ pointerId, clientX, clientY }) {
    const held = this.#held;
    if (held?.pointerId !== pointerId) return;
    const isFar = Math.hypot(clientX - held.x, clientY - held.y) > FAR_PX;
    if (!held.isOn && isFar && held.pointerType === "touch") return this.#end(); // that is a swipe
    if (!held.isOn && isFar) this.#begin();
    if (!held.isOn) return;
    this.#scroll(clientX, clientY);
    this.#aim(document.elementFromPoint(clientX, clientY), clientY);
  }

  #begin() {
    const held = this.#held;
    const ids = idsOf(held.element);
    held.isOn = true;
    held.list = this.selecting.has(ids) ? this.selecting.list : [ids];
    this.editor.panels?.close();
    getSelection().removeAllRanges();
    this.editor.dataset.dragging = held.list.length;
    for (const one of held.list) elementOf(this.editor, one)?.classList.add("menu-dragged");
  }

  /** Marks where a drop would put what is held, and remembers what it would do. */
  #aim(target, y) {
    this.#unmark();
    const isInGrid = target !== null && this.editor.view.week.contains(target);
    this.#goal = isInGrid ? goalAt(target, y, this.#held.list[0].length, [...this.editor.slots.keys()]) : null;
    if (this.#goal) this.#goal.element.dataset.drop = this.#goal.kind;
  }

  #released(event) {
    const held = this.#held;
    if (held?.pointerId !== event.pointerId) return;
    const goal = this.#goal;
    this.#end();
    if (!held.isOn) return;
    addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", stop, { capture: true })); // a drop elsewhere makes no click
    if (goal) this.#drop(held.list, goal);
  }

  #drop(list, goal) {
    const { editor } = this;
    const { menu } = editor;
    const moved = goal.run(menu, list);
    if (list.length === 1 && isInPlace(menu, moved, list[0])) return;
    const count = list.length;
    const sentence = list[0].length === 2
      ? ngettext("Moved: %(count)s meal", "Moved: %(count)s meals", count)
      : ngettext("Moved: %(count)s food", "Moved: %(count)s foods", count);
    this.selecting.clear();
    editor.commit(moved, { undo: interpolate(sentence, { count }) });
  }

  #scroll(x, y) {
    const box = this.editor.querySelector(".menu-scroll");
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const by = (at, low, high) => (at < low + EDGE_PX ? -STEP_PX : at > high - EDGE_PX ? STEP_PX : 0);
    box.scrollBy(by(x, left, right), by(y, top, bottom));
    scrollBy(0, by(y, 0, innerHeight));
  }

  #end() {
    clearTimeout(this.#held?.timer);
    this.#held = this.#goal = null;
    this.#unmark();
    delete this.editor.dataset.dragging;
    for (const element of this.editor.querySelectorAll(".menu-dragged")) element.classList.remove("menu-dragged");
  }

  #unmark() {
    for (const marked of this.editor.querySelectorAll("[data-drop]")) delete marked.dataset.drop;
  }
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}

function isInPlace(before, after, ids) {
  return nodeAt(after, ids) !== null && placeOf(before, ids) === placeOf(after, ids);
}
