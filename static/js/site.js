/**
 * What every page does: it keeps its person signed in, watches the version, shows what comes in as it comes, and the
 * server's messages become toasts.
 */

import { showLiveState } from "./live-state.js";
import { showNewsAsToasts } from "./news-toasts.js";
import { forgetSaved } from "./saved-drafts.js";
import { openSearchByKeys } from "./search-keys.js";
import { keepSession } from "./session-keepalive.js";
import { SessionTabs } from "./session-tabs.js";
import { toast } from "./toasts.js";
import { showUnread } from "./unread-badge.js";
import { watchVersion } from "./version-sync.js";

const TONES = { success: "ok", warning: "warn", error: "danger" };

if (document.body.dataset.user) keepSession();
else new SessionTabs().tell({ type: "signed-out" });
watchVersion();

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
openSearchByKeys();
showLiveState();
showNewsAsToasts();
