/** What every page does: the server's messages become toasts, and what comes in later is shown as it comes. */

import { showLiveState } from "./live-state.js";
import { showNewsAsToasts } from "./news-toasts.js";
import { forgetSaved } from "./saved-drafts.js";
import { toast } from "./toasts.js";
import { showUnread } from "./unread-badge.js";

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

showUnread();
showLiveState();
showNewsAsToasts();
