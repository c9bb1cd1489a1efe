/** The buttons of the editor: what each `data-action` and `data-panel` does when it is pressed. */

import { gettext } from "./i18n.js";
import { idsInPath, childrenOf, placeOf } from "./menu-document.js";
import { idsOf } from "./menu-dom.js";
import { DAYS_SHOWN } from "./menu-view.js";
import { placeBelow } from "./popover-place.js";
import { toast } from "./toasts.js";

/** Buttons that lead somewhere or ask something first; all others are actions on the node they stand at. */
const COMMANDS = {
  "add-item": (editor, button) => editor.typing.newLine(button.closest(".menu-option")),
  "add-meal": (editor, { dataset }, ids) => addMeal(editor, ids, dataset),
  "fill-gap": (editor, { dataset }, ids) => addMeal(editor, ids, editor.view.gridRows[dataset.row]),
  "add-option": (editor, _button, ids) => writeInto(editor, editor.act("add-option", ids)),
  "to-option": (editor, { dataset }, ids) => editor.act("to-option", ids, { option: dataset.option }),
  tool: (editor, { dataset }, ids) => openTool(editor, dataset.tool, { ids: ids ?? [] }),
  undo: (editor) => editor.undoing.undo(),
  redo: (editor) => editor.undoing.redo(),
  select: (editor) => editor.giveHands().then((hands) => hands.selecting.toggleMode()).catch(missing),
  copy: (editor, _button, ids) => copyTo(editor, ids).catch(missing),
  "copy-week": (editor) => copyTo(editor, []).catch(missing),
  "show-day": (editor, { dataset }) => editor.showDay(dataset.day),
  "show-week": (editor, { dataset }) => turnWeek(editor, Number(dataset.by)),
  "go-to": (editor, { dataset }) => editor.focusNode(idsInPath(dataset.path).ids)?.scrollIntoView({ block: "center" }),
};

/** @param {MenuEditor} editor */
export function listenToButtons(editor) {
  editor.addEventListener("click", (event) => {
    const button = event.target.closest("button, a[data-action]");
    const { panel, action } = button?.dataset ?? {};
    if (panel) editor.givePanels().then((panels) => panels.toggle(button, { byPointer: event.detail > 0 }));
    if (!action) return;
    event.preventDefault();
    const ids = button.closest(".menu-panel") ? editor.panels.ids : idsOf(button);
    editor.panels?.close();
    if (COMMANDS[action]) COMMANDS[action](editor, button, ids);
    else editor.act(action, ids);
  });
}

/** The bulk tools: their list opens below its button, and a table that is pasted into a meal opens the one for that. */
export function listenForTools(editor) {
  const list = editor.querySelector("#menu-bulk");
  const opener = list.previousElementSibling;
  list.addEventListener("beforetoggle", ({ newState }) => newState === "open" && placeBelow(list, opener));
  editor.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!event.target.closest(".menu-meal") || !/\t|\n./.test(text.trim())) return;
    event.preventDefault();
    openTool(editor, "paste", { text, ids: idsOf(event.target) });
  });
}

/** Opens a tool of menu-tools.js. */
export async function openTool(editor, name, context) {
  const tools = await import("./menu-tools.js").catch(missing);
  await tools?.openTool(editor, name, context);
}

/** A meal that everybody knows gets its first line; a custom one is named first. */
function addMeal(editor, ids, { slot, name, time }) {
  const added = editor.act("add-meal", ids, { slot, name, time });
  const isNamed = slot !== "custom" || name;
  if (isNamed) writeInto(editor, added);
  else if (editor.focusNode(added)) document.activeElement.click();
}

function writeInto(editor, ids) {
  const option = editor.focusNode(ids)?.closest(".menu-option, .menu-meal");
  const added = option?.matches(".menu-option") ? option : option?.querySelector(".menu-option");
  if (added) editor.typing.newLine(added);
}

/** A tool that is fetched when it is first used could not be. */
function missing() {
  toast(gettext("This needs a connection the first time. Try again when you are online."), { tone: "warn" });
}

/** Asks where to copy a node to; without ids the week that is shown. */
async function copyTo(editor, ids) {
  const { MenuCopyDialog } = await import("./menu-copy-dialog.js");
  editor.copying ??= new MenuCopyDialog(editor);
  editor.copying.open(ids);
}

/** The week before or after; on a phone its first day. */
function turnWeek(editor, by) {
  const days = childrenOf(editor.menu, 0);
  const shown = editor.view.week.querySelector(".menu-day").dataset.node;
  const start = placeOf(editor.menu, [shown]) + by * DAYS_SHOWN;
  if (days[start]) editor.showDay(days[start].id);
}
