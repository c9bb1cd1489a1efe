/** The fields and tables of the dialogs of the bulk tools. */

import { element } from "./dom.js";

let made = 0; // controls that got an id here

/** A labelled control; `help` stands below it. */
export function field(label, control, help = "") {
  control.id ||= `bulk-field-${(made += 1)}`;
  const note = help && element("p", { class: "help", id: `${control.id}-help` }, help);
  if (note) control.setAttribute("aria-describedby", note.id);
  const parts = [element("label", { for: control.id }, label), control, note].filter(Boolean);
  return element("div", { class: "field" }, ...parts);
}

/** A box to tick with its words. */
export function tick(words, isTicked = true, attributes = {}) {
  const box = element("input", { type: "checkbox", checked: isTicked, ...attributes });
  return element("label", { class: "bulk-tick" }, box, element("span", {}, words));
}

/** @param {[string, string][]} choices value and words */
export function select(choices) {
  return element("select", {}, ...choices.map(([value, words]) => new Option(words, value)));
}

/** A table with these headings and an empty body. */
export function table(caption, headings) {
  const cells = headings.map((heading) => element("th", { scope: "col" }, heading));
  return element(
    "table",
    { class: "bulk-table" },
    element("caption", { class: "visually-hidden" }, caption),
    element("thead", {}, element("tr", {}, ...cells)),
    element("tbody"),
  );
}

/** A row of cells, each a text, a node, or a list of them. */
export function row(cells, attributes = {}) {
  return element("tr", attributes, ...cells.map((cell) => element("td", {}, ...[cell].flat())));
}
