/**
 * The parts of the editor that nobody needs before they have come to it: the panels, which are fetched once the page
 * rests as well, and what moves through the grid, selects and drags.
 */

import { atRest } from "./at-rest.js";
import { loadStyles } from "./styles.js";

/** @param {MenuEditor} editor */
export function bringLateParts(editor) {
  const panels = atRest(async () => {
    const [{ MenuPanels }] = await Promise.all([import("./menu-panels.js"), loadStyles(editor.dataset.panelsCss)]);
    editor.panels = new MenuPanels(editor);
    return editor.panels;
  });
  const come = () => {
    panels();
    if (!editor.hands && navigator.onLine) editor.giveHands().catch(() => {}); // offline: when it is back
  };
  for (const name of ["pointerover", "focusin"]) editor.addEventListener(name, come);
  editor.givePanels = panels;
}
