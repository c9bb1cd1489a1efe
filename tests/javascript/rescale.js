/** Rescales the menu of standard input, `{menu, target, days, min, max, foods}`: answers `{menu, days}` on standard output. */

import { readFileSync } from "node:fs";

import { applyRescaling, rescale } from "../../static/js/bulk-rescale.js";

const { menu, foods, days, ...wanted } = JSON.parse(readFileSync(0, "utf8"));
const chosen = new Set(days);
const result = rescale(menu, { ...wanted, days: chosen, rules: new Map(), alternatives: true }, foods);
console.log(JSON.stringify({ menu: applyRescaling(menu, result.changes, chosen), days: result.days }));
