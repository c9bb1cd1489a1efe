/** The grid of a menu on the page: one week of days side by side, their heads, the pager and the tabs of a phone. */

import { gettext, interpolate } from "./i18n.js";
import { childrenOf } from "./menu-document.js";
import { fromTemplate, keepingFocus, setLabel, setText, Showing, showNodes } from "./menu-dom.js";
import { amountText } from "./menu-figures.js";
import { arrange } from "./menu-grid.js";
import { dayNumber, dayTitle, textOf } from "./menu-labels.js";
import { averageOf } from "./menu-totals.js";
import { barShape, inWords, rangeText, standing } from "./menu-targets.js";

export const DAYS_SHOWN = 7;

export class MenuView {
  #showing = new Showing();

  /**
   * @param {HTMLElement} root the editor
   * @param {MenuRows} rows
   * @param {{key: string, label: string, unit: string}[]} nutrients
   */
  constructor(root, rows, nutrients) {
    this.root = root;
    this.rows = rows;
    this.nutrients = nutrients;
    this.gridRows = [];
    this.week = root.querySelector(".menu-week");
    this.labels = root.querySelector(".menu-rows");
    this.tabs = root.querySelector(".menu-tabs");
    this.pager = root.querySelector(".menu-pager");
    this.average = root.querySelector(".menu-average");
  }

  /** Shows the week that holds `dayId`, which is the day that a phone shows. */
  render(menu, dayId, targets, dates) {
    const days = childrenOf(menu, 0);
    this.dates = dates;
    const current = Math.max(0, days.findIndex((day) => day.id === dayId));
    const start = current - (current % DAYS_SHOWN);
    const shown = days.slice(start, start + DAYS_SHOWN);
    keepingFocus(() => {
      const columns = this.#renderWeek(shown, start, targets);
      columns.forEach((column, index) => column.classList.toggle("menu-current", start + index === current));
    });
    this.#renderTabs(shown, start, current);
    this.#renderPager(days.length, start, shown.length);
    setText(this.average, this.#averageText(days));
  }

  /** What the filled days hold on average; nothing while one day or none is filled, whose own head says it. */
  #averageText(days) {
    const filled = days.filter((day) => this.rows.sums.isFilled(day));
    if (filled.length < 2) return "";
    const { totals } = averageOf(filled.map((day) => this.rows.sums.day(day)));
    const figures = ["kcal", "protein_g", "carb_g", "fat_g"].map((key) => amountText(totals[key]));
    const [kcal, protein, carb, fat] = figures;
    const words = { days: filled.length, kcal, protein, carb, fat };
    const text = gettext("Average of %(days)s days: %(kcal)s kcal · P %(protein)s · C %(carb)s · F %(fat)s");
    return interpolate(text, words);
  }

  #renderWeek(days, start, targets) {
    const slots = [...this.rows.slots.keys()];
    const { rows, cells } = arrange(days.map((day) => childrenOf(day, 1)), slots);
    this.gridRows = rows;
    this.week.dataset.days = days.length;
    const titles = rows.map((row) => row.name || this.rows.slots.get(row.slot));
    this.#renderLabels(titles);
    const columns = showNodes(this.week, days, () => fromTemplate(this.root, "day"), this.labels);
    columns.forEach((element, index) => {
      const title = dayTitle(days[index], start + index);
      this.#renderHead(element, days[index], start + index, title, targets);
      this.rows.fillDay(element, days[index], title, cells[index], titles);
    });
    return columns;
  }

  #renderLabels(titles) {
    const labels = [...this.labels.querySelectorAll(".menu-row")];
    titles.forEach((title, index) => {
      const label = labels[index] ?? this.labels.appendChild(fromTemplate(this.root, "row"));
      setText(label.firstElementChild, title);
    });
    for (const extra of labels.slice(titles.length)) extra.remove();
  }

  #renderHead(element, day, index, title, targets) {
    const { sums, problems: { edition } } = this.rows;
    const date = this.dates[index] ?? "";
    if (!this.#showing.isNew(element, day, index, targets, sums, edition, date)) return;
    setLabel(element, title);
    setText(element.querySelector(".menu-day-name"), title);
    const parts = [title === dayNumber(index) ? "" : dayNumber(index), date];
    setText(element.querySelector(".menu-day-number"), parts.filter(Boolean).join(" · "));
    setText(element.querySelector(":scope > .menu-note"), textOf(day.note));
    const totals = sums.day(day);
    const spoken = this.nutrients.filter(({ key }) => element.querySelector(`[data-key="${key}"]`)).map((nutrient) => {
      const total = element.querySelector(`[data-key="${nutrient.key}"]`);
      const decimals = total.classList.contains("menu-further") ? nutrient.decimals : 0;
      this.#renderTotal(total, totals[nutrient.key], targets[nutrient.key], sums.isFilled(day), decimals);
      return inWords(nutrient, totals[nutrient.key], targets[nutrient.key], decimals);
    });
    const words = interpolate(gettext("Totals of %(day)s: %(totals)s"), { day: title, totals: spoken.join("; ") });
    element.querySelector(".menu-totals").setAttribute("aria-description", words); // its name is what it shows
    this.rows.problems.showAbout(element, element.querySelector(".menu-day-head"));
  }

  /** A day not yet written is not below its targets: it is only shown what they are. */
  #renderTotal(element, amount, range, isJudged, decimals) {
    const { verdict, sign } = isJudged ? standing(amount, range, decimals) : { verdict: "none", sign: "" };
    element.dataset.verdict = verdict;
    const figure = element.querySelector(".menu-amount");
    setText(figure, amountText(amount, decimals));
    figure.dataset.sign = sign;
    setText(element.querySelector(".menu-target"), rangeText(range));
    const bar = element.querySelector(".menu-bar");
    const shape = barShape(amount, range) ?? {};
    for (const part of ["fill", "low", "high"]) bar.style.setProperty(`--${part}`, `${shape[part] ?? 0}%`);
  }

  #renderTabs(days, start, current) {
    const tabs = [...this.tabs.children];
    days.forEach((day, index) => {
      const tab = tabs[index] ?? this.tabs.appendChild(fromTemplate(this.root, "tab"));
      setText(tab, dayTitle(day, start + index));
      tab.dataset.day = day.id;
      tab.ariaPressed = String(start + index === current);
    });
    for (const extra of tabs.slice(days.length)) extra.remove();
  }

  #renderPager(total, start, shown) {
    const [back, where, on] = this.pager.children;
    this.pager.hidden = total <= DAYS_SHOWN;
    const words = { first: start + 1, last: start + shown, total };
    setText(where, interpolate(gettext("Days %(first)s–%(last)s of %(total)s"), words));
    back.disabled = start === 0;
    on.disabled = start + shown >= total;
  }
}
