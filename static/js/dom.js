/** Making elements without markup in strings, so that no text can ever be taken for HTML. */

/**
 * A new element. `attributes` are set as given, except that true sets an empty one and false or null none.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/**
 * A button that runs `action`.
 * @param {string} text
 * @param {(event: Event) => void} action
 * @param {string} [className]
 * @returns {HTMLButtonElement}
 */
export function button(text, action, className = "button") {
  const made = element("button", { type: "button", class: className }, text);
  made.addEventListener("click", action);
  return made;
}
