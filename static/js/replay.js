/** Putting typing that was kept on this device back into what a form shows. Pure. */

import { apply, diff, valueAt } from "./changes.js";
import { lifted } from "./merging.js";

/** @typedef {Document} Document */

/**
 * `document` with the changes of `copies`, oldest first. Where it holds neither what was there before the typing nor
 * what was typed, it keeps what it has, and the place is in `clashes`. What was typed inside something that is not
 * there any more is in `homeless`: `{path: value}`.
 * @param {Document} document
 * @param {Copy[]} copies
 * @returns {{document: Document, clashes: Record<string, Clash>, homeless: Record<string, any>}}
 */
export function replay(document, copies) {
  const conflicts = {};
  for (const { sent, changes } of copies) {
    for (const layer of [sent?.changes ?? {}, changes]) {
      const made = apply(document, layer);
      document = made.document;
      for (const path of Object.keys(layer)) delete conflicts[path];
      Object.assign(conflicts, made.conflicts);
    }
  }
  const clashes = {};
  const homeless = {};
  for (const [path, { present, new: typed }] of Object.entries(conflicts)) {
    if (lifted([path], document)[0] === path) clashes[path] = { mine: typed, theirs: valueAt(document, path) ?? present };
    else homeless[path] = typed;
  }
  return { document, clashes, homeless };
}

/** Whether `document` lacks anything of what `copy` holds. */
export function isMissing(copy, document) {
  const { document: after, clashes, homeless } = replay(document, [copy]);
  return [diff(document, after), clashes, homeless].some((found) => Object.keys(found).length > 0);
}
