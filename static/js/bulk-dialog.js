/** What the dialogs of the bulk tools have in common: their frame, previews filled without blocking, one commit. */

import { button, element } from "./dom.js";
import { gettext } from "./i18n.js";

const AT_ONCE = 8; // rows of a preview: about as many as are seen
const EACH_TIME = 30;
const PAUSE_MS = 30; // between them, so that keys and clicks come in between

/** A dialog with a heading, settings, a preview of what will change, and one button that does it. */
export class BulkDialog {
  #waiting = new WeakMap(); // table body → the timer that goes on filling it

  /**
   * @param {MenuEditor} editor
   * @param {{name: string, title: string, help: string, confirm: string}} words
   */
  constructor(editor, { name, title, help, confirm }) {
    this.editor = editor;
    const heading = `bulk-${name}-heading`;
    this.settings = element("div", { class: "bulk-settings" });
    this.preview = element("div", {
      class: "bulk-preview",
      tabindex: "0",
      role: "region",
      "aria-label": gettext("Preview"),
    });
    this.status = element("p", { class: "bulk-status", role: "status" });
    this.confirm = button(confirm, () => this.run(), "button button-primary");
    this.dialog = element(
      "dialog",
      { class: "bulk", id: `bulk-${name}`, "aria-labelledby": heading },
      element("h2", { id: heading }, title),
      element("p", { class: "help" }, help),
      this.settings,
      this.preview,
      this.status,
      element(
        "div",
        { class: "dialog-bar" },
        button(gettext("Cancel"), () => this.dialog.close()),
        this.confirm,
      ),
    );
    document.body.append(this.dialog); // not in the form: its fields are no part of what is saved
  }

  /** Shows the dialog; a tool fills itself for the menu as it is now. */
  show() {
    this.settle();
    this.dialog.showModal();
  }

  /** Looks at the menu anew. Tools refresh their preview here; one that has to ask the server answers a promise. */
  settle() {
    this.menu = this.editor.menu;
  }

  /**
   * Makes `menu` the document as one change with one undo, and closes. What was previewed has to be what is changed:
   * when somebody's change came in meanwhile, the preview is made anew and nothing else happens. Answers if it did.
   */
  finish(menu, undo) {
    if (this.editor.menu !== this.menu) {
      const words = gettext("The plan has changed meanwhile. Please look at the preview again.");
      Promise.resolve(this.settle()).then(() => this.say(words, "warn"));
      return false;
    }
    const isDone = this.editor.commit(menu, { undo });
    if (isDone) this.dialog.close();
    return isDone;
  }

  /** A sentence below the preview. @param {"" | "warn" | "danger"} [tone] */
  say(text, tone = "") {
    this.status.textContent = text;
    this.status.dataset.tone = tone;
  }

  /** What the button does is said by its text; without anything to do it is off. */
  offer(text, isPossible) {
    this.confirm.textContent = text;
    this.confirm.disabled = !isPossible;
  }

  /** Fills the body of a table: the rows that are seen at once, the others bit by bit. */
  fill(body, items, makeRow) {
    clearTimeout(this.#waiting.get(body));
    const labels = Array.from(body.parentElement.tHead.rows[0].cells, ({ textContent }) => textContent);
    const make = (item) => {
      const filled = makeRow(item);
      labels.forEach((label, index) => {
        filled.cells[index].dataset.label = label;
      }); // read on a phone
      return filled;
    };
    body.replaceChildren(...items.slice(0, AT_ONCE).map(make));
    const goOn = (from) => {
      if (from >= items.length) return;
      const more = () => {
        body.append(...items.slice(from, from + EACH_TIME).map(make));
        goOn(from + EACH_TIME);
      };
      this.#waiting.set(body, setTimeout(more, PAUSE_MS));
    };
    goOn(AT_ONCE);
  }
}
