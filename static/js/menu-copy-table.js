/** The table of the copy dialog: a row for each day (or week), a column for each meal, and what stands there now. */

import { element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";
import { childrenOf } from "./menu-document.js";
import { dayFullTitle, textOf } from "./menu-labels.js";
import { isBlank } from "./menu-totals.js";
import { WEEK } from "./menu-spreading.js";

/**
 * Fills `table` for copying what `ids` name, or without ids the week from day `start` on.
 * @param {HTMLTableElement} table
 * @param {Grid} grid of all days
 * @param {{ids: string[], start: number, slots: Map<string, string>}} what
 */
export function fillCopyTable(table, grid, { ids, start, slots }) {
  const own = grid.days.findIndex(({ id }) => id === ids[0]);
  const ownRow = ids.length > 1 ? grid.cells[own].findIndex((meal) => meal?.id === ids[1]) : -1;
  const titles = grid.rows.map((row) => row.name || slots.get(row.slot));
  const head = titles.map((title, row) => element("th", { scope: "col" }, choice(title, { "data-column": row })));
  const corner = element("th", { scope: "col" }, ids.length ? gettext("Day") : gettext("Week"));
  const lines = ids.length ? days(grid, own, ids.length) : weeks(grid, start);
  const rows = lines.map(({ title, to, isOwn }) => {
    const name = isOwn ? title : choice(title, { "data-day": to });
    const cells = titles.map((meal, row) => {
      const isUsual = !isOwn && (ownRow < 0 || row === ownRow);
      const label = interpolate(gettext("%(meal)s, %(day)s"), { meal, day: title });
      const box = element("input", {
        type: "checkbox", "data-to": to, "data-row": row, "data-usual": isUsual, "aria-label": label, disabled: isOwn && row === ownRow,
      });
      return element("td", {}, element("label", {}, box, element("span", {}, contentOf(grid, to, row, !ids.length))));
    });
    return element("tr", {}, element("th", { scope: "row" }, name), ...cells);
  });
  table.tHead.replaceChildren(element("tr", {}, corner, ...head));
  table.tBodies[0].replaceChildren(...rows);
}

/** A day goes to other days; a part of one also to other meals of its own. */
function days({ days: all }, own, depth) {
  const rows = all.map((day, to) => ({ title: dayFullTitle(day, to), to, isOwn: to === own }));
  return depth === 1 ? rows.filter(({ isOwn }) => !isOwn) : rows;
}

/** The other weeks, and one more behind the last day. */
function weeks({ days: all }, start) {
  const starts = [...all.keys()].filter((index) => index % WEEK === 0 && index !== start);
  const rows = starts.map((to) => {
    const words = { first: to + 1, last: Math.min(to + WEEK, all.length) };
    return { title: interpolate(gettext("Days %(first)s–%(last)s"), words), to, isOwn: false };
  });
  return [...rows, { title: gettext("A new week at the end"), to: all.length, isOwn: false }];
}

/** "Rice +2": enough to see that something stands there. */
function contentOf({ cells }, to, row, isWeek) {
  const meals = cells.slice(to, to + (isWeek ? WEEK : 1)).map((day) => day[row]).filter(Boolean);
  const names = meals.flatMap((meal) => childrenOf(meal, 2).flatMap((option) => childrenOf(option, 3)))
    .filter((item) => !isBlank(item))
    .map((item) => textOf(item.name));
  if (names.length < 2) return names[0] ?? "";
  return interpolate(gettext("%(food)s +%(count)s"), { food: names[0], count: names.length - 1 });
}

function choice(title, attributes) {
  return element("label", {}, element("input", { type: "checkbox", ...attributes }), title);
}
