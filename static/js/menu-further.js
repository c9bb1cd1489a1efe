/** The button that shows further nutrients in the heads of days; this browser remembers it for each person. */

import { pageData } from "./page-data.js";
import { dropText, everyText, putText } from "./text-store.js";

/** @param {HTMLElement} editor */
export function showFurther(editor) {
  const button = editor.querySelector(".menu-more-nutrients");
  if (!button) return;
  const key = `menu-further:${pageData("autosave-data").user}`;
  const show = (isShown) => {
    editor.classList.toggle("menu-shows-further", isShown);
    button.ariaPressed = String(isShown);
  };
  show(everyText(key).length > 0);
  button.addEventListener("click", () => {
    const isShown = button.ariaPressed !== "true";
    show(isShown);
    if (isShown) putText(key, true);
    else dropText(key);
  });
}
