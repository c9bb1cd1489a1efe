/** Offering the typing that never reached the server: after a crash, a power cut, a page that was closed while offline. */

import { button, element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { keepAgain, leftBehind, removeCopy } from "./local-copy.js";
import { putBack } from "./put-back.js";
import { isMissing } from "./replay.js";
import { clock } from "./times.js";
import { toast } from "./toasts.js";

/**
 * Shows the banner when a page that is gone left something behind for this form. Until the person has chosen, it
 * stays where it is, whatever is typed meanwhile.
 * @param {AutosaveForm} autosave
 */
export async function offerRestore(autosave) {
  const found = await leftBehind(autosave.subject);
  const missing = found.filter(({ copy }) => isMissing(copy, autosave.draft.base));
  for (const { key } of found.filter((kept) => !missing.includes(kept))) removeCopy(key);
  if (missing.length) showBanner(autosave, missing);
}

function showBanner(autosave, kept) {
  const time = clock(kept.at(-1).copy.at);
  const text = interpolate(gettext("Typing from %(time)s on this device has not reached the server."), { time });
  const banner = element("div", { class: "banner banner-warn restore", role: "region", "aria-label": gettext("Restore") });
  const choose = (act) => () => {
    banner.remove();
    act();
  };
  banner.append(
    element("p", { role: "alert" }, text),
    button(gettext("Restore"), choose(() => restore(autosave, kept)), "button button-primary"),
    button(gettext("Discard"), choose(() => discard(autosave, kept)), "button"),
  );
  autosave.form.before(banner);
}

async function restore(autosave, kept) {
  await putBack(autosave, kept.map(({ copy }) => copy), {
    mine: interpolate(gettext("Typed at %(time)s"), { time: clock(kept.at(-1).copy.at) }),
    theirs: gettext("In the form now"),
  });
  if (await autosave.changed()) for (const { key } of kept) removeCopy(key);
  else autosave.whenStored(() => kept.forEach(({ key }) => removeCopy(key)));
}

function discard(autosave, kept) {
  for (const { key } of kept) removeCopy(key);
  const undo = () => {
    kept.forEach(keepAgain);
    showBanner(autosave, kept);
  };
  toast(gettext("The typing is discarded."), { actions: [{ label: gettext("Undo"), run: undo }] });
}
