/** Elements of the menu editor: made from the page's templates, found by node ids, put in order with few moves. */

/**
 * A copy of the page's `<template data-template="name">`, the same HTML that the server renders.
 * @param {Element} root
 * @param {string} name
 * @returns {HTMLElement}
 */
export function fromTemplate(root, name) {
  return root.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);
}

/** The ids of the node that `element` shows or lies in: `[day, meal, option, item]`, or fewer. */
export function idsOf(element) {
  const ids = [];
  for (let node = element.closest("[data-node]"); node; node = node.parentElement.closest("[data-node]")) {
    ids.unshift(node.dataset.node);
  }
  return ids;
}

/** The element that shows the node; null while that is not on the page. */
export function elementOf(root, ids) {
  return ids.reduce((parent, id) => parent?.querySelector(`[data-node="${CSS.escape(id)}"]`) ?? null, root);
}

/** The child elements that show nodes, by node id; those that are in no document yet are left out. */
export function nodeChildren(parent) {
  const children = [...parent.children].filter(({ dataset }) => dataset.node !== undefined && !("unborn" in dataset));
  return new Map(children.map((child) => [child.dataset.node, child]));
}

/** Makes the element that shows each of `nodes`, in order, ahead of whatever else stands behind `after`. */
export function showNodes(parent, nodes, make, after = null) {
  const present = nodeChildren(parent);
  const elements = nodes.map((node) => present.get(node.id) ?? made(make(), node.id));
  const wanted = new Set(elements);
  for (const element of present.values()) if (!wanted.has(element)) element.remove();
  inOrder(parent, elements, after);
  return elements;
}

/** Puts `elements` in order behind `after` (null: first); those in place already do not move, so focus stays. */
export function inOrder(parent, elements, after = null) {
  let place = after ? after.nextElementSibling : parent.firstElementChild;
  for (const element of elements) {
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setValue(input, text) {
  if (input.value !== text) input.value = text;
}

export function setLabel(element, text) {
  if (element.getAttribute("aria-label") !== text) element.setAttribute("aria-label", text);
}

/** What elements show at the moment, so that only what changed is filled again. */
export class Showing {
  #last = new WeakMap();

  has(element) {
    return this.#last.has(element);
  }

  /** Whether `element` shows anything else than `values` as yet; from now on it counts as showing them. */
  isNew(element, ...values) {
    const last = this.#last.get(element);
    if (last?.every((value, index) => value === values[index])) return false;
    this.#last.set(element, values);
    return true;
  }
}

/** Runs `change`, after which the element that had the focus has it again, with its selection. */
export function keepingFocus(change) {
  const focused = document.activeElement;
  const [start, end] = focused instanceof HTMLInputElement ? [focused.selectionStart, focused.selectionEnd] : [];
  change();
  if (document.activeElement === focused || !focused?.isConnected || focused === document.body) return;
  focused.focus({ preventScroll: true });
  if (start !== undefined && start !== null) focused.setSelectionRange(start, end);
}

function made(element, id) {
  element.dataset.node = id;
  return element;
}
