/** What a step of the history did, in words: "Removed: Day 2 › Lunch", "Changed: Day 1 › Lunch › Dal: quantity". */

import { gettext, interpolate, ngettext } from "./i18n.js";
import { idsInPath, nodeAt } from "./menu-document.js";
import { pathInWords } from "./menu-words.js";

const SENTENCES = {
  added: gettext("Added: %(what)s"),
  removed: gettext("Removed: %(what)s"),
  moved: gettext("Moved: %(what)s"),
  changed: gettext("Changed: %(what)s"),
};

/** One sentence for the change between two documents; `paths` are those of its change set. */
export function stepInWords(paths, before, after, slots) {
  const [first, ...others] = paths;
  if (!first) return "";
  const kind = kindOf(first, before, after);
  const what = pathInWords(kind === "removed" ? before : after, kind === "moved" ? nodePath(first) : first, slots) ?? "";
  const sentence = interpolate(SENTENCES[kind], { what });
  const more = new Set(others.map(nodePath)).size - Number(others.some((path) => nodePath(path) === nodePath(first)));
  if (more < 1) return sentence;
  return interpolate(ngettext("%(sentence)s and %(count)s more", "%(sentence)s and %(count)s more", more), { sentence, count: more });
}

/** The ids of the node that a change is seen at: the first one that is there, or what held it. */
export function placeOfChange(paths, menu) {
  const places = paths.map((path) => idsInPath(path).ids);
  const present = places.find((ids) => ids.length && nodeAt(menu, ids));
  if (present) return present;
  let ids = places[0] ?? [];
  while (ids.length && !nodeAt(menu, ids)) ids = ids.slice(0, -1);
  return ids;
}

function kindOf(path, before, after) {
  const { ids, rest } = idsInPath(path);
  if (rest) return rest === "position" ? "moved" : "changed";
  if (!nodeAt(before, ids)) return "added";
  return nodeAt(after, ids) ? "changed" : "removed";
}

function nodePath(path) {
  const { rest } = idsInPath(path);
  return rest ? path.slice(0, -rest.length - 1) : path;
}
