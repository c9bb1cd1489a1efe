/**
 * Save: everything typed is brought to the server first, and only then does the browser send the form. Without a
 * connection the page stays, instead of giving way to the browser's error page.
 */

import { csrfToken } from "./api-client.js";
import { tell } from "./app-events.js";
import { gettext } from "./i18n.js";
import { noteSubmitted } from "./saved-drafts.js";
import { toast } from "./toasts.js";

const MOST_ROUNDS = 3; // somebody may go on typing meanwhile

const REASONS = {
  offline: gettext("You are offline. Your typing is safe; please save once the connection is back."),
  unreachable: gettext("The server does not answer. Your typing is safe; please save again in a moment."),
  limited: gettext("Too many requests. Your typing is safe; please save again in a moment."),
  maintenance: gettext("The server is being maintained. Your typing is safe; please save once it is back."),
};

/** @param {AutosaveForm} autosave */
export function guardSubmit(autosave) {
  const { form } = autosave;
  let state = "idle"; // → "flushing" → "sending"

  const send = (submitter) => {
    if (form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = csrfToken();
    noteSubmitted(autosave.copy.key);
    state = "sending";
    form.requestSubmit(submitter);
    state = "idle";
  };

  form.addEventListener("formdata", ({ formData }) => addStanding(formData, autosave.draft));
  form.addEventListener("submit", async (event) => {
    if (state === "sending" || event.defaultPrevented) return;
    event.preventDefault();
    if (state === "flushing") return;
    state = "flushing";
    form.setAttribute("aria-busy", "true");
    const problem = await flushed(autosave);
    form.removeAttribute("aria-busy");
    state = "idle";
    if (problem) explain(problem, () => send(event.submitter));
    else send(event.submitter);
  });
}

/** Tells the server what the form shows: which draft and object its values started from. */
function addStanding(formData, { revision, version, sent }) {
  formData.set("revision", revision);
  formData.set("version", version);
  if (sent) formData.append("save-id", sent.id);
}

/** Why the form cannot be sent; null when it can. What autosave refused goes: Save says in full what is wrong. */
async function flushed(autosave) {
  const { sync } = autosave;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { state } = await sync.queue.flush({ always: round === 0 });
    if (state === "unreachable") return sync.problem ?? { kind: "unreachable" };
    autosave.takeStock();
    if (autosave.isStored) return null;
  }
  return null;
}

function explain({ kind }, sendAnyway) {
  const actions = kind === "unreachable" ? [{ label: gettext("Save anyway"), run: sendAnyway }] : [];
  if (kind in REASONS) toast(REASONS[kind], { tone: "danger", actions });
  else tell("sign-in-wanted");
}
