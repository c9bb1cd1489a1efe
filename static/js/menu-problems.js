/** What is wrong in a menu, shown where it is: amounts that are none (yet), and what the last Save refused. */

import { Debounce } from "./debounce.js";
import { isAmount } from "./menu-amounts.js";
import { idsInPath } from "./menu-document.js";
import { element as make } from "./dom.js";
import { idsOf } from "./menu-dom.js";
import { gettext, interpolate } from "./i18n.js";
import { isBlank } from "./menu-totals.js";

/** The control that a field of an item is typed in; all others belong to the name. */
const CONTROLS = { quantity: ".menu-quantity", grams: ".menu-quantity", measure: ".menu-measure" };
const NAME = ".menu-name";
const REST_MS = 1_000;
let made = 0;

export class MenuProblems {
  edition = 0; // goes up with each change, so that views know to look again
  guard = null; // what else looks at each line, see menu-guard-view.js
  #refused = new Map();
  #soon = new Debounce(() => this.#tell(), { wait: REST_MS, longest: REST_MS * 5 });
  #untold = null; // {element, problems} of the line that is typed in

  /** @param {{path: string, message: string}[]} errors what the server refused, by path below the menu */
  constructor(errors) {
    for (const { path, message } of errors) {
      const { ids, rest } = idsInPath(path);
      const key = ids.join("/");
      this.#refused.set(key, [...(this.#refused.get(key) ?? []), { message, field: rest.split("/")[0] }]);
    }
  }

  /** Somebody changed the node: what was refused there may be right now. */
  forgive(ids) {
    if (this.#refused.delete(ids.join("/"))) this.edition += 1;
  }

  /** Shows, or takes away, what is wrong with an item. */
  show(element, item) {
    const problems = this.#refused.size ? this.#refusedAt(element) : [];
    if (!isAmount(item.quantity)) problems.push({ field: "quantity", message: notAnAmount(item.quantity) });
    if (isNameless(item)) problems.push({ field: "name", message: gettext("Which food is this?") });
    if (problems.length || element.dataset.problem) this.#mark(element, problems);
    this.guard?.show(element, item);
  }

  /** The sentence about what somebody is typing: half a number is no mistake, and a new line of text moves all below. */
  #tell() {
    const { element, problems } = this.#untold ?? {};
    this.#untold = null;
    if (element?.isConnected && element.dataset.problem) this.#explain(element, problems);
  }

  /** Shows what was refused about a day, a meal or an option as a whole. */
  showAbout(element, head) {
    const problems = this.#refused.size ? this.#refusedAt(element) : [];
    element.classList.toggle("menu-refused", problems.length > 0);
    this.#write(head, problems);
  }

  #refusedAt(element) {
    return [...(this.#refused.get(idsOf(element).join("/")) ?? [])];
  }

  /** Marks what is wrong at once; says why at once, too, except to somebody who is typing it. */
  #mark(element, problems) {
    if (problems.length) element.dataset.problem = "yes";
    else delete element.dataset.problem;
    const wrong = wrongControls(problems);
    for (const selector of new Set([NAME, ...Object.values(CONTROLS)])) {
      const control = element.querySelector(selector);
      if (wrong.has(selector)) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    const isTyped = problems.length > 0 && element.contains(document.activeElement);
    if (!isTyped || element.querySelector(":scope > .menu-problem")) return this.#explain(element, problems);
    if (this.#untold && this.#untold.element !== element) this.#soon.flush();
    this.#untold = { element, problems };
    this.#soon.touch();
  }

  #explain(element, problems) {
    const id = this.#write(element, problems);
    const wrong = wrongControls(problems);
    for (const selector of new Set([NAME, ...Object.values(CONTROLS)])) {
      const control = element.querySelector(selector);
      if (wrong.has(selector)) control.setAttribute("aria-describedby", id);
      else control.removeAttribute("aria-describedby");
    }
  }

  /** The sentence below what it is about; answers its id. */
  #write(host, problems) {
    const present = host.querySelector(":scope > .menu-problem");
    if (!problems.length) return present?.remove() ?? "";
    const note = present ?? make("p", { class: "menu-problem", id: `menu-problem-${(made += 1)}` });
    note.textContent = problems.map(({ message }) => message).join(". ");
    if (!present) host.append(note);
    return note.id;
  }
}

function wrongControls(problems) {
  return new Set(problems.map(({ field }) => CONTROLS[field] ?? NAME));
}

function notAnAmount(quantity) {
  return interpolate(gettext("“%(text)s” is not an amount"), { text: String(quantity).trim() });
}

/** An item without a name that says something else already; a line nothing was typed in is no problem. */
function isNameless(item) {
  return isBlank(item) && (item.quantity !== null || item.note !== "");
}
