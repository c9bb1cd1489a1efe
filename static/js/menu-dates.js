/** The dates on which the days of a plan fall, as apps/meal_plans/dates.py has them; tests/cases/plan-dates.json. */

const DAY = 86_400_000;
const ISO = /^\d{4}-\d\d-\d\d$/;
const language = globalThis.document?.documentElement.lang || "en";
// "Wed 2 Dec", as the pages of the server write it; plain "en" would put the month first.
const shape = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" };
const written = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, shape);

/**
 * The date of each of `count` days from `start` on, without those in `frozen`; all ISO text. None without a start.
 * @param {string} start
 * @param {number} count
 * @param {Iterable<string>} frozen
 */
export function planDates(start, count, frozen) {
  const first = ISO.test(start) ? Date.parse(start) : NaN;
  if (Number.isNaN(first)) return [];
  const passedOver = new Set(frozen);
  const dates = [];
  for (let time = first; dates.length < count; time += DAY) {
    const date = new Date(time).toISOString().slice(0, 10);
    if (!passedOver.has(date)) dates.push(date);
  }
  return dates;
}

/** The same as people read them ("Wed 2 Dec"), from the fields of a form; none where it has no start. */
export function datesOfForm(form, count) {
  const text = (name) => form?.elements.namedItem(name)?.value ?? "";
  const frozen = text("frozen_dates").split(/\s+/).filter((date) => ISO.test(date)).slice(0, 400);
  return planDates(text("start_date"), count, frozen).map((date) => written.format(new Date(date)));
}
