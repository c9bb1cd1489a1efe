/** Finding lines of a menu by food or by text. Pure. */

import { foldedName, placesOf, wordsIn } from "./bulk-text.js";
import { inScope, linesOf } from "./bulk-walk.js";

/**
 * What is looked for: `{kind: "food", id}`; `{kind: "text", text, within}`, the whole name or, with `within`, words
 * of a longer one; `{kind: "note", text}`, words of the note.
 * @typedef {{kind: "food" | "text" | "note", id?: string, text?: string, within?: boolean}} Query
 */

/**
 * The lines that `query` finds in the days and meals of `scope`, each with `places`: where in its text.
 * @returns {(Line & {places: {start: number, end: number}[]})[]}
 */
export function find(menu, query, scope) {
  const match = matcher(query);
  const hits = [];
  for (const line of match ? linesOf(menu) : []) {
    const places = inScope(scope, line) ? match(line.item) : null;
    if (places) hits.push({ ...line, places });
  }
  return hits;
}

/** The foods of the table in a menu, `[{id, name, count}]`, the most frequent first. */
export function foodsIn(menu) {
  const foods = new Map();
  for (const {
    item: { food_id: id, name },
  } of linesOf(menu)) {
    if (id) foods.set(id, { id, name, count: (foods.get(id)?.count ?? 0) + 1 });
  }
  return [...foods.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

/** A function from an item to the places of what is looked for, null where it is not; null for an empty query. */
function matcher({ kind, id, text = "", within = false }) {
  if (kind === "food") return id ? (item) => (item.food_id === id ? [] : null) : null;
  const wanted = wordsIn(text).map(({ word }) => word);
  if (!wanted.length) return null;
  const field = kind === "note" ? "note" : "name";
  const name = foldedName(text);
  return (item) => {
    const value = typeof item[field] === "string" ? item[field] : "";
    if (field === "name" && !within) return foldedName(value) === name ? [{ start: 0, end: value.length }] : null;
    const places = placesOf(wanted, value);
    return places.length ? places : null;
  };
}
