/**
 * The dialog that puts a saved meal into the menu: a search whose first result is marked, so that Enter inserts it.
 * The insertion is a change of the editor like any other: guarded, summed up, kept, undone.
 */

import { apiClient } from "./api-client.js";
import { BulkDialog } from "./bulk-dialog.js";
import { field, select } from "./bulk-fields.js";
import { Debounce } from "./debounce.js";
import { element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { nodeAt, placeOf } from "./menu-document.js";
import { dayFullTitle, mealTitle, placeTitle } from "./menu-labels.js";
import { holdsFoods, withSaved } from "./saved-meals.js";
import { fillList, markIn } from "./saved-list.js";

const WAIT_MS = 150;

export class InsertDialog extends BulkDialog {
  #soon = new Debounce(() => this.#search(), { wait: WAIT_MS, longest: WAIT_MS * 4 });
  #request = null;
  #results = [];
  #marked = -1;
  #insertNext = false; // Enter came before the answer

  constructor(editor) {
    super(editor, { name: "saved", title: gettext("Insert a saved meal"), help: "", confirm: gettext("Insert") });
    this.where = this.dialog.querySelector(".help");
    this.list = element("div", { role: "listbox", id: "saved-found", "aria-label": gettext("Saved meals") });
    this.preview.replaceWith(this.list);
    this.list.className = "bulk-preview saved-list";
    this.query = element("input", {
      type: "text", class: "input", role: "combobox", maxlength: 100, autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "saved-found",
    });
    this.how = select([
      ["add", gettext("add to its foods")],
      ["or", gettext("as an alternative (“or”)")],
      ["replace", gettext("replace them")],
    ]);
    this.howField = field(gettext("There is something already"), this.how);
    this.settings.append(field(gettext("Search by name or food"), this.query), this.howField);
    this.query.addEventListener("input", () => this.#typed());
    this.query.addEventListener("keydown", (event) => this.#pressed(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", ({ target }) => this.#clicked(target.closest("[role=option]")));
    this.dialog.addEventListener("close", () => this.#stop());
  }

  /** @param {{ids: string[], row?: {slot: string, name: string, time: string}}} context of a meal, or of a day */
  open({ ids, row = null }) {
    const { menu, slots } = this.editor;
    this.target = { ids: ids.slice(0, 2), row };
    const [day, meal] = ids.slice(0, 2).map((_, depth) => nodeAt(menu, ids.slice(0, depth + 1)));
    const dayTitle = dayFullTitle(day, placeOf(menu, ids.slice(0, 1)));
    this.slot = (meal ?? row)?.slot ?? "";
    this.where.textContent = this.slot ? placeTitle(mealTitle(meal ?? row, slots), dayTitle) : dayTitle;
    this.howField.hidden = !holdsFoods(menu, ids);
    this.how.value = "add";
    this.query.value = "";
    this.#show([]);
    this.say("");
    this.show();
    this.query.focus();
    this.#search();
  }

  run() {
    this.#insert(this.#results[this.#marked]);
  }

  #stop() {
    this.#soon.cancel();
    this.#request?.abort();
    this.#request = null;
    this.#insertNext = false;
  }

  #typed() {
    this.#stop();
    this.#soon.touch();
  }

  async #search() {
    const request = new AbortController();
    this.#request = request;
    const asked = new URLSearchParams({ q: this.query.value.trim(), slot: this.slot });
    const { data, error } = await apiClient.get(`${this.editor.dataset.savedUrl}?${asked}`, { signal: request.signal });
    if (request.signal.aborted) return;
    this.#request = null;
    if (error) return this.say(error.detail, "danger");
    this.#show(data.results);
    this.say(this.#found(data));
    if (this.#insertNext) this.run();
  }

  #found({ results: { length }, more }) {
    if (more) return gettext("There are more; type a word of the one you look for.");
    if (length) return interpolate(ngettext("%(count)s saved meal", "%(count)s saved meals", length), { count: length });
    if (this.query.value.trim()) return gettext("No saved meal has these words in its name or foods.");
    return gettext("Nothing is kept yet. Open a meal and choose “Keep this meal…”.");
  }

  #show(results) {
    this.#results = results;
    fillList(this.list, results, this.editor.guard);
    this.query.setAttribute("aria-expanded", String(results.length > 0));
    this.#mark(results.length ? 0 : -1);
  }

  #mark(index) {
    this.#marked = index;
    markIn(this.list, this.query, index);
    this.offer(gettext("Insert"), index >= 0);
  }

  #pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { length } = this.#results;
    if (step && length) {
      event.preventDefault();
      this.#mark((this.#marked + step + length) % length);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#insertNext = this.#soon.isWaiting || this.#request !== null;
      if (this.#soon.isWaiting) this.#soon.flush();
      else if (!this.#insertNext) this.run();
    }
  }

  #clicked(option) {
    if (!option) return;
    this.#mark([...this.list.children].indexOf(option));
    this.run();
  }

  /** The whole of it, as it is now: asked for when it is wanted. */
  async #insert(chosen) {
    if (!chosen || this.confirm.disabled) return;
    this.offer(gettext("Inserting…"), false);
    const { data, error } = await apiClient.get(`${this.editor.dataset.savedUrl}${chosen.id}/`);
    this.offer(gettext("Insert"), true);
    if (!this.dialog.open) return; // given up meanwhile
    if (error) return this.say(error.detail, "danger");
    this.#put(data);
  }

  #put(saved) {
    const { editor } = this;
    const { ids, row } = this.target;
    if (!nodeAt(editor.menu, ids)) return this.say(gettext("This place was removed meanwhile."), "warn");
    editor.addFoods(...saved.foods);
    const how = this.howField.hidden ? "add" : this.how.value;
    const { menu, focus } = withSaved(editor.menu, saved, { ids, row, how }, [...editor.slots.keys()]);
    if (!editor.commit(menu, { undo: interpolate(gettext("Inserted: %(name)s"), { name: saved.name }) })) return;
    this.dialog.close();
    editor.focusNode(focus);
  }
}
