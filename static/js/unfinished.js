/** On a page for something new: links to what was typed on this device before and never reached the server. */

import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { leftBehind } from "./local-copy.js";
import { clock } from "./times.js";

/** @param {AutosaveForm} autosave */
export async function listUnfinished({ subject: { user, kind, id }, form }) {
  const others = (await leftBehind({ user, kind })).filter((kept) => kept.id !== id);
  const newest = new Map(others.map(({ id: other, copy }) => [other, copy]));
  const links = [...newest.values()].filter(({ url }) => url.startsWith("/")).map(linkTo);
  if (!links.length) return;
  const words = gettext("Typed on this device and not yet on the server:");
  form.before(element("div", { class: "banner restore" }, element("p", {}, words), element("ul", { class: "unfinished" }, ...links)));
}

function linkTo({ url, title, at }) {
  const words = { title: title || gettext("without a name"), time: clock(at) };
  return element("li", {}, element("a", { href: url }, interpolate(gettext("%(title)s, %(time)s"), words)));
}
