/** The dialog that keeps a meal or a dish of the menu: what is kept, under which name, and for whom. */

import { apiClient } from "./api-client.js";
import { BulkDialog } from "./bulk-dialog.js";
import { field, select, tick } from "./bulk-fields.js";
import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { nodeAt, pathOf } from "./menu-document.js";
import { optionTitle } from "./menu-labels.js";
import { valueInWords } from "./menu-words.js";
import { newKey } from "./new-key.js";
import { pageData } from "./page-data.js";
import { keptName, keptOptions } from "./saved-meals.js";
import { toast } from "./toasts.js";

export class KeepDialog extends BulkDialog {
  constructor(editor) {
    super(editor, {
      name: "keep",
      title: gettext("Keep as a saved meal"),
      help: gettext(
        "It goes into any other plan or template with “Insert a saved meal…”. Notes are not kept, since they may be about one client; look through the rest before you share it.",
      ),
      confirm: gettext("Keep"),
    });
    this.name = element("input", { type: "text", class: "input", maxlength: 200, autocomplete: "off" });
    this.slot = select([...editor.slots].map(([slot, label]) => [slot, label]));
    const shared = tick(gettext("Share it with the practice"), false);
    this.shared = shared.querySelector("input");
    this.settings.append(field(gettext("Name"), this.name), field(gettext("Usual meal"), this.slot), shared);
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.target !== this.name) return;
      event.preventDefault();
      this.run();
    });
  }

  /** @param {{ids: string[]}} context of a meal, or of one of its options */
  open({ ids }) {
    const { menu, slots } = this.editor;
    this.options = keptOptions(menu, ids);
    if (!this.options.length) {
      toast(gettext("There is nothing to keep here yet."), { tone: "warn" });
      return;
    }
    this.key = newKey(); // the same for each try: a lost answer does not keep it twice
    this.name.value = keptName(menu, ids, this.options);
    this.slot.value = nodeAt(menu, ids.slice(0, 2)).slot;
    if (!slots.has(this.slot.value)) this.slot.value = "custom";
    this.shared.checked = false;
    this.preview.replaceChildren(...this.options.map((option, index) => this.#lines(option, index)));
    this.say("");
    this.offer(gettext("Keep"), true);
    this.show();
    this.name.select();
  }

  async run() {
    const name = this.name.value.trim();
    if (!name) {
      this.say(gettext("Please give it a name."), "warn");
      this.name.focus();
      return;
    }
    if (this.confirm.disabled) return;
    this.offer(gettext("Keeping…"), false);
    const body = { name, slot: this.slot.value, isShared: this.shared.checked, options: this.options };
    const headers = { "X-User": pageData("autosave-data").user };
    const url = `${this.editor.dataset.savedUrl}${this.key}/`;
    const { error } = await apiClient.put(url, body, { idempotent: true, headers });
    this.offer(gettext("Keep"), true);
    if (error) {
      this.say(error.detail, "danger");
      return;
    }
    this.dialog.close();
    toast(interpolate(gettext("Kept: %(name)s"), { name }), { tone: "ok" });
  }

  #lines(option, index) {
    const items = option.items.map((item) => {
      const words = valueInWords(pathOf(["", "", "", item.id]), item, this.editor.slots);
      return element("li", {}, words);
    });
    const title = this.options.length > 1 ? [element("h3", {}, optionTitle(index))] : [];
    return element("div", { class: "saved-option" }, ...title, element("ul", {}, ...items));
  }
}
