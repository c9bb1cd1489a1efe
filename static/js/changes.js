/**
 * What changed between two states of a form's data, and putting changes into a third state.
 *
 * A form's data is one JSON object. Objects are taken apart by key, lists whose members all carry a string `id`
 * by that id; everything else is a leaf that is compared whole. A path is those keys and ids joined by `/`:
 * `menu/days/d1/meals/m2/name`. A change set is `{path: [old, new]}`, null standing for "is not there".
 *
 * Pure functions without the page. apps/drafts/changes.py does the same; tests/cases/changes.json holds both to it.
 *
 * @typedef {any} Json string, boolean, finite number, null, or a list or object of them
 * @typedef {Record<string, Json>} Document
 * @typedef {Record<string, [Json, Json]>} Changes
 * @typedef {Record<string, {present: Json, old: Json, new: Json}>} Conflicts
 */

const SEGMENT = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Whether two values mean the same: a missing key is null, the order of a keyed list is not part of its value.
 * @param {Json} one
 * @param {Json} other
 * @returns {boolean}
 */
export function same(one, other) {
  one ??= null;
  other ??= null;
  if (one === other) return true;
  if (isObject(one) && isObject(other)) {
    return keysOf(one, other).every((key) => same(own(one, key), own(other, key)));
  }
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  if (!bothKeyed(one, other)) return one.every((value, index) => same(value, other[index]));
  const others = byId(other);
  return one.every((member) => others.has(member.id) && same(member, others.get(member.id)));
}

/**
 * The change set that leads from `before` to `after`; a node on one side only is one change.
 * Its values are those of the two documents themselves, not copies.
 * @param {Document} before
 * @param {Document} after
 * @returns {Changes}
 */
export function diff(before, after) {
  const changes = {};
  collect("", before, after, changes);
  return changes;
}

/**
 * A new document with `changes` made, and the conflicts by path: what stands there is neither old nor new.
 * `document` stays as it is; only what lies on the way to a change is copied, all else is shared with it.
 * @param {Document} document
 * @param {Changes} changes
 * @returns {{document: Document, conflicts: Conflicts}}
 */
export function apply(document, changes) {
  const root = { ...document };
  const copies = new Set([root]);
  const conflicts = {};
  for (const path of Object.keys(changes).sort()) { // a node comes before what is inside it
    const [before, after] = changes[path];
    const present = valueAt(root, path);
    if (same(present, after)) continue;
    if (same(present, before) && put(root, path.split("/"), after, copies)) continue;
    conflicts[path] = { present, old: before, new: after };
  }
  return { document: root, conflicts };
}

/**
 * What stands at `path`; null when nothing does.
 * @param {Json} document
 * @param {string} path
 * @returns {Json}
 */
export function valueAt(document, path) {
  return path.split("/").reduce(child, document) ?? null;
}

function collect(path, before, after, changes) {
  if (identical(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after) && bothKeyed(before, after)) {
    const [olds, news] = [byId(before), byId(after)];
    for (const id of new Set([...olds.keys(), ...news.keys()])) {
      collect(`${path}/${id}`, olds.get(id), news.get(id), changes);
    }
  } else if (isObject(before) && isObject(after) && keysOf(before, after).every(isSegment)) {
    for (const key of keysOf(before, after)) {
      collect(path ? `${path}/${key}` : key, own(before, key), own(after, key), changes);
    }
  } else if (!same(before, after)) {
    changes[path] = [before ?? null, after ?? null];
  }
}

/** Sets, or with null removes, what `segments` lead to; false when there is no place for it. */
function put(root, segments, value, copies) {
  const last = segments.at(-1);
  let parent = root;
  let siblings = null; // the list whose member `parent` is
  for (const segment of segments.slice(0, -1)) [siblings, parent] = [parent, writable(parent, segment, copies)];
  if (isObject(parent)) return putKey(parent, last, value, siblings);
  return Array.isArray(parent) && isKeyed(parent) && putMember(parent, last, value);
}

/** The child at `segment`, replaced by a copy of our own; undefined when it cannot hold anything. */
function writable(parent, segment, copies) {
  const present = child(parent, segment);
  if (typeof present !== "object" || present === null || copies.has(present)) return present;
  const copy = Array.isArray(present) ? [...present] : { ...present };
  copies.add(copy);
  if (Array.isArray(parent)) parent[parent.indexOf(present)] = copy;
  else define(parent, segment, copy);
  return copy;
}

function putKey(parent, key, value, siblings) {
  const isMember = Array.isArray(siblings);
  if (isMember && key === "id") return false; // an id names a node for as long as it lives
  define(parent, key, value);
  if (isMember && key === "position") order(siblings);
  return true;
}

function putMember(members, id, value) {
  if (value !== null && !(isObject(value) && own(value, "id") === id)) return false;
  const place = members.findIndex((member) => member.id === id);
  if (place >= 0) members.splice(place, 1);
  if (value === null) return true;
  members.push(value);
  order(members);
  return true;
}

function order(members) {
  members.sort((a, b) => compare(position(a), position(b)) || compare(a.id, b.id));
}

function position({ position: text }) {
  return typeof text === "string" ? text : "";
}

function compare(a, b) {
  return a === b ? 0 : a < b ? -1 : 1;
}

function child(node, segment) {
  if (isObject(node)) return own(node, segment);
  if (Array.isArray(node) && isKeyed(node)) return node.find((member) => member.id === segment);
  return undefined;
}

/** Defined rather than assigned: what came over the network may be called `__proto__`. */
function define(node, key, value) {
  Object.defineProperty(node, key, { value, writable: true, enumerable: true, configurable: true });
}

function own(node, key) {
  return Object.hasOwn(node, key) ? node[key] : undefined;
}

/** Equal to the letter, as nearly everything is at each tick of an autosave; far cheaper to ask than `same`. */
function identical(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  let keys = Object.keys(other).length;
  for (const key in one) {
    if (!identical(one[key], own(other, key))) return false;
    keys -= 1;
  }
  return keys === 0;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isKeyed(members) {
  return members.every((member) => isObject(member) && isSegment(member.id)) && byId(members).size === members.length;
}

/** What can stand between two slashes of a path; an object with other keys is a leaf. */
function isSegment(text) {
  return typeof text === "string" && SEGMENT.test(text);
}

/** Whether to compare by id; an empty list goes along with a keyed one. */
function bothKeyed(one, other) {
  return one.length + other.length > 0 && isKeyed(one) && isKeyed(other);
}

function byId(members) {
  return new Map(members.map((member) => [member.id, member]));
}

function keysOf(one, other) {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
