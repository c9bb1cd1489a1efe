/**
 * `<menu-editor>`: the menu of a form, as a grid of meals and days.
 *
 * Inside any form it is one field, named by `data-autosave-value`: its `value` is the menu document (never changed in
 * place), `receive(value)` takes a newer one from elsewhere, and each edit of the person fires `autosave:change`.
 */

import { ACTIONS } from "./menu-actions.js";
import { listenForTools, listenToButtons } from "./menu-buttons.js";
import { datesOfForm } from "./menu-dates.js";
import { changeAt, childrenOf, foodIds, nodeAt, readable } from "./menu-document.js";
import { elementOf } from "./menu-dom.js";
import { FoodTable } from "./menu-foods.js";
import { MenuUndo } from "./menu-undo.js";
import { listenToKeys } from "./menu-keys.js";
import { brokenLimit } from "./menu-limits.js";
import { bringLateParts } from "./menu-late.js";
import { pickerOf } from "./menu-picker.js";
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
  guard = null; // menu-guard-view.js, where there is something to look for
  panels = null; // menu-panels.js, once it is there
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
    this.undoing = new MenuUndo(this);
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

  /** Changes the node that `ids` name; edits of one `field` of it that follow each other are one step to undo. */
  edit(ids, change, field = "") {
    this.problems.forgive(ids);
    return this.commit(changeAt(this.#menu, ids, change), { group: [...ids, field].join("/") });
  }

  /**
   * Makes `menu` the document, as a step that can be undone. With `undo`, a sentence, a message offers that, too;
   * `label` is the sentence without the message. False when `menu` holds too much.
   */
  commit(menu, { undo = "", label = undo, group = "" } = {}) {
    const before = this.#menu;
    if (!this.put(menu)) return false;
    this.undoing.record(before, menu, { label, group, isOffered: Boolean(undo) });
    return true;
  }

  /** Makes `menu` the document without a step: for what undoes and redoes steps. */
  put(menu) {
    if (menu === this.#menu) return false;
    const broken = brokenLimit(menu, this.#menu, this.limits);
    if (broken) toast(broken, { tone: "warn" });
    if (broken) return false;
    this.#menu = menu;
    this.#render();
    this.dispatchEvent(new CustomEvent("autosave:change", { bubbles: true }));
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

  /** Shows every line anew: what is said about them has changed, not they themselves. */
  redraw() {
    this.problems.edition += 1;
    this.#render();
  }

  /** The document to begin with: the page's own where it shows a refused Save, else that of the page's draft. */
  #first() {
    if (this.querySelector("#menu-data")) return pageData("menu-data");
    return pageData("autosave-data").data[this.dataset.autosaveValue];
  }

  #listen() {
    listenToButtons(this);
    listenForTools(this);
    this.picker = pickerOf(this);
    bringLateParts(this);
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
    this.panels?.refresh();
    this.guard?.refresh(this.#menu);
    this.hands?.refresh();
  }

  /** What moves through the grid, selects, drags: fetched when somebody comes to the editor, not with the page. */
  async giveHands() {
    const { MenuHands } = await import("./menu-hands.js");
    this.hands ??= new MenuHands(this);
    return this.hands;
  }

  async #fetchFoods() {
    if (await this.foods.fetchMissing(foodIds(this.#menu))) this.#sumAgain();
  }
}

customElements.define("menu-editor", MenuEditor);
