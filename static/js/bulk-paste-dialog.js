/** The dialog that takes rows out of a spreadsheet into the menu. */

import { BulkDialog, field, row as tableRow, table } from "./bulk-dialog.js";
import { FoodLookup } from "./bulk-lookup.js";
import { itemOf, Plan, placeRows } from "./bulk-place.js";
import { asText, readTable } from "./bulk-rows.js";
import { PasteTarget } from "./bulk-target.js";
import { fold } from "./bulk-text.js";
import { Debounce } from "./debounce.js";
import { element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { nodeAt, placeOf } from "./menu-document.js";
import { gramsText, kcalText, quantityText } from "./menu-figures.js";
import { dayFullTitle, mealTitle, placeTitle } from "./menu-labels.js";
import { itemTotals } from "./menu-totals.js";
import { pageData } from "./page-data.js";

export class PasteDialog extends BulkDialog {
  #asked = 0; // goes up with each reading, so that a late answer is not shown
  #soon = new Debounce(() => this.#read(), { wait: 250, longest: 1_000 });

  constructor(editor) {
    super(editor, {
      name: "paste",
      title: gettext("Paste rows from a spreadsheet"),
      help: gettext("Columns: food, quantity, measure, note; or day, meal, food, quantity, measure, note. With headings they may stand in any order. A food is linked to the food table only when it is called exactly so there; everything else becomes free text."),
      confirm: gettext("Place the rows"),
    });
    this.box = element("textarea", { rows: 7, wrap: "off", spellcheck: "false", class: "bulk-rows" });
    this.lookup = new FoodLookup(editor.dataset.foodsUrl);
    this.target = new PasteTarget(editor.slots, () => this.#read());
    this.settings.append(field(gettext("Rows"), this.box), ...this.target.parts);
    this.settings.classList.add("bulk-settings-paste");
    this.warnings = element("ul", { class: "bulk-warnings" });
    this.table = table(gettext("What becomes of each line"), [gettext("Line"), gettext("Where"), gettext("Food"), gettext("Amount"), gettext("What happens")]);
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
    const { editor: { limits }, target } = this;
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
    this.offer(interpolate(ngettext("Place %(count)s row", "Place %(count)s rows", placed), { count: placed }), placed > 0);
    const staying = ngettext("%(count)s line cannot be placed and stays in the box.", "%(count)s lines cannot be placed and stay in the box.", left);
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
      return problem ? this.#refused(row, problem) : this.#placed(row, items.get(row.line), foods);
    });
  }

  #refused({ line, food, cells }, { column, text }) {
    const words = interpolate(gettext("Cannot be placed: line %(line)s, column %(column)s: %(text)s"), { line, column, text });
    return tableRow([String(line), "", food || cells.join(" · "), "", element("span", { class: "bulk-problem" }, words)], { class: "bulk-left" });
  }

  #placed(row, item, foods) {
    const [dayId, mealId] = this.outcome.places.get(row.line);
    const { menu } = this.outcome;
    const day = dayFullTitle(nodeAt(menu, [dayId]), placeOf(menu, [dayId]));
    const place = placeTitle(mealTitle(nodeAt(menu, [dayId, mealId]), this.editor.slots), day);
    const counted = [quantityText(item.quantity), item.measure].filter(Boolean).join(" ");
    const amount = [counted, item.measure === "g" ? "" : gramsText(item.grams)].filter(Boolean).join(" · ");
    return tableRow([String(row.line), place, row.food, amount, this.#fate(row, item, foods)]);
  }

  #fate(row, item, foods) {
    const candidates = this.lookup.foods(row.food);
    const energy = kcalText(itemTotals(item, foods, ["kcal"]).kcal);
    const remark = item.food_id ? remarkOn(row, item) : "";
    const remarks = remark ? [element("span", { class: "bulk-remark" }, remark)] : [];
    if (candidates.length > 1) return [this.#chooser(row.food, candidates, item.food_id), ...remarks];
    const words = item.food_id ? gettext("linked to %(name)s, %(energy)s") : gettext("free text");
    return [element("span", {}, interpolate(words, { name: item.name, energy })), ...remarks];
  }

  /** Several foods are called so: nobody guesses which one is meant. */
  #chooser(name, candidates, chosen) {
    const label = interpolate(gettext("%(count)s foods are called “%(name)s”"), { count: candidates.length, name });
    const choices = candidates.map((food) => new Option([food.name, food.state, food.source].filter(Boolean).join(", "), food.id, false, food.id === chosen));
    const control = element("select", { "data-name": name, "aria-label": label });
    control.append(new Option(gettext("several are called so: free text"), "", false, !chosen), ...choices);
    return control;
  }
}

/** What is different from what was written, or not known. */
function remarkOn(row, { measure, grams, quantity }) {
  if (quantity === null) return gettext("No amount is given, so its figures are not known.");
  if (grams === null) return gettext("Its weight is not known: the food has no such measure.");
  const isSame = measure === "g" || fold(measure).startsWith(fold(row.measure || "-").replace(/s$/, ""));
  return isSame ? "" : interpolate(gettext("Counted as “%(measure)s”"), { measure });
}
