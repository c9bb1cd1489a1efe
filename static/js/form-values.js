/**
 * One field of a form: its value as the server keeps it, whatever the browser makes of it on the page.
 *
 * Browsers show some values in another way than they were given (line ends, a number field's rejects, a choice that
 * is not offered any more). As long as a control shows what it showed when it got its value, that value stands.
 */

import { same } from "./changes.js";
import { gettext } from "./i18n.js";

/** @typedef {Json} Json */

/** What its controls hold: a text, whether a lone checkbox is ticked, or which of several are chosen. */
export class PlainField {
  /**
   * @param {HTMLElement[]} controls
   * @param {Json} value the server's; whatever else the controls show is a change, made before this script ran
   */
  constructor(controls, value) {
    this.controls = controls;
    this.isChoiceOfSeveral = Array.isArray(value);
    this.value = value;
    this.shown = same(this.#held(controls), value) ? value : this.#held(controls.map((control) => probe(control, value)));
  }

  read() {
    const held = this.#held(this.controls);
    return same(held, this.shown) ? this.value : held;
  }

  write(value) {
    for (const control of this.controls) put(control, value);
    this.value = value;
    this.shown = this.#held(this.controls);
    this.controls[0]?.dispatchEvent(new Event("input", { bubbles: true }));
    this.controls[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** What the page calls this field; null when it does not say. */
  name() {
    const [control] = this.controls;
    const group = this.controls.length > 1 ? control.closest("fieldset")?.querySelector("legend") : null;
    return firstWords(group ?? control?.labels?.[0]);
  }

  /** `value` in the words of the page. */
  say(value) {
    if (Array.isArray(value)) return value.map((one) => this.#choice(one)).join(", ");
    return this.#choice(value);
  }

  #choice(value) {
    const options = this.controls.flatMap((control) => [...(control.options ?? [])]);
    const option = options.find((one) => one.value === value);
    const tick = this.controls.find((control) => isTick(control) && control.value === value);
    return option?.label ?? firstWords(tick?.labels?.[0]) ?? sayPlainly(value);
  }

  #held(controls) {
    if (!controls.length) return this.value;
    const [{ type }] = controls;
    if (this.isChoiceOfSeveral) return controls.flatMap(chosen);
    if (type === "radio" || type.startsWith("select")) return controls.flatMap(chosen)[0] ?? "";
    return type === "checkbox" ? controls[0].checked : controls[0].value;
  }
}

/** What an element keeps as one JSON document. Until it is changed there, it is not even compared. */
export class DocumentField {
  /**
   * @param {HTMLElement} element
   * @param {Json} value
   */
  constructor(element, value) {
    this.element = element;
    this.value = value;
    this.isTouched = null; // not known before the element's own script has run
    for (const name of ["autosave:change", "input"]) element.addEventListener(name, () => { this.isTouched = true; });
  }

  read() {
    const live = this.element.value;
    if (live === undefined) return this.value;
    this.isTouched ??= !same(live, this.value);
    return this.isTouched ? live : this.value;
  }

  /** The element gets a copy of its own. One whose script is not there yet gets it then. */
  write(value, paths) {
    this.value = value;
    this.isTouched = false;
    if (typeof this.element.receive === "function") {
      this.element.receive(structuredClone(value), paths);
    } else {
      customElements.whenDefined(this.element.localName).then(() => this.element.receive(structuredClone(this.value), [""]));
    }
  }

  /** What the element calls the place at `path`, seen from the root of its document; null when it does not say. */
  name(path) {
    return this.element.describePath?.(path) ?? null;
  }

  /** The value at `path` in the words of the element, or as plain as can be. */
  say(value, path) {
    return this.element.describeValue?.(path, value) ?? sayPlainly(value);
  }
}

/** A value in words that need no form: a node of a document by what it is called. */
function sayPlainly(value) {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? gettext("Yes") : gettext("No");
  return typeof value === "object" ? value.label || value.name || gettext("(something)") : String(value);
}

/** What of a choice is chosen. */
function chosen(control) {
  if (control.type.startsWith("select")) return [...control.selectedOptions].map((option) => option.value);
  return control.checked ? [control.value] : [];
}

/** A copy of `control` that was given `value`: it tells what such a control makes of it. */
function probe(control, value) {
  const copy = control.cloneNode(true);
  put(copy, value);
  return copy;
}

function isTick(control) {
  return control.type === "checkbox" || control.type === "radio";
}

function put(control, value) {
  const isChosen = (option) => (Array.isArray(value) ? value.includes(option) : value === option);
  if (control.type.startsWith("select")) {
    for (const option of control.options) option.selected = isChosen(option.value);
  } else if (isTick(control)) {
    control.checked = typeof value === "boolean" ? value : isChosen(control.value);
  } else if (control.value !== value) {
    putText(control, value ?? "");
  }
}

/** Setting a text moves the caret to its end, which would be a nuisance to somebody who is in it. */
function putText(control, text) {
  const { selectionStart: start, selectionEnd: end } = control;
  control.value = text;
  if (start !== null && control === document.activeElement) control.setSelectionRange(start, end);
}

/** A label without its "(optional)". */
function firstWords(label) {
  return [...(label?.childNodes ?? [])].map((node) => node.textContent.trim()).find(Boolean) ?? null;
}
