/**
 * What keys do on the cells and lines of the grid. Enter goes into a cell and Escape out again: from a field to its
 * line, from the line to the cell. A letter on a cell begins a new line with it.
 */

import { openTool } from "./menu-buttons.js";
import { CELLS, chosenBy, CORNERS, JUMPS, STEPS } from "./menu-cells.js";
import { idsOf } from "./menu-dom.js";

export class MenuCellKeys {
  #isOpening = false; // a dialog is on its way: what is typed meanwhile is not for the grid

  /**
   * @param {MenuEditor} editor
   * @param {MenuHands} hands
   */
  constructor(editor, hands) {
    this.editor = editor;
    this.hands = hands;
    editor.addEventListener("keydown", (event) => {
      if (event.isComposing || event.defaultPrevented || !event.target.closest(".menu-week")) return;
      if (this.#handled(event)) event.preventDefault();
    });
  }

  #handled(event) {
    const { target, key, shiftKey, ctrlKey, metaKey, altKey } = event;
    const isCommand = ctrlKey || metaKey;
    if (this.#isOpening) return key.length === 1 && !isCommand;
    if (!target.matches(`.menu-item, ${CELLS}`)) return this.#inField(event);
    if (altKey) return shiftKey && this.#moveChosen(key);
    if (key === "Escape") return this.#out(target);
    if (isCommand) return this.#command(event);
    if (key in STEPS || key in JUMPS) return this.#go(target, key in STEPS ? STEPS[key] : JUMPS[key], shiftKey);
    if (key === "Delete" || key === "Backspace") return this.#remove(target);
    if (key === " " && target.matches(".menu-item, .menu-meal")) return this.#choose(target);
    if (key === "Enter" || key === "F2") return this.#into(target, key);
    if (key === "+" && !target.matches(".menu-item")) return this.#insertSaved(target);
    return key.length === 1 && key !== " " && this.#write(target);
  }

  /** Escape leaves a field that has nothing to take back; Shift with an arrow begins to choose lines. */
  #inField({ target, key, shiftKey, altKey, ctrlKey }) {
    const line = target.closest(".menu-item:not([data-unborn])");
    const cell = target.closest(".menu-meal");
    if (!cell || altKey || ctrlKey) return false;
    if (key === "Escape") return focused(line ?? cell);
    if (!line || !shiftKey || !["ArrowUp", "ArrowDown"].includes(key) || !target.matches("input")) return false;
    if (target.getAttribute("aria-expanded") === "true") return false;
    return this.#go(line, STEPS[key], true);
  }

  #command(event) {
    const { target, key } = event;
    const letter = key.toLowerCase();
    if (key in CORNERS) return this.#go(target, CORNERS[key], event.shiftKey);
    if (key === " ") return this.#choose(target);
    if (letter === "d") this.hands.clipboard.duplicate();
    else if (letter === "a") this.#chooseAll(target);
    else return false; // copying and pasting come as events of their own
    return true;
  }

  #go(from, step, isChoosing) {
    this.hands.cells.go(from, step, isChoosing);
    return true;
  }

  #into(target, key) {
    if (target.matches(".menu-item")) return selected(target.querySelector(".menu-name"));
    if (!target.matches(".menu-meal")) return key === "F2" && (target.click(), true);
    const name = target.querySelector(".menu-name");
    if (name) return selected(name);
    this.#write(target);
    return true;
  }

  /** A new line, into which the letter that was typed then goes. */
  #write(target) {
    const { editor } = this;
    if (target.matches(".menu-gap")) target.click();
    else if (target.matches(".menu-day-title")) return false;
    else editor.typing.newLine(target.closest(".menu-option") ?? target.querySelector(".menu-option"));
    return false;
  }

  /** The saved meals, for this meal, for the meal that is missing here, or for the day. */
  #insertSaved(target) {
    const { editor } = this;
    const row = target.matches(".menu-gap") ? editor.view.gridRows[target.dataset.row] : null;
    this.#isOpening = true;
    openTool(editor, "saved", { ids: idsOf(target), row }).finally(() => { this.#isOpening = false; });
    return true;
  }

  #out(target) {
    const { selecting } = this.hands;
    if (selecting.depth) selecting.clear();
    else if (target.matches(".menu-item")) target.closest(".menu-meal").focus();
    else return false;
    return true;
  }

  #choose(target) {
    if (target.matches(".menu-gap")) return false;
    this.hands.selecting.toggle(chosenBy(target));
    return true;
  }

  #chooseAll(target) {
    const [scope, selector] = target.matches(".menu-item")
      ? [target.closest(".menu-meal"), ".menu-item:not([data-unborn])"]
      : [this.editor.view.week, target.matches(".menu-day-title") ? ".menu-day" : ".menu-meal"];
    this.hands.selecting.set([...scope.querySelectorAll(selector)].map(idsOf));
  }

  #remove(target) {
    if (!this.hands.selecting.depth && !target.matches(".menu-item, .menu-meal")) return false;
    this.hands.clipboard.remove();
    return true;
  }

  #moveChosen(key) {
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[key];
    if (!by) return false;
    this.hands.clipboard.move(by);
    return true;
  }
}

function focused(element) {
  element.focus();
  return true;
}

function selected(field) {
  field.select();
  return focused(field);
}
