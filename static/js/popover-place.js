/** Putting a popover next to what it belongs to, inside the window. */

const GAP = 4;
const ENOUGH = 240; // pixels below, with which a long list need not open above what is being typed in

/**
 * Places an open popover below `anchor`, or above it where there is more room there; what does not fit is scrolled.
 * @param {HTMLElement} box
 * @param {Element} anchor
 */
export function placeBelow(box, anchor) {
  const at = anchor.getBoundingClientRect();
  set(box, "max-height", innerHeight - 2 * GAP);
  const { width, height } = box.getBoundingClientRect();
  const below = innerHeight - at.bottom - 2 * GAP;
  const above = at.top - 2 * GAP;
  const isAbove = below < Math.min(height, ENOUGH) && above > below;
  const room = Math.max(isAbove ? above : below, ENOUGH);
  const shown = Math.min(height, room);
  const top = isAbove ? at.top - shown - GAP : at.bottom + GAP;
  const right = document.documentElement.clientWidth - width - 2 * GAP;
  set(box, "max-height", room);
  set(box, "top", Math.max(GAP, Math.min(top, innerHeight - shown - GAP)));
  set(box, "left", Math.max(2 * GAP, Math.min(at.left, right)));
}

/** Through the object model: the content security policy allows no style attribute. */
function set(box, property, pixels) {
  box.style.setProperty(property, `${Math.round(pixels)}px`);
}
