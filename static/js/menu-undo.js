/** Undo and redo on the page: their keys and buttons, the messages that offer an undo, and where one is seen. */

import { gettext, interpolate } from "./i18n.js";
import { idsInPath } from "./menu-document.js";
import { MenuHistory } from "./menu-history.js";
import { placeOfChange, stepInWords } from "./menu-steps.js";
import { toast } from "./toasts.js";

const FIELDS = { quantity: "menu-quantity", measure: "menu-measure" };
const MESSAGE = "menu-undo"; // one message for a series of steps

export class MenuUndo {
  #offers = new WeakMap(); // step → the message that offers to undo it

  /** @param {MenuEditor} editor */
  constructor(editor) {
    this.editor = editor;
    this.history = new MenuHistory((changes, before, after) => stepInWords(Object.keys(changes), before, after, editor.slots));
    this.buttons = ["undo", "redo"].map((name) => editor.querySelector(`[data-action=${name}]`));
    editor.addEventListener("focusin", () => this.history.seal());
    document.addEventListener("keydown", (event) => this.#pressed(event));
    editor.addEventListener("beforeinput", (event) => this.#asked(event));
    for (const button of this.buttons) {
      for (const name of ["pointerenter", "focus"]) button.addEventListener(name, () => this.#name());
    }
  }

  /** Notes a step; `isOffered`: a message offers to undo it, also when more has been done since. */
  record(before, after, { label, group, isOffered }) {
    const step = this.history.record(before, after, { label, group });
    this.#show();
    if (!isOffered || !step) return;
    const run = () => this.#turn(this.history.undo(this.editor.menu, (menu) => this.#accepts(menu), step), "undo");
    this.#offers.set(step, toast(label, { actions: [{ label: gettext("Undo"), run }] }));
  }

  undo() {
    const step = this.history.newest;
    if (this.#turn(this.history.undo(this.editor.menu, (menu) => this.#accepts(menu)), "undo")) this.#offers.get(step)?.close();
  }

  redo() {
    this.#turn(this.history.redo(this.editor.menu, (menu) => this.#accepts(menu)), "redo");
  }

  /** Whether the editor takes the menu; one that is the same already is fine. */
  #accepts(menu) {
    return this.editor.put(menu) || this.editor.menu === menu;
  }

  /** Says what was done, and shows it. What was changed since, here or elsewhere, stays and is said to. */
  #turn(turn, direction) {
    this.#show();
    if (!turn) return false;
    const { changes, conflicts, label } = turn;
    this.editor.picker.close(); // its list is about a text that may have gone
    const paths = Object.keys(changes);
    const ids = placeOfChange(paths, this.editor.menu);
    if (paths.length) this.editor.focusNode(ids, FIELDS[idsInPath(paths[0]).rest] ?? "");
    const text = direction === "undo" ? gettext("Undone: %(what)s") : gettext("Done again: %(what)s");
    toast(interpolate(text, { what: label }), { key: MESSAGE });
    if (Object.keys(conflicts).length) toast(gettext("What was changed since then stays as it is"), { tone: "warn" });
    return true;
  }

  #show() {
    const [undo, redo] = this.buttons;
    undo.disabled = !this.history.canUndo;
    redo.disabled = !this.history.canRedo;
  }

  /** What the buttons would do, told when somebody comes to them. */
  #name() {
    const labels = this.history.labels();
    const texts = [gettext("Undo (Ctrl+Z) · %(what)s"), gettext("Redo (Ctrl+Shift+Z) · %(what)s")];
    for (const [index, what] of [labels.undo, labels.redo].entries()) {
      this.buttons[index].title = what ? interpolate(texts[index], { what }) : "";
    }
  }

  /** Every key typed in the grid is part of the menu at once, so its fields have no history of their own. */
  #pressed(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
    if (!(ctrlKey || metaKey) || altKey || event.isComposing || event.defaultPrevented || !this.#isOurs(target)) return;
    const letter = key.toLowerCase();
    if (letter !== "z" && !(letter === "y" && !shiftKey)) return;
    event.preventDefault();
    if (letter === "y" || shiftKey) this.redo();
    else this.undo();
  }

  /** The same from the browser's own menus. */
  #asked(event) {
    const wanted = { historyUndo: () => this.undo(), historyRedo: () => this.redo() }[event.inputType];
    if (!wanted || !this.#isOurs(event.target)) return;
    event.preventDefault();
    wanted();
  }

  /** Fields of dialogs are no part of the menu, nor are those beside the editor: theirs is the browser's undo. */
  #isOurs(target) {
    if (document.querySelector("dialog:modal")) return false;
    return target === document.body || (this.editor.contains(target) && !target.closest("dialog"));
  }
}
