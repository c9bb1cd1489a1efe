/** The list of saved meals in the dialog that inserts one: options of a listbox, one of them marked. */

import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { amountText } from "./menu-figures.js";

/** Shows `results` of the API; `guard`, where there is one, marks those that its person must not eat. */
export function fillList(list, results, guard) {
  const options = results.map((result, index) => optionOf(result, index));
  list.replaceChildren(...options.map((option, index) => guard?.markOption(option, results[index]) ?? option));
}

/** Marks one of them for `field`, which keeps the focus; -1 marks none. */
export function markIn(list, field, index) {
  for (const option of list.children) option.setAttribute("aria-selected", "false");
  const option = list.children[index];
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

function optionOf({ name, slotName, summary, kcal, isComplete, isMine, owner }, index) {
  const energy = interpolate(gettext("%(amount)s kcal"), { amount: amountText({ value: kcal, complete: isComplete }) });
  const about = [slotName, isMine ? "" : owner].filter(Boolean).join(" · ");
  return element(
    "div",
    { role: "option", "aria-selected": "false", id: `saved-option-${index}`, class: "saved-meal" },
    element("span", { class: "saved-name" }, name),
    element("span", { class: "saved-kcal" }, energy),
    element("span", { class: "saved-foods" }, summary),
    element("span", { class: "saved-about" }, about),
  );
}
