/**
 * `<menu-editor>`: the menu of a form, as a grid of meals and days.
 *
 * Inside any form it is one field, named by `data-autosave-value`: its `value` is the menu document (never changed in
 * place), `receive(value)` takes a newer one from elsewhere, and each edit of the person fires `autosave:change`.
 */

import { apply, diff } from "./changes.js";
import { FoodCombobox } from "./food-combobox.js";
import { fillFoodOption } from "./food-option.js";
import { gettext } from "./i18n.js";
import { ACTIONS } from "./menu-actions.js";
import { listenToButtons } from "./menu-buttons.js";
import { MenuCopyDialog } from "./menu-copy-dialog.js";
import { datesOfForm } from "./menu-dates.js";
import { changeAt, childrenOf, foodIds, nodeAt, readable } from "./menu-document.js";
import { elementOf, fromTemplate } from "./menu-dom.js";
import { FoodTable } from "./menu-foods.js";
import { listenToKeys } from "./menu-keys.js";
import { brokenLimit } from "./menu-limits.js";
import { MenuPanels } from "./menu-panels.js";
import { MenuProblems } from "./menu-problems.js";
import { MenuRows } from "./menu-rows.js";
import { MenuSums } from "./menu-sums.js";
import { readTargets } from "./menu-targets.js";
import { MenuTyping } from "./menu-typing.js";
import { showFurther } from "./menu-further.js";
import { MenuView } from "./menu-view.js";
import { pathInWords, valueInWords } from "./menu-words.js";
import { pageData } from "./page-data.js";
import { toast } from "./toasts.js";

/** What of a day, a meal, an option, an item has the focus when the node has. */
const FOCUS = [".menu-day-title", ".menu-meal-head button", ".menu-add", ".menu-name"];

/** The fields of the form that the heads of days go by. */
const OF_THE_HEADS = /_(min|max)$|^start_date$|^frozen_dates$/;

export class MenuEditor extends HTMLElement {
  #menu = null;
  #dayId = null;

