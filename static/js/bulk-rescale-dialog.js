/** The dialog that brings days to another energy target. */

import { BulkBounds } from "./bulk-bounds.js";
import { BulkDialog } from "./bulk-dialog.js";
import { field, row, table, tick } from "./bulk-fields.js";
import { applyRescaling, rescale } from "./bulk-rescale.js";
import { BulkScope } from "./bulk-scope.js";
import { linesOf } from "./bulk-walk.js";
import { element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { childrenOf, nodeAt } from "./menu-document.js";
import { amountText, numberText, quantityText } from "./menu-figures.js";
import { dayFullTitle, textOf } from "./menu-labels.js";
import { averageDay } from "./menu-totals.js";

const MOST_KCAL = 20_000;
const WHY = {
  met: gettext("reached"),
  largest: gettext("every food is at its largest amount"),
  smallest: gettext("every food is at its smallest amount"),
  steps: gettext("the nearest in whole units"),
  nothing: gettext("nothing here can change"),
};

export class RescaleDialog extends BulkDialog {
  constructor(editor) {
    super(editor, {
      name: "rescale",
      title: gettext("Rescale to an energy target"),
      help: gettext(
        "Amounts change in whole pieces, half katoris, cups and spoons, and steps of 5 g, within the bounds below. A day that is to hold more has no food that becomes less, and the other way round. Foods without figures stay as they are.",
      ),
      confirm: gettext("Rescale"),
    });
    this.target = element("input", { type: "number", min: 1, max: MOST_KCAL, step: 1, inputmode: "numeric" });
    this.alternatives = tick(gettext("Alternatives (“or” options) follow in proportion"));
    this.bounds = new BulkBounds(() => this.#look());
    this.scope = new BulkScope(editor.slots, { withMeals: false, onChange: () => this.#look() });
    this.settings.append(
      field(gettext("Energy of a day, kcal"), this.target),
      ...this.bounds.parts,
      this.alternatives,
      ...this.scope.parts,
    );
    this.target.addEventListener("input", () => this.#look());
    this.alternatives.addEventListener("change", () => this.#look());
    const headings = [
      gettext("Day"),
      gettext("Now"),
      gettext("Then"),
      gettext("Left to target"),
      gettext("Why"),
      gettext("Changes"),
    ];
    this.table = table(gettext("Energy of the days, kcal"), headings);
    this.preview.append(this.table);
  }

  open() {
    this.show();
    this.target.select();
  }

  settle() {
    super.settle();
    if (!this.target.value) this.target.value = this.#usualTarget();
    this.scope.refresh(this.menu);
    this.bounds.refresh(linesOf(this.menu));
    this.#look();
  }

  run() {
    const count = this.result.days.filter(({ changed }) => changed).length;
    const days = new Set(this.result.days.map(({ dayId }) => dayId));
    const words = ngettext(
      "%(count)s day rescaled to %(target)s kcal",
      "%(count)s days rescaled to %(target)s kcal",
      count,
    );
    const undo = interpolate(words, { count, target: numberText(this.wanted.target, 0) });
    this.finish(applyRescaling(this.menu, this.result.changes, days), undo);
  }

  /** The middle of the form's range; without one what the days hold on average. */
  #usualTarget() {
    const { low = null, high = null } = this.editor.targets.kcal ?? {};
    if (low !== null || high !== null) return Math.round(((low ?? high) + (high ?? low)) / 2);
    return Math.round(averageDay(this.menu, this.editor.foods.byId, ["kcal"]).totals.kcal.value) || "";
  }

  #look() {
    const target = Number(this.target.value);
    const error =
      target > 0 && target <= MOST_KCAL
        ? this.bounds.error
        : interpolate(gettext("The target has to be between 1 and %(most)s kcal."), { most: MOST_KCAL });
    const { days } = this.scope.value;
    this.wanted = { target, days, alternatives: this.alternatives.firstChild.checked, ...this.bounds.value };
    this.result = error ? { changes: new Map(), days: [] } : rescale(this.menu, this.wanted, this.editor.foods.byId);
    const count = this.result.days.filter(({ changed }) => changed).length;
    this.say(error || this.#left(), error ? "danger" : "");
    this.offer(
      interpolate(ngettext("Rescale %(count)s day", "Rescale %(count)s days", count), { count }),
      this.result.changes.size > 0,
    );
    this.fill(this.table.tBodies[0], this.result.days, (day) => this.#row(day));
  }

  #row({ dayId, before, after, gap, why }) {
    const index = childrenOf(this.menu, 0).findIndex(({ id }) => id === dayId);
    const left = Math.round(gap) ? `${gap > 0 ? "+" : "−"}${numberText(Math.abs(gap), 0)}` : "0";
    const title = dayFullTitle(nodeAt(this.menu, [dayId]), index);
    return row([title, amountText(before), amountText(after), left, WHY[why], this.#changesOf(dayId)], {
      "data-why": why,
    });
  }

  /** "Roti 2 → 3 piece; Dal 1 → 1.5 katori" of what counts in the totals. */
  #changesOf(dayId) {
    const lines = linesOf({ days: [nodeAt(this.menu, [dayId])] }).filter(
      ({ key, option }) => option === 0 && this.result.changes.has(key),
    );
    return lines
      .map(({ key, item }) => {
        const words = {
          food: textOf(item.name),
          from: quantityText(item.quantity),
          to: quantityText(this.result.changes.get(key).quantity),
          measure: textOf(item.measure),
        };
        return interpolate(gettext("%(food)s %(from)s → %(to)s %(measure)s"), words).trim();
      })
      .join("; ");
  }

  #left() {
    const names = this.result.days.flatMap(({ unknown }) => unknown.map(({ name }) => textOf(name)));
    if (!names.length) return "";
    const shown = [...new Set(names)];
    const words = ngettext(
      "%(count)s line without figures stays as it is, so its day holds more than is counted: %(names)s",
      "%(count)s lines without figures stay as they are, so their days hold more than is counted: %(names)s",
      names.length,
    );
    return interpolate(words, {
      count: names.length,
      names: shown.slice(0, 5).join(", ") + (shown.length > 5 ? " …" : ""),
    });
  }
}
