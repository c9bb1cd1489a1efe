/**
 * `<recipe-ingredients>`: the ingredients of a recipe, one line each: a food of the table, how much of it, its grams.
 *
 * Inside any form it is one field, named by `data-autosave-value`: `value` is the document `{items: [...]}` (never
 * changed in place), `receive(value)` takes a newer one from elsewhere, each edit of the person fires `autosave:change`.
 */

import { element } from "./dom.js";
import { FoodCombobox, makeCombobox } from "./food-combobox.js";
import { fillFoodOption } from "./food-option.js";
import { gettext, interpolate } from "./i18n.js";
import { measureLabels, withFood, withMeasure, withQuantity } from "./menu-amounts.js";
import { fromTemplate } from "./menu-dom.js";
import { gramsText, quantityText } from "./menu-figures.js";
import { FoodTable } from "./menu-foods.js";
import { newKey } from "./new-key.js";
import { pageData } from "./page-data.js";
import { ordered, positionAt } from "./positions.js";

export class RecipeIngredients extends HTMLElement {
  #document = null;

  connectedCallback() {
    if (this.#document) return; // moved inside the page
    this.#document = pageData("recipe-document");
    this.foods = new FoodTable(pageData("recipe-foods"), this.dataset.foodsUrl);
    this.list = this.querySelector(".recipe-lines");
    const part = (name) => this.querySelector(`[data-foods=${name}]`);
    const parts = { box: part("box"), list: part("list"), note: part("note"), status: part("status") };
    new FoodCombobox(this, parts, {
      search: (text, signal) => this.foods.search(text, signal),
      makeOption: (food) => fillFoodOption(fromTemplate(this, "food"), food),
      pick: (field, food) => this.#pick(field, food),
      keep: (field) => this.#partOf(field, "quantity").select(),
      star: (food) => this.foods.star(food),
    });
    this.addEventListener("input", ({ target }) => this.#typed(target));
    this.addEventListener("change", ({ target }) => this.#typed(target));
    this.addEventListener("click", ({ target }) => this.#pressed(target));
    this.addEventListener("keydown", (event) => this.#entered(event));
    this.#render();
  }

  /** The document as it is now. */
  get value() {
    return this.#document;
  }

  /** Takes a document that was changed elsewhere. */
  receive(value) {
    this.#document = value?.items ? value : { items: [] };
    this.#render();
    this.foods.fetchMissing(this.#document.items.map((line) => line.food_id).filter(Boolean)).then((came) => {
      if (came) this.#render();
    });
  }

  /** What a place of the document is called, for somebody who has to choose what stands there. */
  describePath(path) {
    return this.#document.items.find(({ id }) => id === path.split("/")[1])?.name || gettext("An ingredient");
  }

  get #lines() {
    return ordered(this.#document.items);
  }

  #commit(items) {
    this.#document = { ...this.#document, items };
    this.#render();
    this.dispatchEvent(new CustomEvent("autosave:change", { bubbles: true }));
  }

  #change(id, change) {
    this.#commit(this.#document.items.map((line) => (line.id === id ? change(line) : line)));
  }

  #add() {
    const position = positionAt(this.#lines, this.#document.items.length);
    const line = { id: newKey(), position, food_id: null, name: "", quantity: null, measure: "", grams: null };
    this.#commit([...this.#document.items, line]);
    this.list.lastElementChild.querySelector("[data-part=name]").focus();
  }

  #pick(field, food) {
    this.foods.add(food);
    this.#change(this.#idOf(field), (line) => withFood(line, food));
    this.#partOf(field, "quantity").select();
  }

  #typed(target) {
    const { part } = target.dataset;
    if (!part) return;
    const id = this.#idOf(target);
    const food = (line) => this.foods.get(line.food_id);
    if (part === "quantity") this.#change(id, (line) => withQuantity(line, target.value, food(line)));
    if (part === "measure") this.#change(id, (line) => withMeasure(line, target.value, food(line)));
    if (part === "name") {
      this.#change(id, (line) => (line.name === target.value ? line : { ...line, name: target.value, food_id: null, grams: null }));
    }
  }

  #pressed(target) {
    if (target.closest("[data-add]")) this.#add();
    const remove = target.closest("[data-remove]");
    if (!remove) return;
    this.#commit(this.#document.items.filter(({ id }) => id !== this.#idOf(remove)));
    this.querySelector("[data-add]").focus();
  }

  /** Enter goes on: never does it send a form that is half written. */
  #entered(event) {
    if (event.key !== "Enter" || !event.target.dataset.part) return;
    event.preventDefault();
    if (event.target.dataset.part === "name") this.#partOf(event.target, "quantity").select();
    else this.#add();
  }

  #render() {
    const present = new Map([...this.list.children].map((line) => [line.dataset.line, line]));
    const lines = this.#lines.map((line) => this.#show(present.get(line.id) ?? this.#made(line), line));
    const wanted = new Set(lines);
    for (const line of present.values()) if (!wanted.has(line)) line.remove();
    lines.forEach((line, at) => this.list.children[at] === line || this.list.insertBefore(line, this.list.children[at] ?? null));
    const weight = this.#document.items.reduce((sum, { grams }) => sum + (grams ?? 0), 0);
    const text = weight ? interpolate(gettext("Raw weight: %(weight)s"), { weight: gramsText(weight) }) : "";
    this.querySelector("[data-weight]").textContent = text;
  }

  #made(line) {
    const made = fromTemplate(this, "line");
    made.dataset.line = line.id;
    makeCombobox(made.querySelector("[data-part=name]"), "menu-foods-found");
    return made;
  }

  #show(row, line) {
    const [name, quantity, measure] = ["name", "quantity", "measure"].map((part) => row.querySelector(`[data-part=${part}]`));
    if (name.value !== line.name) name.value = line.name ?? "";
    if (quantity !== document.activeElement) quantity.value = quantityText(line.quantity);
    const labels = measureLabels(line, this.foods.get(line.food_id));
    measure.replaceChildren(...labels.map((label) => element("option", { selected: label === line.measure }, label)));
    row.querySelector(".recipe-grams").textContent = line.grams === null ? "" : gramsText(line.grams);
    row.classList.toggle("recipe-unknown", Boolean(line.name) && !line.food_id);
    return row;
  }

  #idOf(node) {
    return node.closest(".recipe-line").dataset.line;
  }

  #partOf(node, part) {
    return node.closest(".recipe-line").querySelector(`[data-part=${part}]`);
  }
}

customElements.define("recipe-ingredients", RecipeIngredients);
