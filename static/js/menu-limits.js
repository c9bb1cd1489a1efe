/** How much a menu may hold: the server's numbers, checked before a change, so that no Save has to refuse it. */

import { gettext, interpolate } from "./i18n.js";

const SENTENCES = {
  days: gettext("A menu holds at most %(limit)s days."),
  meals: gettext("A day holds at most %(limit)s meals."),
  options: gettext("A meal holds at most %(limit)s options."),
  items: gettext("A meal option holds at most %(limit)s foods."),
};

/** Which limit `menu` is over that `before` was not, as a sentence; null when it is within all of them. */
export function brokenLimit(menu, before, limits) {
  const level = overLimit(menu, before, ["days", "meals", "options", "items"], limits);
  return level && interpolate(SENTENCES[level], { limit: limits[level] });
}

/** What is shared with the document before was no worse then: only changed nodes are looked at. */
function overLimit(node, before, [level, ...deeper], limits) {
  if (!level || node === before) return null;
  const children = node[level] ?? [];
  const earlier = new Map((before?.[level] ?? []).map((child) => [child.id, child]));
  if (children.length > limits[level] && children.length > earlier.size) return level;
  for (const child of children) {
    const broken = overLimit(child, earlier.get(child.id), deeper, limits);
    if (broken) return broken;
  }
  return null;
}
