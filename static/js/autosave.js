/** Gives the form `<form data-autosave>` of a page that includes drafts/page.html its autosave. */

import { AutosaveForm } from "./autosave-form.js";
import { pageData } from "./page-data.js";
import { showPresence } from "./presence.js";
import { offerRestore } from "./restore.js";
import { listUnfinished } from "./unfinished.js";

const form = document.querySelector("form[data-autosave]");
const start = pageData("autosave-data");
const autosave = new AutosaveForm(form, start, {
  clash: document.querySelector("dialog[data-autosave-clash]"),
  clear: document.querySelector("dialog[data-autosave-clear]"),
});
autosave.begin();
offerRestore(autosave);
if (start.isNew) listUnfinished(autosave);
else showPresence(autosave);
