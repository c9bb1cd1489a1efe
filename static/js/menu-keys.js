/** The keys of the grid: Enter goes on, Alt+Shift with an arrow moves a line, Alt+PageUp or PageDown change the day. */

import { idsOf } from "./menu-dom.js";

const MOVES = { ArrowUp: "move-up", ArrowDown: "move-down", Delete: "remove", Backspace: "remove" };
const STEPS = { PageUp: -1, PageDown: 1 };

/** @param {MenuEditor} editor */
export function listenToKeys(editor) {
  editor.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if (handled(editor, event)) event.preventDefault();
  });
}

function handled(editor, { key, altKey, shiftKey, target }) {
  if (key === "Enter" && target.matches("input")) return enter(editor, target);
  const line = target.closest(".menu-item");
  if (key === "Escape" && target.matches(".menu-name")) return editor.typing.takeBack(target);
  if (!altKey || !line || target === line) return false; // on a line itself keys mean all that is chosen
  if (shiftKey && key in MOVES) return editor.act(MOVES[key], idsOf(line), { part: target.className });
  return key in STEPS && toDay(editor, target, STEPS[key]);
}

/** Enter never sends the form: in a line it goes on to the next field, in a panel it is done with that panel. */
function enter(editor, target) {
  if (target.matches(".menu-name")) target.closest(".menu-item").querySelector(".menu-quantity").select();
  else if (target.matches(".menu-quantity")) nextLine(editor, target.closest(".menu-item"));
  else if (target.closest(".menu-panel")) editor.panels.close();
  return true;
}

/** The food of the next line; behind the last one a new line. */
function nextLine(editor, line) {
  const next = line.nextElementSibling;
  if (next) next.querySelector(".menu-name").select();
  else editor.typing.newLine(line.closest(".menu-option"));
}

/** The same meal of the day beside it, as far as that day has one. */
function toDay(editor, target, by) {
  const day = target.closest(".menu-day");
  const rows = [...day.children];
  const other = by < 0 ? day.previousElementSibling : day.nextElementSibling;
  if (!other?.matches(".menu-day")) return false;
  const cell = other.children[rows.indexOf(target.closest(".menu-meal"))];
  editor.showDay(other.dataset.node);
  (cell?.querySelector(".menu-name, .menu-add") ?? cell)?.focus();
  return true;
}
