/** Putting a popover next to what it belongs to, inside the window. */

const GAP = 4;
const ENOUGH = 260; // pixels below, with which something long need not open above

/**
 * Places a popover below `anchor`, or above it where there is more room there; what does not fit is scrolled. Asks
 * only where the anchor is: measuring the popover itself would lay out the page once more for each key.
 * The style sheet keeps `--left` inside the window.
 * @param {HTMLElement} box
 * @param {Element} anchor
 */
export function placeBelow(box, anchor) {
  const { top, bottom, left } = anchor.getBoundingClientRect();
  const below = (visualViewport?.height ?? innerHeight) - bottom; // a phone's keyboard takes its part
  const isBelow = below >= Math.min(ENOUGH, top);
  const places = {
    "--left": px(left),
    top: isBelow ? px(bottom + GAP) : "auto",
    bottom: isBelow ? "auto" : px(innerHeight - top + GAP),
    "max-height": px((isBelow ? below : top) - 2 * GAP),
  };
  for (const [property, value] of Object.entries(places)) box.style.setProperty(property, value);
}

/** Set through the object model: the content security policy allows no style attribute. */
function px(length) {
  return `${Math.round(length)}px`;
}
