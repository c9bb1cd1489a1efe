/** The button that throws a draft away: it asks first, and its toast brings everything back. */

import { showApiError } from "./api-client.js";
import { diff } from "./changes.js";
import { gettext } from "./i18n.js";
import { putBack } from "./put-back.js";
import { toast } from "./toasts.js";

/**
 * @param {AutosaveForm} autosave
 * @param {HTMLButtonElement | null} button
 * @param {HTMLDialogElement} dialog of drafts/page.html
 */
export function offerClearing(autosave, button, dialog) {
  button?.addEventListener("click", () => dialog.showModal());
  dialog.querySelector("form").addEventListener("submit", ({ submitter }) => {
    if (submitter.value === "clear") clear(autosave);
  });
}

async function clear(autosave) {
  const { fields, sync } = autosave;
  const before = structuredClone(fields.read());
  const error = await sync.clear();
  if (error) {
    showApiError(error, { retry: () => clear(autosave) });
    return;
  }
  const changes = structuredClone(diff(fields.read(), before));
  const undo = async () => {
    await putBack(autosave, [{ changes, sent: null }], {
      mine: gettext("In the draft"),
      theirs: gettext("In the form now"),
    });
    autosave.changed();
    sync.queue.flush();
  };
  toast(gettext("The draft is cleared."), { tone: "ok", actions: [{ label: gettext("Undo"), run: undo }] });
}
