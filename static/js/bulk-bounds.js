/** How far amounts may go when a plan is rescaled: for all foods, and for single ones. */

import { field, table, tick } from "./bulk-fields.js";
import { ruleKey, STEPS, usualStep } from "./bulk-units.js";
import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { textOf } from "./menu-labels.js";

export class BulkBounds {
  #rules = new Map(); // by food and measure, only where somebody set one

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.least = percent(50, 1, 100);
    this.most = percent(200, 100, 1000);
    this.table = table(gettext("Bounds of single foods"), [
      gettext("Food"),
      gettext("Stays"),
      gettext("Step"),
      gettext("At least, %"),
      gettext("At most, %"),
    ]);
    const details = element(
      "details",
      { class: "bulk-scope" },
      element("summary", {}, gettext("Single foods: fixed, steps, bounds")),
      element(
        "div",
        { class: "bulk-foods", tabindex: "0", role: "region", "aria-label": gettext("Bounds of single foods") },
        this.table,
      ),
    );
    this.parts = [
      // xgettext:no-javascript-format
      field(gettext("At least, % of now"), this.least),
      // xgettext:no-javascript-format
      field(gettext("At most, % of now"), this.most),
      details,
    ];
    for (const part of this.parts)
      part.addEventListener("input", ({ target }) => {
        this.#noted(target);
        onChange();
      });
  }

  /** `{min, max, rules}` as bulk-rescale.js takes them. */
  get value() {
    return { min: this.least.value / 100, max: this.most.value / 100, rules: this.#rules };
  }

  /** What is wrong with the bounds, as a sentence; empty when nothing is. */
  get error() {
    const general = [this.least, this.most].find((input) => !input.checkValidity());
    const wrong = general ?? this.table.querySelector("input:invalid");
    if (!wrong) return "";
    const words = {
      least: wrong.min,
      most: wrong.max,
      name: wrong.getAttribute("aria-label") ?? wrong.labels[0].textContent,
    };
    return interpolate(gettext("%(name)s: this has to be between %(least)s and %(most)s."), words);
  }

  /** Offers the foods of `lines` (linesOf). */
  refresh(lines) {
    const foods = new Map(lines.filter(({ item }) => item.quantity > 0).map(({ item }) => [ruleKey(item), item]));
    const sorted = [...foods].sort(([, a], [, b]) => textOf(a.name).localeCompare(textOf(b.name)));
    this.table.tBodies[0].replaceChildren(...sorted.map(([key, item]) => this.#row(key, item)));
  }

  #row(key, item) {
    const name = [textOf(item.name), textOf(item.measure)].filter(Boolean).join(" · ");
    const rule = this.#rules.get(key) ?? {};
    const label = (words) => interpolate(words, { name });
    const step = element("select", { "data-rule": "step", "aria-label": label(gettext("Step of %(name)s")) });
    const chosen = rule.step ?? usualStep(item.measure);
    step.append(...STEPS.map((value) => new Option(String(value), value, false, value === chosen)));
    const bound = (of, value, ...range) => {
      const input = percent(value, ...range);
      input.dataset.rule = of;
      input.setAttribute(
        "aria-label",
        label(of === "min" ? gettext("At least, %(name)s") : gettext("At most, %(name)s")),
      );
      return input;
    };
    const min = bound("min", rule.min ? rule.min * 100 : "", 1, 100);
    const max = bound("max", rule.max ? rule.max * 100 : "", 100, 1000);
    const fixed = tick(label(gettext("%(name)s stays")), Boolean(rule.fixed), { "data-rule": "fixed" });
    fixed.lastChild.className = "visually-hidden";
    return element("tr", { "data-food": key }, ...[name, fixed, step, min, max].map((cell) => element("td", {}, cell)));
  }

  /** Notes what somebody set for one food; an empty bound is the general one again. */
  #noted(control) {
    const key = control.closest("tr")?.dataset.food;
    if (!key) return;
    const rule = { ...this.#rules.get(key) };
    const { rule: of } = control.dataset;
    if (of === "fixed") rule.fixed = control.checked;
    else if (of === "step") rule.step = Number(control.value);
    else if (control.value) rule[of] = control.value / 100;
    else delete rule[of];
    this.#rules.set(key, rule);
  }
}

function percent(value, min, max) {
  return element("input", { type: "number", min, max, step: 1, value, inputmode: "numeric", required: value !== "" });
}
