/** The ranges that a day is measured against, read from the fields of the same form, and how a day stands to them. */

import { gettext, interpolate } from "./i18n.js";
import { amountText, numberText } from "./menu-figures.js";
import { verdict } from "./menu-totals.js";

const WORDS = {
  below: gettext("below the target of %(range)s"),
  within: gettext("within the target of %(range)s"),
  above: gettext("above the target of %(range)s"),
  unknown: gettext("target %(range)s"),
  none: "",
};
const SIGNS = { below: "↓", within: "✓", above: "↑", unknown: "", none: "" };
const ROOM_ABOVE = 1.25; // a bar goes on this far behind the end of its range

/** `{low, high}` for each nutrient key, from the fields `<key>_min` and `<key>_max`; null where there is no bound. */
export function readTargets(form, keys) {
  const bound = (name) => {
    const text = form?.elements.namedItem(name)?.value?.trim();
    const value = Number(text);
    return text && Number.isFinite(value) && value >= 0 ? value : null;
  };
  return Object.fromEntries(keys.map((key) => [key, { low: bound(`${key}_min`), high: bound(`${key}_max`) }]));
}

/** "1,400–1,600", "≥ 60", "≤ 2,000" or nothing. */
export function rangeText({ low, high }, decimals = 0) {
  const [from, to] = [low, high].map((bound) => bound !== null && numberText(bound, bound % 1 ? 1 : decimals));
  if (from && to) return `${from}–${to}`;
  if (from) return `≥ ${from}`;
  return to ? `≤ ${to}` : "";
}

/** How an amount stands to its range: `{verdict, sign, words}`; words are for those who cannot see the bar. */
export function standing(amount, range, decimals = 0) {
  const result = verdict(amount, range.low, range.high, decimals);
  const words = interpolate(WORDS[result], { range: rangeText(range, decimals) });
  return { verdict: result, sign: SIGNS[result], words };
}

/** Where the bar of an amount ends and where its range lies, in percent of the bar's length; null without a range. */
export function barShape(amount, { low, high }) {
  if (low === null && high === null) return null;
  const top = Math.max(high ?? low, low ?? 0) || 1;
  const percent = (value) => Math.min(100, (100 * value) / (top * ROOM_ABOVE));
  return { fill: percent(amount.value), low: percent(low ?? 0), high: high === null ? 100 : percent(high) };
}

/** "Energy 1,420 kcal, within the target of 1,400–1,600": one nutrient in full. */
export function inWords(nutrient, amount, range, decimals = 0) {
  const figure = `${nutrient.label} ${amountText(amount, decimals)} ${nutrient.unit}`;
  const { words } = standing(amount, range, decimals);
  return words ? `${figure}, ${words}` : figure;
}
