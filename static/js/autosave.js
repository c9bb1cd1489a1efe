/** Gives the form `<form data-autosave>` of a page that includes drafts/page.html its autosave. */

import { atRest } from "./at-rest.js";
import { AutosaveForm } from "./autosave-form.js";
import { pageData } from "./page-data.js";
import { showPresence } from "./presence.js";
import { offerRestore } from "./restore.js";

const form = document.querySelector("form[data-autosave]");
const start = pageData("autosave-data");
const autosave = new AutosaveForm(form, start, {
  clash: document.querySelector("dialog[data-autosave-clash]"),
  clear: document.querySelector("dialog[data-autosave-clear]"),
});
autosave.begin();
offerRestore(autosave);
if (start.isNew) atRest(() => import("./unfinished.js"))().then(({ listUnfinished }) => listUnfinished(autosave));
else showPresence(autosave);
