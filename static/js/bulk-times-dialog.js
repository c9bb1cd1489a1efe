/** The dialog that sets or shifts the times of many meals. */

import { BulkDialog } from "./bulk-dialog.js";
import { field, row, select, table } from "./bulk-fields.js";
import { BulkScope } from "./bulk-scope.js";
import { applyTimes, planTimes } from "./bulk-times.js";
import { element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { dayFullTitle, mealTitle } from "./menu-labels.js";

const WHY = {
  same: gettext("stays"),
  no_time: gettext("has no time that could be shifted"),
  other_day: gettext("stays: it would pass midnight"),
};
const LONGEST_SHIFT = 24 * 60 - 1;

export class TimesDialog extends BulkDialog {
  constructor(editor) {
    super(editor, {
      name: "times",
      title: gettext("Change meal times"),
      help: gettext("Sets one time for the chosen meals on the chosen days, or shifts each from its own time."),
      confirm: gettext("Change"),
    });
    this.how = select([
      ["set", gettext("Set to")],
      ["later", gettext("Shift later by")],
      ["earlier", gettext("Shift earlier by")],
      ["none", gettext("Take the times away")],
    ]);
    this.time = element("input", { type: "time" });
    this.minutes = element("input", {
      type: "number",
      min: 1,
      max: LONGEST_SHIFT,
      step: 1,
      value: 30,
      inputmode: "numeric",
    });
    this.scope = new BulkScope(editor.slots, { onChange: () => this.#look() });
    this.timeField = field(gettext("Time"), this.time);
    this.minutesField = field(gettext("Minutes"), this.minutes);
    this.settings.append(
      field(gettext("What to do"), this.how),
      this.timeField,
      this.minutesField,
      ...this.scope.parts,
    );
    this.settings.addEventListener("input", () => this.#look());
    this.table = table(gettext("Times"), [gettext("Day"), gettext("Meal"), gettext("Now"), gettext("Then")]);
    this.preview.append(this.table);
  }

  open() {
    this.show();
    this.how.focus();
  }

  settle() {
    super.settle();
    this.scope.refresh(this.menu);
    this.#look();
  }

  run() {
    const count = this.changing;
    const words = ngettext("%(count)s meal time changed", "%(count)s meal times changed", count);
    this.finish(applyTimes(this.menu, this.plan), interpolate(words, { count }));
  }

  #look() {
    const how = this.how.value;
    this.timeField.hidden = how !== "set";
    this.minutesField.hidden = !["later", "earlier"].includes(how);
    const change = this.#change();
    this.plan = change ? planTimes(this.menu, this.scope.value, change) : [];
    this.changing = this.plan.filter(({ to }) => to !== null).length;
    this.say(change ? this.#left() : this.#missing());
    this.offer(
      interpolate(ngettext("Change %(count)s time", "Change %(count)s times", this.changing), { count: this.changing }),
      this.changing > 0,
    );
    this.fill(this.table.tBodies[0], this.plan, ({ day, dayIndex, meal, from, to, why }) =>
      row(
        [
          dayFullTitle(day, dayIndex),
          mealTitle(meal, this.editor.slots),
          from || "–",
          to === null ? WHY[why] : to || gettext("no time"),
        ],
        { class: to === null ? "bulk-left" : "" },
      ),
    );
  }

  #change() {
    if (this.how.value === "none") return { set: "" };
    if (this.how.value === "set") return this.time.value ? { set: this.time.value } : null;
    const minutes = Number(this.minutes.value);
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_SHIFT) return null;
    return { shift: this.how.value === "later" ? minutes : -minutes };
  }

  #missing() {
    if (this.how.value === "set") return gettext("To which time?");
    return interpolate(gettext("Minutes have to be a whole number from 1 to %(most)s."), { most: LONGEST_SHIFT });
  }

  #left() {
    const count = this.plan.filter(({ why }) => why === "other_day" || why === "no_time").length;
    return count
      ? interpolate(
          ngettext(
            "%(count)s meal stays as it is; the preview says why.",
            "%(count)s meals stay as they are; the preview says why.",
            count,
          ),
          { count },
        )
      : "";
  }
}
