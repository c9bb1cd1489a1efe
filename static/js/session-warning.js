/** Warning of the end of a session while it can still be put off, by one key. */

import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { clock } from "./times.js";

export class SessionWarning {
  #words = element("p", { id: "session-words" });
  #error = element("p", { class: "field-error", role: "alert" });
  #dialog;

  /** @param {() => Promise<string | null>} stay puts the end off; what is wrong, null when it worked */
  constructor(stay) {
    this.stay = stay;
    this.#dialog = element(
      "dialog", { class: "dialog", role: "alertdialog", "aria-labelledby": "session-title", "aria-describedby": "session-words" },
      element(
        "form", { method: "dialog" },
        element("h2", { id: "session-title" }, gettext("You will be signed out soon")),
        this.#words,
        this.#error,
        element("div", { class: "dialog-bar" }, element("button", { class: "button button-primary", autofocus: true }, gettext("Stay signed in"))),
      ),
    );
    for (const name of ["submit", "cancel"]) this.#dialog.addEventListener(name, (event) => this.#stay(event));
    document.body.append(this.#dialog);
  }

  /** @param {number} end when the session ends, by the clock of this device */
  open(end) {
    const words = gettext("Your session ends at %(time)s. Press Enter to stay signed in.");
    this.#words.textContent = interpolate(words, { time: clock(new Date(end)) });
    if (this.#dialog.open) return;
    this.#error.textContent = "";
    this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  /** Escape too: whoever closes the warning is there. */
  async #stay(event) {
    event.preventDefault();
    const problem = await this.stay();
    this.#error.textContent = problem ?? "";
    if (!problem) this.close();
  }
}
