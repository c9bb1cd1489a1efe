/**
 * The cells of the grid: one of them is in the order of the Tab key, and others are found from it by steps. A cell is a
 * meal, the gap where a day has none, or the head of a day. Days are rows of the grid for assistive technology and
 * columns on the page, so left and right go by day.
 */

import { gettext, interpolate } from "./i18n.js";
import { childrenOf, placeOf } from "./menu-document.js";
import { elementOf, idsOf } from "./menu-dom.js";
import { DAYS_SHOWN } from "./menu-view.js";

const FAR = 1000; // days or rows: to the end of what is shown
export const CELLS = ".menu-meal, .menu-gap, .menu-day-title";
export const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
export const JUMPS = { Home: [-FAR, 0], End: [FAR, 0], PageUp: [-DAYS_SHOWN, 0], PageDown: [DAYS_SHOWN, 0] };
export const CORNERS = { Home: [-FAR, -FAR], End: [FAR, FAR] };

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

  /** Goes so many days and rows on from a cell or line; with `isChoosing` all on the way is chosen. */
  go(from, [days, rows], isChoosing) {
    const to = (from.matches(".menu-item") && !days ? lineBeside(from, rows) : null) ?? this.#cellAt(from, days, rows);
    const { selecting } = this.hands;
    const isAlike = [".menu-item", ".menu-day-title"].every((kind) => to.matches(kind) === from.matches(kind));
    if (!isChoosing) selecting.clear();
    else if (isAlike) selecting.extend(chosenBy(to), chosenBy(from));
    to.focus();
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
    return (rows === -FAR ? cells[0] : cells[place]) ?? day.querySelector(".menu-day-title");
  }
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
export function chosenBy(cell) {
  return cell.matches(".menu-day-title") ? cell.closest(".menu-day") : cell;
}

function lineInWords(line, isChosen) {
  const [name, , quantity, measure] = line.children;
  const words = { food: name.value, quantity: quantity.value, measure: measure.value };
  const text = interpolate(gettext("%(food)s, %(quantity)s %(measure)s"), words);
  return isChosen ? interpolate(gettext("%(food)s, selected"), { food: text }) : text;
}
