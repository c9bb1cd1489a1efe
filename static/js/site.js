/** What every page does: the server's messages become toasts. */

import { forgetSaved } from "./saved-drafts.js";
import { toast } from "./toasts.js";

const TONES = { success: "ok", warning: "warn", error: "danger" };

for (const list of document.querySelectorAll("[data-messages]")) {
  for (const { dataset, textContent } of list.children) {
    const tags = dataset.tags ?? "";
    const tone = tags.split(" ").map((tag) => TONES[tag]).find(Boolean);
    toast(textContent.trim(), { tone });
    forgetSaved(tags, document.body.dataset.user);
  }
  list.remove();
}
