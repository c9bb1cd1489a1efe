/**
 * The keys of the grid's cells. A cell is a meal, the gap where a day has none, or the head of a day; one of them is
 * in the order of the Tab key. Enter goes into a cell and Escape out again: from a field to its line, from the line to
 * the cell. Days are rows of the grid for assistive technology and columns on the page, so left and right go by day.
 */

import { gettext, interpolate } from "./i18n.js";
import { childrenOf, placeOf } from "./menu-document.js";
import { elementOf, idsOf } from "./menu-dom.js";
import { DAYS_SHOWN } from "./menu-view.js";

const CELLS = ".menu-meal, .menu-gap, .menu-day-title";
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const FAR = 1000;
const JUMPS = { Home: [-FAR, 0], End: [FAR, 0], PageUp: [-DAYS_SHOWN, 0], PageDown: [DAYS_SHOWN, 0] };
const CORNERS = { Home: [-FAR, -FAR], End: [FAR, FAR] };

export class MenuCells {
  #current = null; // the cell that the Tab key goes to

  /**
   * @param {MenuEditor} editor
   * @param {MenuHands} hands
   */
  constructor(editor, hands) {
    this.editor = editor;
    this.hands = hands;
    editor.addEventListener("focusin", ({ target }) => this.#entered(target));
    editor.addEventListener("keydown", (event) => {
      if (event.isComposing || event.defaultPrevented || !target(event)) return;
      if (this.#handled(event)) event.preventDefault();
    });
    this.refresh();
    if (editor.contains(document.activeElement)) this.#entered(document.activeElement);
  }

  /** One cell stays in the order of the Tab key. */
  refresh() {
    if (this.#current?.isConnected) return;
    this.#current = this.editor.view.week.querySelector(".menu-meal, .menu-gap");
    if (this.#current) this.#current.tabIndex = 0;
  }

  /** Puts the focus on the line, cell or day that `ids` name, not into a field. */
  focus(ids) {
    if (ids[0]) this.editor.showDay(ids[0]);
    const element = elementOf(this.editor, ids);
    (ids.length === 1 ? element?.querySelector(".menu-day-title") : element)?.focus();
  }

  #entered(target) {
    const line = target.matches(".menu-item") ? target : null;
    if (line) line.ariaLabel = lineInWords(line, this.hands.selecting.has(idsOf(line)));
    const cell = target.closest(".menu-meal, .menu-gap");
    if (!cell || cell === this.#current) return;
    if (this.#current) this.#current.tabIndex = -1;
    cell.tabIndex = 0;
    this.#current = cell;
  }

  #handled(event) {
    const { target, key, shiftKey, ctrlKey, metaKey, altKey } = event;
    const isCommand = ctrlKey || metaKey;
    if (!target.matches(`.menu-item, ${CELLS}`)) return this.#inField(event);
    if (altKey) return shiftKey && this.#moveChosen(key);
    if (key === "Escape") return this.#out(target);
    if (isCommand) return this.#command(event);
    if (key in STEPS || key in JUMPS) return this.#go(target, key in STEPS ? STEPS[key] : JUMPS[key], shiftKey);
    if (key === "Delete" || key === "Backspace") return this.#remove(target);
    if (key === " " && target.matches(".menu-item, .menu-meal")) return this.#choose(target);
    if (key === "Enter" || key === "F2") return this.#into(target, key);
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

  #go(from, [days, rows], isChoosing) {
    const to = (from.matches(".menu-item") && !days ? lineBeside(from, rows) : null) ?? this.#cellAt(from, days, rows);
    if (!to) return true;
    const { selecting } = this.hands;
    if (!isChoosing) selecting.clear();
    else if (to.matches(".menu-item") === from.matches(".menu-item")) selecting.extend(ofDay(to), ofDay(from));
    return focused(to);
  }

  /** The cell so many days and rows away, in the order of the menu: another week is brought onto the page. */
  #cellAt(from, days, rows) {
    const { editor } = this;
    const row = from.matches(".menu-day-title") ? -1 : cellsOf(from.closest(".menu-day")).indexOf(from.closest(".menu-meal, .menu-gap"));
    const [dayId] = idsOf(from);
    const all = childrenOf(editor.menu, 0);
    const now = placeOf(editor.menu, [dayId]);
    const start = now - (now % DAYS_SHOWN);
    const isFar = Math.abs(days) === FAR;
    const [low, high] = isFar ? [start, Math.min(start + DAYS_SHOWN, all.length) - 1] : [0, all.length - 1];
    const wanted = Math.max(low, Math.min(high, now + days));
    editor.showDay(all[wanted].id);
    const day = elementOf(editor, [all[wanted].id]);
    const cells = cellsOf(day);
    const place = Math.max(-1, Math.min(cells.length - 1, row + rows));
    return place < 0 || (rows === -FAR && !cells.length) ? day.querySelector(".menu-day-title") : cells[rows === -FAR ? 0 : place];
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

  #out(target) {
    const { selecting } = this.hands;
    if (selecting.depth) selecting.clear();
    else if (target.matches(".menu-item")) target.closest(".menu-meal").focus();
    else return false;
    return true;
  }

  #choose(target) {
    if (target.matches(".menu-gap")) return false;
    this.hands.selecting.toggle(ofDay(target));
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

function target({ target: element }) {
  return element.closest(".menu-week") !== null;
}

function cellsOf(day) {
  return [...day.querySelectorAll(":scope > .menu-meal, :scope > .menu-gap")];
}

/** The line above or below; above the first one of a meal is its cell. */
function lineBeside(line, by) {
  if (!by) return null;
  const lines = [...line.closest(".menu-meal").querySelectorAll(".menu-item:not([data-unborn])")];
  const place = lines.indexOf(line) + Math.max(-lines.length, Math.min(lines.length, by));
  return place < 0 ? line.closest(".menu-meal") : (lines[place] ?? line);
}

/** What is chosen by a cell: a day by its head. */
function ofDay(cell) {
  return cell.matches(".menu-day-title") ? cell.closest(".menu-day") : cell;
}

function focused(element) {
  element.focus();
  return true;
}

function selected(field) {
  field.select();
  return focused(field);
}

function lineInWords(line, isChosen) {
  const [name, , quantity, measure] = line.children;
  const words = { food: name.value, quantity: quantity.value, measure: measure.value };
  const text = interpolate(gettext("%(food)s, %(quantity)s %(measure)s"), words);
  return isChosen ? interpolate(gettext("%(food)s, selected"), { food: text }) : text;
}
