/**
 * Putting documents together: pure functions over those of changes.js.
 *
 * @typedef {Document} Document
 */

import { apply, valueAt } from "./changes.js";

/**
 * `document` with `values` by path, whatever stood there.
 * @param {Document} document
 * @param {Record<string, any>} values
 * @returns {Document}
 */
export function put(document, values) {
  return Object.keys(values).sort().reduce((result, path) => {
    return apply(result, { [path]: [valueAt(result, path), values[path]] }).document;
  }, document);
}

/**
 * `paths`, each cut off at the first node that `document` does not have: that node is what to ask about.
 * @param {string[]} paths
 * @param {Document} document
 * @returns {string[]}
 */
export function lifted(paths, document) {
  return [...new Set(paths.map((path) => {
    const segments = path.split("/");
    const ways = segments.map((_, index) => segments.slice(0, index + 1).join("/"));
    return ways.find((way) => valueAt(document, way) === null) ?? path;
  }))];
}

/**
 * Whether `path` is one of `others`, or inside one, or around one.
 * @param {string} path
 * @param {string[]} others
 */
export function overlaps(path, others) {
  return others.some((other) => {
    return path === other || path.startsWith(`${other}/`) || other.startsWith(`${path}/`);
  });
}
