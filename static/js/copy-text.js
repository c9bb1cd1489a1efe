/**
 * Buttons with `data-copy="<id>"` copy the text of that element. Where the clipboard cannot be had (an address
 * without HTTPS) they select it instead; without JavaScript they stay hidden.
 */

import { gettext } from "./i18n.js";
import { toast } from "./toasts.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy)));
}

async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    toast(gettext("Copied."), { tone: "ok" });
  } catch {
    select(source);
    toast(gettext("Please copy the marked text yourself: this browser does not allow it here."));
  }
}

function select(source) {
  if (source.select) {
    source.focus();
    source.select();
  } else {
    getSelection().selectAllChildren(source);
  }
}
