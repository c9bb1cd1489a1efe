/**
 * A list of foods below the field somebody types in: the ARIA combobox pattern, one list for all fields of a page.
 *
 * The first hit is marked, so that Enter picks it; the arrow keys mark others; Escape closes the list, and leaving
 * the field keeps what was typed. Enter that comes before the answer of the server picks from that answer.
 */

import { Debounce } from "./debounce.js";
import { foundText, nothingFoundText, usageText } from "./food-option.js";
import { placeBelow } from "./popover-place.js";

const WAIT_MS = 200;
const KEYS = { ArrowDown: 1, ArrowUp: -1 };

/** Tells assistive technology that `input` has a list, the one with the id `listId`. */
export function makeCombobox(input, listId) {
  const aria = { autocomplete: "list", expanded: "false", controls: listId };
  input.setAttribute("role", "combobox");
  for (const [name, value] of Object.entries(aria)) input.setAttribute(`aria-${name}`, value);
  input.autocomplete = "off";
}

export class FoodCombobox {
  #field = null; // the input that the list belongs to
  #foods = [];
  #marked = -1;
  #shownFor = null; // the text that the list answers
  #pickNext = false;
  #request = null;
  #soon = new Debounce(() => this.#search(), { wait: WAIT_MS, longest: WAIT_MS * 5 });

  /**
   * @param {HTMLElement} root listens for its `[role=combobox]` inputs
   * @param {{box: HTMLElement, list: HTMLElement, note: HTMLElement, status: HTMLElement}} parts
   * @param {object} calls
   * @param {(text: string, signal: AbortSignal) => Promise<{foods: any[], error: any}>} calls.search
   * @param {(food: any) => HTMLElement} calls.makeOption
   * @param {(field: HTMLInputElement, food: any) => void} calls.pick
   * @param {(field: HTMLInputElement) => void} calls.keep Enter was pressed, and there was nothing to pick
   * @param {(food: any) => Promise<any>} calls.star makes the food a favourite or no longer; answers it as it is then
   */
  constructor(root, parts, calls) {
    this.parts = parts;
    this.calls = calls;
    root.addEventListener("input", ({ target }) => target.matches("[role=combobox]") && this.#typed(target));
    root.addEventListener("keydown", (event) => event.target.matches("[role=combobox]") && this.#pressed(event));
    root.addEventListener("focusout", ({ target }) => target === this.#field && this.close());
    parts.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    parts.list.addEventListener("click", ({ target }) => {
      const index = this.#indexOf(target);
      if (target.closest("[data-star]")) this.#star(index);
      else this.#pick(index);
    });
    addEventListener("scroll", ({ target }) => this.isOpen && !parts.box.contains(target) && this.#place(), true);
    addEventListener("resize", () => this.isOpen && this.#place());
  }

  get isOpen() {
    return this.parts.box.matches(":popover-open");
  }

  /** Closes the list and forgets what was asked. */
  close() {
    this.#soon.cancel();
    this.#request?.abort();
    this.#pickNext = false;
    this.#shownFor = null;
    if (this.isOpen) this.parts.box.hidePopover();
    this.#mark(-1);
    this.#field?.setAttribute("aria-expanded", "false");
    this.#field = null;
  }

  #typed(field) {
    if (this.#field !== field) this.close();
    this.#field = field;
    this.#pickNext = false;
    if (this.#marked > 0) this.parts.list.scrollTop = 0;
    this.#mark(-1);
    if (field.value.trim()) this.#soon.touch();
    else this.close();
  }

  #pressed(event) {
    if (event.altKey && event.key === "Enter" && this.isOpen) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#star(this.#marked);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const wanted = event.key in KEYS ? this.#step(event.target, KEYS[event.key]) : this.#choose(event.key);
    if (!wanted) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // an Escape or Enter of the list is nobody else's
  }

  #step(field, by) {
    if (!this.isOpen) {
      if (!field.value.trim()) return false;
      this.#field = field;
      this.#search();
      return true;
    }
    if (!this.#foods.length) return true;
    this.#mark((this.#marked + by + this.#foods.length) % this.#foods.length);
    this.parts.list.children[this.#marked].scrollIntoView({ block: "nearest" });
    return true;
  }

  #choose(key) {
    const isWaiting = this.#field !== null && this.#field.value !== this.#shownFor;
    if (key === "Escape" && (this.isOpen || isWaiting)) {
      this.close();
      return true;
    }
    if (key !== "Enter") return false;
    if (isWaiting) {
      this.#pickNext = true;
      this.#soon.flush();
      return true;
    }
    return this.isOpen && this.#pick(this.#marked);
  }

  async #search() {
    this.#soon.cancel();
    this.#request?.abort();
    const field = this.#field;
    const text = field.value;
    const request = this.#request = new AbortController();
    const { foods, error } = await this.calls.search(text, request.signal);
    if (request.signal.aborted || this.#field !== field || field.value !== text) return;
    this.#shownFor = text;
    this.#show(foods, error);
    if (!this.#pickNext) return;
    this.#pickNext = false;
    if (!this.#pick(0)) this.calls.keep(field);
  }

  #show(foods, error) {
    const { box, list, note, status } = this.parts;
    this.#place(); // while the page is laid out as it is
    this.#foods = foods;
    list.replaceChildren(...foods.map((food, index) => {
      const option = this.calls.makeOption(food);
      option.id = `${list.id}-${index}`;
      return option;
    }));
    list.hidden = !foods.length;
    note.textContent = foods.length ? usageText() : (error?.detail ?? nothingFoundText());
    status.textContent = foods.length ? foundText(foods.length) : note.textContent;
    this.#field.setAttribute("aria-expanded", String(foods.length > 0));
    if (!this.isOpen) box.showPopover();
    this.#mark(foods.length ? 0 : -1);
  }

  #place() {
    placeBelow(this.parts.box, this.#field);
  }

  #mark(index) {
    this.parts.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    this.#marked = index;
    const option = index < 0 ? null : this.parts.list.children[index];
    option?.setAttribute("aria-selected", "true");
    if (option) this.#field.setAttribute("aria-activedescendant", option.id);
    else this.#field?.removeAttribute("aria-activedescendant");
  }

  #pick(index) {
    const food = this.#foods[index];
    if (!food || !this.#field) return false;
    const field = this.#field;
    this.close();
    this.calls.pick(field, food);
    return true;
  }

  async #star(index) {
    const foods = this.#foods;
    if (!foods[index]) return;
    const food = await this.calls.star(foods[index]);
    if (this.#foods !== foods) return; // another list by now
    foods[index] = food;
    const option = this.calls.makeOption(food);
    option.id = `${this.parts.list.id}-${index}`;
    this.parts.list.children[index].replaceWith(option);
    this.#mark(index);
  }

  #indexOf(target) {
    return [...this.parts.list.children].indexOf(target.closest("[role=option]"));
  }
}
