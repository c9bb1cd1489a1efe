/** Choosing the days and meals that a tool works on. */

import { tick } from "./bulk-fields.js";
import { slotKey } from "./bulk-walk.js";
import { button, element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { childrenOf } from "./menu-document.js";
import { dayFullTitle, mealTitle } from "./menu-labels.js";

export class BulkScope {
  #left = { days: new Set(), slots: new Set() }; // unticked

  /**
   * @param {Map<string, string>} slots labels by slot
   * @param {{withMeals?: boolean, withAlternatives?: boolean, onChange: () => void}} options
   */
  constructor(slots, { withMeals = true, withAlternatives = false, onChange }) {
    this.slots = slots;
    this.days = group(gettext("Days"), "days");
    this.meals = withMeals ? group(gettext("Meals"), "slots") : null;
    this.alternatives = withAlternatives
      ? tick(gettext("Alternatives too (“or” options, which do not count in the totals)"))
      : null;
    this.parts = [this.days, this.meals, this.alternatives].filter(Boolean);
    for (const part of this.parts) {
      part.addEventListener("change", () => {
        this.#noted();
        onChange();
      });
      part.addEventListener("click", ({ target }) => {
        const all = target.closest("[data-all]")?.dataset.all;
        if (!all) return;
        for (const box of part.querySelectorAll("input")) box.checked = all === "yes";
        this.#noted();
        onChange();
      });
    }
  }

  /** `{days, slots, alternatives}` as bulk-walk.js takes it. */
  get value() {
    const chosen = (part) => new Set([...(part?.querySelectorAll("input:checked") ?? [])].map(({ value }) => value));
    return {
      days: chosen(this.days),
      slots: chosen(this.meals),
      alternatives: this.alternatives?.firstChild.checked ?? false,
    };
  }

  /** Offers the days and meals of `menu`; what was left out stays so. */
  refresh(menu) {
    const days = childrenOf(menu, 0).map((day, index) => [day.id, dayFullTitle(day, index)]);
    const meals = childrenOf(menu, 0).flatMap((day) =>
      childrenOf(day, 1).map((meal) => [slotKey(meal), mealTitle(meal, this.slots)]),
    );
    const order = [...this.slots.keys()];
    const placeOf = ([key]) => order.indexOf(key.split(":", 1)[0]);
    this.#offer(this.days, days);
    if (this.meals)
      this.#offer(
        this.meals,
        [...new Map(meals)].sort((a, b) => placeOf(a) - placeOf(b)),
      );
  }

  #offer(part, choices) {
    const left = this.#left[part.dataset.of];
    const ticks = choices.map(([value, words]) => tick(words, !left.has(value), { value }));
    part.querySelector(".bulk-choices").replaceChildren(...ticks);
    this.#noted();
  }

  #noted() {
    for (const part of [this.days, this.meals].filter(Boolean)) {
      const boxes = [...part.querySelectorAll("input")];
      this.#left[part.dataset.of] = new Set(boxes.filter(({ checked }) => !checked).map(({ value }) => value));
      const words = { chosen: boxes.filter(({ checked }) => checked).length, all: boxes.length };
      part.querySelector("summary span").textContent = interpolate(gettext("%(chosen)s of %(all)s"), words);
    }
  }
}

function group(title, of) {
  return element(
    "details",
    { class: "bulk-scope", "data-of": of },
    element("summary", {}, `${title} `, element("span", { class: "muted" })),
    element(
      "fieldset",
      {},
      element("legend", { class: "visually-hidden" }, title),
      element("div", { class: "bulk-choices" }),
      allOrNone("yes", gettext("All")),
      allOrNone("no", gettext("None")),
    ),
  );
}

function allOrNone(all, words) {
  const made = button(words, () => {}, "button button-quiet");
  made.dataset.all = all;
  return made;
}
