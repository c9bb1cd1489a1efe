/** What hands do in the grid beyond typing: arrow keys, choosing several nodes, the clipboard, dragging. */

import { MenuCellKeys } from "./menu-cell-keys.js";
import { MenuCells } from "./menu-cells.js";
import { MenuClipboard } from "./menu-clipboard.js";
import { MenuDrag } from "./menu-drag.js";
import { MenuSelecting } from "./menu-selection.js";

export class MenuHands {
  /** @param {MenuEditor} editor */
  constructor(editor) {
    this.selecting = new MenuSelecting(editor);
    this.clipboard = new MenuClipboard(editor, this.selecting);
    this.cells = new MenuCells(editor, this);
    this.keys = new MenuCellKeys(editor, this);
    this.drag = new MenuDrag(editor, this.selecting);
  }

  /** The page shows another state of the menu. */
  refresh() {
    this.selecting.refresh();
    this.cells.refresh();
  }
}
