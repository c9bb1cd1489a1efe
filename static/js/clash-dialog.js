/**
 * Asking which of two values to keep, place by place.
 *
 * @typedef {Clash} Clash
 * @typedef {{label?: string, by?: string, at?: string | null}} Words what the server says about a clash
 */

import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { clock } from "./times.js";

export class ClashDialog {
  #dialog;
  #rows;
  #tools;
  #fields;

  /**
   * @param {HTMLDialogElement} dialog of drafts/page.html
   * @param {FormFields} fields
   */
  constructor(dialog, fields) {
    this.#dialog = dialog;
    this.#rows = dialog.querySelector("[data-clashes]");
    this.#tools = dialog.querySelector(".dialog-tools");
    this.#fields = fields;
    dialog.addEventListener("cancel", (event) => event.preventDefault()); // closing is not an answer
    for (const all of dialog.querySelectorAll("[data-choose-all]")) {
      all.addEventListener("click", () => this.#chooseAll(all.dataset.chooseAll));
    }
  }

  /**
   * Ends when the person has chosen for each of `clashes`.
   * @param {Record<string, Clash>} clashes
   * @param {Record<string, Words>} [words]
   * @param {{mine?: string, theirs?: string}} [titles] where it is not about other people
   * @returns {Promise<Record<string, "mine" | "theirs">>}
   */
  ask(clashes, words = {}, titles = {}) {
    const rows = Object.entries(clashes).map(([path, clash], index) => {
      const { label, ...rest } = words[path] ?? {};
      return this.#row(index, label ?? this.#fields.name(path) ?? path, path, clash, { ...titlesFor(rest), ...titles });
    });
    this.#rows.replaceChildren(...rows);
    this.#tools.hidden = rows.length === 1;
    this.#dialog.showModal();
    this.#rows.querySelector("input:checked").focus();
    return new Promise((decided) => {
      this.#dialog.addEventListener("close", () => decided(this.#choices(Object.keys(clashes))), { once: true });
    });
  }

  #row(index, label, path, { mine, theirs }, titles) {
    return element(
      "fieldset", { class: "clash" },
      element("legend", {}, label),
      this.#option(index, "mine", titles.mine, path, mine),
      this.#option(index, "theirs", titles.theirs, path, theirs),
    );
  }

  #option(index, choice, title, path, value) {
    const radio = element("input", { type: "radio", name: `clash-${index}`, value: choice, checked: choice === "mine" });
    const words = value === null ? gettext("(not there)") : this.#fields.say(path, value) || gettext("(empty)");
    return element("label", {}, radio, element("span", {}, element("b", {}, title), element("span", {}, words)));
  }

  #chooseAll(choice) {
    for (const radio of this.#rows.querySelectorAll(`input[value="${choice}"]`)) radio.checked = true;
  }

  #choices(paths) {
    const chosen = [...this.#rows.querySelectorAll("input:checked")].map((radio) => radio.value);
    return Object.fromEntries(paths.map((path, index) => [path, chosen[index]]));
  }
}

function titlesFor({ by, at }) {
  const who = by ? interpolate(gettext("From %(by)s"), { by }) : gettext("From elsewhere");
  return { mine: gettext("Yours"), theirs: at ? `${who}, ${clock(at)}` : who };
}