  connectedCallback() {
    if (this.#menu) return; // moved inside the page
    const { slots, nutrients, limits, errors } = pageData("menu-config");
    this.#menu = readable(this.#first());
    this.slots = new Map(slots.map(({ slot, label }) => [slot, label]));
    this.nutrients = nutrients;
    this.limits = limits;
    this.foods = new FoodTable(pageData("menu-foods"), this.dataset.foodsUrl);
    this.problems = new MenuProblems(errors);
    this.rows = new MenuRows(this, this.slots, this.problems);
    this.view = new MenuView(this, this.rows, nutrients);
    this.typing = new MenuTyping(this);
    this.panels = new MenuPanels(this);
    this.copying = new MenuCopyDialog(this);
    this.#listen();
    this.#sumAgain();
  }

  /** The menu document as it is now. */
  get value() {
    return this.#menu;
  }

  /** The same, by the name that the parts of the editor use. */
  get menu() {
    return this.#menu;
  }

  /** Takes a document that was changed elsewhere; what is the same on the page stays untouched, focus included. */
  receive(menu) {
    this.#menu = readable(menu);
    this.#render();
    this.#fetchFoods();
  }

  /** What a place of the document is called, for somebody who has to choose what stands there; null when unknown. */
  describePath(path) {
    return pathInWords(this.#menu, path, this.slots);
  }

  /** A value of the document in words. */
  describeValue(path, value) {
    return valueInWords(path, value, this.slots);
  }

  /** Changes the node that `ids` name. */
  edit(ids, change) {
    this.problems.forgive(ids);
    return this.commit(changeAt(this.#menu, ids, change));
  }

  /** Makes `menu` the document; with `undo`, a sentence, offers to take that back. False when it holds too much. */
  commit(menu, { undo = "" } = {}) {
    const before = this.#menu;
    if (menu === before) return false;
    const broken = brokenLimit(menu, before, this.limits);
    if (broken) toast(broken, { tone: "warn" });
    if (broken) return false;
    this.#menu = menu;
    this.#render();
    this.dispatchEvent(new CustomEvent("autosave:change", { bubbles: true }));
    if (undo) this.#offerUndo(undo, diff(menu, before));
    return true;
  }

  /** Does what a button or key stands for to the node that `ids` name; `part` is the class of what gets the focus. */
  act(action, ids, { part = "", ...context } = {}) {
    const { menu, focus, undo } = ACTIONS[action](this.#menu, ids, { slots: this.slots, ...context });
    if (this.commit(menu, { undo }) && focus) this.focusNode(focus, part);
    return focus ?? null;
  }

  /** Brings the day onto the page, and on a phone into sight. */
  showDay(dayId) {
    if (this.#dayId === dayId) return;
    this.#dayId = dayId;
    this.#render();
  }

  /** Puts the focus into what shows the node, wherever in the menu it is; answers its element. */
  focusNode(ids, part = "") {
    if (ids[0]) this.showDay(ids[0]);
    const element = elementOf(this, ids);
    const usual = FOCUS[ids.length - 1] ?? ".menu-add-day";
    const wanted = part ? element?.querySelector(`.${part}`) : null;
    (wanted ?? element?.querySelector(usual))?.focus();
    return element;
  }

  /** Foods that came from a search: what was unknown may be known now. */
  addFoods(...foods) {
    this.foods.add(...foods);
    this.#sumAgain();
  }

  /** The document to begin with: the page's own where it shows a refused Save, else that of the page's draft. */
  #first() {
    if (this.querySelector("#menu-data")) return pageData("menu-data");
    return pageData("autosave-data").data[this.dataset.autosaveValue];
  }

  #listen() {
    listenToButtons(this);
    const part = (name) => this.querySelector(`[data-foods=${name}]`);
    const parts = { box: part("box"), list: part("list"), note: part("note"), status: part("status") };
    new FoodCombobox(this, parts, {
      search: (text, signal) => this.foods.search(text, signal),
      makeOption: (food) => fillFoodOption(fromTemplate(this, "food"), food),
      pick: (field, food) => this.typing.pick(field, food),
      keep: (field) => field.closest(".menu-item").querySelector(".menu-quantity").select(),
    });
    listenToKeys(this); // behind the combobox, which has the first word on Enter and Escape
    const form = this.closest("form");
    form?.addEventListener("input", ({ target }) => OF_THE_HEADS.test(target.name) && this.#render());
    showFurther(this);
    form?.addEventListener("formdata", ({ formData }) => {
      formData.set(this.dataset.autosaveValue, JSON.stringify(this.#menu));
    });
  }

  #sumAgain() {
    this.sums = this.rows.sums = new MenuSums(this.foods.byId, this.nutrients.map(({ key }) => key));
    this.#render();
  }

  #render() {
    if (!nodeAt(this.#menu, [this.#dayId])) this.#dayId = childrenOf(this.#menu, 0)[0]?.id ?? null;
    const targets = readTargets(this.closest("form"), this.nutrients.map(({ key }) => key));
    if (JSON.stringify(targets) !== JSON.stringify(this.targets)) this.targets = targets;
    const dates = datesOfForm(this.closest("form"), childrenOf(this.#menu, 0).length);
    this.view.render(this.#menu, this.#dayId, this.targets, dates);
    this.panels.refresh();
  }

  #offerUndo(text, back) {
    const run = () => {
      const { document: menu, conflicts } = apply(this.#menu, back);
      this.commit(menu);
      if (Object.keys(conflicts).length) toast(gettext("What was changed since then stays as it is"), { tone: "warn" });
    };
    toast(text, { actions: [{ label: gettext("Undo"), run }] });
  }

  async #fetchFoods() {
    if (await this.foods.fetchMissing(foodIds(this.#menu))) this.#sumAgain();
  }
}

customElements.define("menu-editor", MenuEditor);
