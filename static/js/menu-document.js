/**
 * Changes to a menu document, as pure functions: what did not change is shared with the document before.
 *
 * A node is named by the ids on the way to it: `[day, meal, option, item]`, shorter for the levels above. That makes
 * `before === after` tell what changed: views and totals do again only what did.
 */

import { isPosition, ordered, positionAt } from "./positions.js";

const LEVELS = ["days", "meals", "options", "items"];
const SCHEMA = 1; // earlier ones are brought to it by the server; a later one is not ours to save, and stays what it is

/**
 * `menu` without what is no node: a draft may hold anything, and an editor must come up with what there is.
 * A well-formed one is answered itself, not a copy.
 */
export function readable(menu) {
  const isMenu = typeof menu === "object" && menu !== null && menu.schema >= SCHEMA;
  return withNodes(isMenu ? menu : { ...Object(menu), schema: SCHEMA }, 0);
}

/** The children of a node in order; `depth` is how many ids name the node (0: the menu itself). */
export function childrenOf(node, depth) {
  return ordered(node?.[LEVELS[depth]] ?? []);
}

/** The node that `ids` name; null when there is none. */
export function nodeAt(menu, ids) {
  let node = menu;
  for (const [depth, id] of ids.entries()) {
    node = node?.[LEVELS[depth]]?.find((child) => child.id === id);
  }
  return node ?? null;
}

/** The siblings of the node that `ids` name, itself included, in order. */
export function siblingsOf(menu, ids) {
  return childrenOf(nodeAt(menu, ids.slice(0, -1)), ids.length - 1);
}

/** Where the node that `ids` name stands among its siblings, from 0; -1 when there is none. */
export function placeOf(menu, ids) {
  return siblingsOf(menu, ids).findIndex((node) => node.id === ids.at(-1));
}

/** `menu` with the node that `ids` name replaced by `change(node)`, or without it when that is null. */
export function changeAt(menu, ids, change) {
  return changeBelow(menu, ids, 0, change);
}

/** `menu` with `fields` set on the node that `ids` name. */
export function setAt(menu, ids, fields) {
  return changeAt(menu, ids, (node) => ({ ...node, ...fields }));
}

export function removeAt(menu, ids) {
  return changeAt(menu, ids, () => null);
}

/** `menu` with `node` put at `index` among the children of the node that `parentIds` name. */
export function insertAt(menu, parentIds, node, index) {
  const depth = parentIds.length;
  return changeAt(menu, parentIds, (parent) => {
    const children = childrenOf(parent, depth);
    const placed = { ...node, position: positionAt(children, index) };
    return { ...parent, [LEVELS[depth]]: children.toSpliced(index, 0, placed) };
  });
}

/** `menu` with the node that `ids` name put at `index` among its siblings; only its position changes. */
export function moveTo(menu, ids, index) {
  const others = siblingsOf(menu, ids).filter((node) => node.id !== ids.at(-1));
  if (index < 0 || index > others.length) return menu;
  return setAt(menu, ids, { position: positionAt(others, index) });
}

/** An id for a new node: 62 random bits, which is plenty among the siblings of one menu. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join("");
}

/** A copy of a node whose own children are its own; `depth` is how many ids name it. */
export function copyOf(node, depth) {
  const level = LEVELS[depth];
  const copy = { ...node, id: newId() };
  return level ? { ...copy, [level]: (node[level] ?? []).map((child) => copyOf(child, depth + 1)) } : copy;
}

export function newItem(fields = {}) {
  const empty = { food_id: null, name: "", quantity: null, measure: "", grams: null, nutrients: null, note: "" };
  return { id: newId(), ...empty, ...fields };
}

export function newOption() {
  return { id: newId(), items: [] };
}

export function newMeal(slot, name, time) {
  return { id: newId(), slot, name, time, note: "", options: [{ ...newOption(), position: positionAt([], 0) }] };
}

/** The ids of all foods that `menu` names. */
export function foodIds(menu) {
  const items = LEVELS.reduce((nodes, level) => nodes.flatMap((node) => node[level] ?? []), [menu]);
  return new Set(items.map((item) => item.food_id).filter(Boolean));
}

/** "days/a/meals/b" for the ids of a node. */
export function pathOf(ids) {
  return ids.map((id, depth) => `${LEVELS[depth]}/${id}`).join("/");
}

/** The ids in a change path such as `days/a/meals/b/note`, and what comes after them. */
export function idsInPath(path) {
  const parts = path.split("/");
  const ids = [];
  while (parts.length > 1 && parts[0] === LEVELS[ids.length]) {
    ids.push(parts[1]);
    parts.splice(0, 2);
  }
  return { ids, rest: parts.join("/") };
}

/** `parent` with nothing but nodes in its list, all the way down; itself when that is so already. */
function withNodes(parent, depth) {
  const level = LEVELS[depth];
  if (!level) return parent;
  const listed = Array.isArray(parent[level]) ? parent[level] : [];
  const nodes = listed.filter(isNode).map((node) => withNodes(node, depth + 1));
  const isSame = nodes.length === listed.length && nodes.every((node, index) => node === listed[index]);
  return isSame && listed === parent[level] ? parent : { ...parent, [level]: nodes };
}

function isNode(node) {
  return typeof node?.id === "string" && isPosition(node.position);
}

function changeBelow(node, ids, depth, change) {
  if (depth === ids.length) return change(node);
  const level = LEVELS[depth];
  const children = node[level] ?? [];
  const index = children.findIndex((child) => child.id === ids[depth]);
  if (index < 0) return node;
  const changed = changeBelow(children[index], ids, depth + 1, change);
  if (changed === children[index]) return node;
  return { ...node, [level]: changed === null ? children.toSpliced(index, 1) : children.with(index, changed) };
}
