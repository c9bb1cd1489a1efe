/** What the guard has to say about the whole menu, above the grid: what is in the way of Save, what is marked. */

import { element as make } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { pathInWords } from "./menu-words.js";

const MOST = 12; // places that are listed; the lines themselves are all marked
const MOST_FOODS = 30;

export class GuardSummary {
  #shown = "";

  constructor(editor, guard) {
    this.editor = editor;
    this.guard = guard;
    this.box = make("div", { class: "menu-guard-summary", role: "status", hidden: true });
    editor.querySelector(".menu-scroll").before(this.box);
  }

  /** Shows `findings` of `menu`; nothing is touched while they are the same. */
  show(menu, findings) {
    const told = findings.map((one) => [one, one.kind ? this.guard.verdict(one) : "unchecked"]);
    const key = JSON.stringify([this.guard.diet, told.map(([one, verdict]) => [one.path, one.name, one.code, verdict])]);
    if (key === this.#shown) return;
    this.#shown = key;
    const among = (wanted) => told.filter(([, verdict]) => verdict === wanted).map(([one]) => one);
    const [blocked, marked, kept, unchecked] = ["block", "warn", "kept", "unchecked"].map(among);
    const parts = [
      this.#hits(menu, blocked, blockedText(blocked.length), "block"),
      this.#hits(menu, marked, this.#markedText(marked.length), "warn"),
      kept.length ? make("p", {}, keptText(kept.length)) : null,
      this.#unchecked(unchecked),
      this.#byMark(),
    ].filter(Boolean);
    this.box.replaceChildren(...parts);
    this.box.hidden = !parts.length;
  }

  #hits(menu, findings, text, tone) {
    if (!findings.length) return null;
    const places = findings.slice(0, MOST).map((finding) => {
      const words = { place: pathInWords(menu, finding.path, this.editor.slots), label: this.guard.label(finding) };
      const link = { href: "#", "data-action": "go-to", "data-path": finding.path };
      return make("li", {}, make("a", link, interpolate(gettext("%(place)s: %(label)s"), words)));
    });
    return make("div", { "data-tone": tone }, make("p", {}, text), make("ul", {}, ...places));
  }

  #markedText(count) {
    const { client } = this.guard.diet;
    const text = client
      ? ngettext("%(count)s line is against what %(client)s may eat", "%(count)s lines are against what %(client)s may eat", count)
      : ngettext("%(count)s line does not suit the restrictions", "%(count)s lines do not suit the restrictions", count);
    return interpolate(text, { count, client });
  }

  #unchecked(findings) {
    if (!findings.length) return null;
    const count = findings.length;
    const text = ngettext(
      "%(count)s line is not checked: nobody has confirmed what is in it",
      "%(count)s lines are not checked: nobody has confirmed what is in them", count,
    );
    const foods = [...new Set(findings.map(({ name }) => name).filter(Boolean))].slice(0, MOST_FOODS);
    return make("details", {}, make("summary", {}, interpolate(text, { count })), make("p", {}, foods.join(", ")));
  }

  #byMark() {
    const { restrictions, byMark } = this.guard.diet;
    const labels = restrictions.filter((code) => byMark.includes(code)).map((code) => this.guard.label({ kind: "restriction", code }));
    if (!labels.length) return null;
    const text = gettext("%(labels)s: only foods that somebody marked are shown; amounts and origin are yours to judge.");
    return make("p", { class: "muted" }, interpolate(text, { labels: labels.join(", ") }));
  }
}

function blockedText(count) {
  const text = ngettext(
    "%(count)s line has to be changed, or needs a reason, before the plan can be saved",
    "%(count)s lines have to be changed, or need a reason, before the plan can be saved", count,
  );
  return interpolate(text, { count });
}

function keptText(count) {
  return interpolate(ngettext("%(count)s line is kept for a reason", "%(count)s lines are kept for a reason", count), { count });
}
