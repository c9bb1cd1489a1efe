/** Bringing earlier typing back into a form, whatever has become of the form since. */

import { gettext, interpolate } from "./i18n.js";
import { put } from "./merging.js";
import { replay } from "./replay.js";
import { toast } from "./toasts.js";

/**
 * Puts the changes of `copies` into what the form shows, asking where it holds something else by now.
 * @param {AutosaveForm} autosave
 * @param {Pick<import("./local-copy.js").Copy, "changes" | "sent">[]} copies oldest first
 * @param {{mine: string, theirs: string}} titles of the two values, where they have to be chosen from
 */
export async function putBack(autosave, copies, titles) {
  const { fields } = autosave;
  const { document, clashes, homeless } = replay(fields.read(), copies);
  const choices = Object.keys(clashes).length ? await autosave.ask(clashes, {}, titles) : {};
  const mine = Object.entries(clashes).filter(([path]) => choices[path] === "mine");
  fields.write(put(document, Object.fromEntries(mine.map(([path, clash]) => [path, clash.mine]))));
  for (const [path, value] of Object.entries(homeless)) tellHomeless(fields.say(path, value));
}

/** There is no place for it any more, but it can be read and typed again. */
function tellHomeless(words) {
  const text = gettext("This was typed into something that has been removed since: %(words)s");
  if (words) toast(interpolate(text, { words }), { tone: "danger" });
}
