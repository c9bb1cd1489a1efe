/** The guard in the editor: marks lines and foods of the search, and sums up what is to be done before Save. */

import { element as make } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { check, foodHits, itemFindings, keyOf } from "./menu-guard.js";
import { GuardSummary } from "./menu-guard-summary.js";
import { nodeAt } from "./menu-document.js";
import { idsOf, setText } from "./menu-dom.js";

export class MenuGuard {
  #diet = null;
  #summary;

  /**
   * @param {MenuEditor} editor
   * @param {object} config of apps/menus/judging.py
   */
  constructor(editor, config) {
    this.editor = editor;
    this.config = config;
    this.overrides = document.querySelector("plan-overrides");
    this.#summary = new GuardSummary(editor, this);
    editor.guard = editor.problems.guard = this;
    editor.addEventListener("click", ({ target }) => target.closest(".menu-guard-reason") && this.#askWhy(target));
    this.overrides?.addEventListener("guard:reasons", () => editor.redraw());
  }

  get diet() {
    return this.#diet;
  }

  /** From now on lines are held against `diet`. */
  guardFor(diet) {
    if (JSON.stringify(diet) === JSON.stringify(this.#diet)) return;
    this.#diet = diet;
    this.editor.redraw();
  }

  /** Marks a line, or takes its mark away. */
  show(line, item) {
    const findings = itemFindings(item, "", this.editor.foods.byId, this.#diet);
    const hits = findings.filter(({ kind }) => kind);
    const tone = hits.length ? this.#worst(hits) : findings.length ? "unchecked" : "";
    if (tone || line.dataset.guard) this.#mark(line, tone, hits);
  }

  /** Marks a food of the search that the person must not eat. */
  markOption(option, food) {
    const hits = foodHits(food, this.#diet);
    if (hits.length) option.append(make("span", { class: "menu-food-guard" }, this.#labels(hits)));
    else if (!food.checked) option.append(make("span", { class: "menu-food-unchecked" }, gettext("not checked")));
    return option;
  }

  /** Sums up the whole menu. */
  refresh(menu) {
    this.#summary.show(menu, check(menu, this.editor.foods.byId, this.#diet));
  }

  /** What happens to a hit: "block", "warn", or "kept" for a reason. */
  verdict(finding) {
    if (this.reasonFor(finding)) return "kept";
    return this.config.policy[finding.kind];
  }

  reasonFor(finding) {
    return this.overrides?.value?.[keyOf(finding)] ?? "";
  }

  /** The allergen or restriction of a hit in words. */
  label({ kind, code }) {
    return this.config.labels[kind][code];
  }

  #worst(hits) {
    const verdicts = hits.map((hit) => this.verdict(hit));
    return ["block", "warn", "kept"].find((one) => verdicts.includes(one));
  }

  #labels(hits) {
    const texts = { allergy: gettext("contains %(label)s"), restriction: gettext("not: %(label)s") };
    return hits.map((hit) => interpolate(texts[hit.kind], { label: this.label(hit) })).join(", ");
  }

  #mark(line, tone, hits) {
    if (tone) line.dataset.guard = tone;
    else delete line.dataset.guard;
    const text = hits.length ? this.#sentence(hits) : tone && gettext("not checked for allergies and restrictions");
    const name = line.querySelector(".menu-name");
    if (text) name.setAttribute("aria-description", text);
    else name.removeAttribute("aria-description");
    const present = line.querySelector(":scope > .menu-guard");
    if (!hits.length) return present?.remove();
    const note = present ?? this.#note();
    setText(note.firstElementChild, text);
    if (!present) line.append(note);
  }

  #note() {
    const note = make("p", { class: "menu-guard" }, make("span"));
    const ask = () => make("button", { type: "button", class: "menu-guard-reason" }, gettext("Reason…"));
    if (this.config.takesReasons) note.append(" ", ask());
    return note;
  }

  #sentence(hits) {
    const open = hits.filter((hit) => !this.reasonFor(hit));
    const kept = hits.filter((hit) => this.reasonFor(hit)).map((hit) => this.#because(hit));
    return [open.length ? this.#labels(open) : "", ...new Set(kept)].filter(Boolean).join(". ");
  }

  #because(hit) {
    const reason = this.reasonFor(hit);
    const saved = this.config.kept[keyOf(hit)];
    const words = { label: this.label(hit), reason, person: saved?.by_name, date: saved?.at?.slice(0, 10) };
    const isSaved = saved?.reason === reason && saved.by_name;
    const text = isSaved ? gettext("kept despite %(label)s: %(reason)s (%(person)s, %(date)s)") : gettext("kept despite %(label)s: %(reason)s");
    return interpolate(text, words);
  }

  async #askWhy(button) {
    const item = nodeAt(this.editor.menu, idsOf(button));
    const hits = itemFindings(item, "", this.editor.foods.byId, this.#diet).filter(({ kind }) => kind);
    const { askReason } = await import("./menu-guard-reason.js");
    const present = hits.map((hit) => this.reasonFor(hit)).find(Boolean) ?? "";
    const reason = await askReason({ food: item.name, client: this.#diet.client, labels: this.#labels(hits), present });
    if (reason !== null) this.overrides.give(hits.map(keyOf), reason);
    button.focus();
  }
}
