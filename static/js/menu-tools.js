/** The tools of the editor, bulk tools and saved meals: each is fetched when it is first wanted, and is one dialog from then on. */

import { gettext } from "./i18n.js";
import { loadStyles } from "./styles.js";
import { toast } from "./toasts.js";

const TOOLS = {
  paste: async () => (await import("./bulk-paste-dialog.js")).PasteDialog,
  replace: async () => (await import("./bulk-replace-dialog.js")).ReplaceDialog,
  rescale: async () => (await import("./bulk-rescale-dialog.js")).RescaleDialog,
  times: async () => (await import("./bulk-times-dialog.js")).TimesDialog,
  keep: async () => (await import("./saved-keep-dialog.js")).KeepDialog,
  saved: async () => (await import("./saved-insert-dialog.js")).InsertDialog,
};
const opened = new Map();

/**
 * Opens a tool.
 * @param {MenuEditor} editor
 * @param {"paste" | "replace" | "rescale" | "times" | "keep" | "saved"} name
 * @param {object} [context] for the tool: which node it was opened from, what was pasted
 */
export async function openTool(editor, name, context = {}) {
  editor.querySelector("#menu-bulk")?.hidePopover();
  try {
    if (!opened.has(name)) opened.set(name, new (await TOOLS[name]())(editor));
    await loadStyles(editor.dataset.toolsCss);
  } catch {
    const run = () => openTool(editor, name, context);
    toast(gettext("This tool could not be fetched from the server."), {
      tone: "warn",
      actions: [{ label: gettext("Retry"), run }],
    });
    return;
  }
  opened.get(name).open(context);
}
