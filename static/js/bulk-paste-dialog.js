/** The dialog that takes rows out of a spreadsheet into the menu. */

import { BulkDialog } from "./bulk-dialog.js";
import { field, table } from "./bulk-fields.js";
import { FoodLookup } from "./bulk-lookup.js";
import { itemOf, placeRows } from "./bulk-place.js";
import { Plan } from "./bulk-plan.js";
import { placedRow, refusedRow } from "./bulk-paste-rows.js";
import { asText, readTable } from "./bulk-rows.js";
import { PasteTarget } from "./bulk-target.js";
import { Debounce } from "./debounce.js";
import { element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { nodeAt, placeOf } from "./menu-document.js";
import { dayFullTitle, mealTitle, placeTitle } from "./menu-labels.js";
import { pageData } from "./page-data.js";

export class PasteDialog extends BulkDialog {
  #asked = 0; // goes up with each reading, so that a late answer is not shown
  #soon = new Debounce(() => this.#read(), { wait: 250, longest: 1_000 });

  constructor(editor) {
    super(editor, {
      name: "paste",
      title: gettext("Paste rows from a spreadsheet"),
      help: gettext(
        "Columns: food, quantity, measure, note; or day, meal, food, quantity, measure, note. With headings they may stand in any order. A food is linked to the food table only when it is called exactly so there; everything else becomes free text.",
      ),
      confirm: gettext("Place the rows"),
    });
    this.box = element("textarea", { rows: 7, wrap: "off", spellcheck: "false", class: "bulk-rows" });
    this.lookup = new FoodLookup(editor.dataset.foodsUrl);
    this.target = new PasteTarget(editor.slots, () => this.#read());
    this.settings.append(field(gettext("Rows"), this.box), ...this.target.parts);
    this.settings.classList.add("bulk-settings-paste");
    this.warnings = element("ul", { class: "bulk-warnings" });
    this.table = table(gettext("What becomes of each line"), [
      gettext("Line"),
      gettext("Where"),
      gettext("Food"),
      gettext("Amount"),
      gettext("What happens"),
    ]);
    this.preview.append(this.warnings, this.table);
    this.box.addEventListener("input", () => this.#soon.touch());
    this.table.addEventListener("change", ({ target }) => {
      this.lookup.choose(target.dataset.name, target.value);
      this.#read();
    });
  }

  /** `text` was pasted into the meal that `ids` name; without it the box holds what was left in it. */
  open({ text = null, ids = [] } = {}) {
    if (text !== null) this.box.value = text;
    if (ids.length) this.target.refresh(this.editor.menu, ids);
    this.show();
    this.box.focus();
  }

  settle() {
    super.settle();
    this.target.refresh(this.menu);
    return this.#read();
  }

  run() {
    const { left, columns } = this;
    const placed = this.outcome.places.size;
    this.editor.addFoods(...this.linked);
    const words = ngettext("%(count)s pasted line placed", "%(count)s pasted lines placed", placed);
    if (!this.finish(this.outcome.menu, interpolate(words, { count: placed }))) return;
    this.box.value = left.length ? asText(columns, left) : "";
    if (!left.length) return;
    this.show(); // for the lines that could not be placed: nothing that was pasted is lost
    this.box.focus();
  }

  async #read() {
    this.#soon.cancel();
    const reading = (this.#asked += 1);
    const plan = new Plan(this.menu, pageData("menu-config").slots);
    const { rows, columns, ignored, error } = readTable(this.box.value, plan);
    const good = rows.filter(({ problem }) => !problem);
    this.offer(gettext("Place the rows"), false);
    if (good.length) this.say(gettext("Looking the foods up …"));
    const failure = await this.lookup.ask(good.map(({ food }) => food));
    if (reading !== this.#asked) return;
    const lines = good.map((row) => ({ row, item: itemOf(row, this.lookup.food(row.food)) }));
    const {
      editor: { limits },
      target,
    } = this;
    this.columns = columns;
    this.outcome = placeRows(this.menu, lines, { plan, target: target.ids, replace: target.replace, limits });
    this.linked = lines.map(({ row }) => this.lookup.food(row.food)).filter(Boolean);
    this.left = rows.filter(({ line }) => !this.outcome.places.has(line));
    this.#show(rows, new Map(lines.map(({ row, item }) => [row.line, item])), ignored);
    this.#tell(error, failure, rows.length);
  }

  #tell(error, failure, count) {
    const placed = failure ? 0 : this.outcome.places.size;
    const left = count - placed;
    this.offer(
      interpolate(ngettext("Place %(count)s row", "Place %(count)s rows", placed), { count: placed }),
      placed > 0,
    );
    const staying = ngettext(
      "%(count)s line cannot be placed and stays in the box.",
      "%(count)s lines cannot be placed and stay in the box.",
      left,
    );
    if (error || failure) this.say(error || failure.detail, "danger");
    else this.say(left ? interpolate(staying, { count: left }) : "", left ? "warn" : "");
  }

  #show(rows, items, ignored) {
    const words = gettext("Column %(column)s, “%(name)s”, is not understood and left out.");
    this.warnings.replaceChildren(...ignored.map((heading) => element("li", {}, interpolate(words, heading))));
    this.table.hidden = !rows.length;
    const foods = { ...this.editor.foods.byId, ...Object.fromEntries(this.linked.map((food) => [food.id, food])) };
    this.fill(this.table.tBodies[0], rows, (row) => {
      const problem = row.problem ?? this.outcome.problems.get(row.line);
      if (problem) return refusedRow(row, problem);
      return placedRow(row, items.get(row.line), {
        place: this.#placeOf(row),
        candidates: this.lookup.foods(row.food),
        foods,
      });
    });
  }

  #placeOf({ line }) {
    const [dayId, mealId] = this.outcome.places.get(line);
    const { menu } = this.outcome;
    const day = dayFullTitle(nodeAt(menu, [dayId]), placeOf(menu, [dayId]));
    return placeTitle(mealTitle(nodeAt(menu, [dayId, mealId]), this.editor.slots), day);
  }
}
