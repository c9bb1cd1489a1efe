/** What a pasted table calls the days and meals of a menu. Pure. */

import { foldedName } from "./bulk-text.js";
import { childrenOf } from "./menu-document.js";
import { dayFullTitle, dayNumber } from "./menu-labels.js";

/** Understands what a table calls the days and meals of `menu`; `slots` are `{slot, label, time}`. */
export class Plan {
  constructor(menu, slots) {
    this.days = new Map();
    childrenOf(menu, 0).forEach((day, index) => {
      const names = [dayFullTitle(day, index), day.label, dayNumber(index), `day ${index + 1}`, String(index + 1)];
      for (const name of names.map(nameOf)) if (name && !this.days.has(name)) this.days.set(name, day);
    });
    const usual = slots.filter(({ slot }) => slot !== "custom");
    const named = (slot) => [slot.label, slot.slot.replace("_", " ")].map((name) => [nameOf(name), slot]);
    this.slots = new Map(usual.flatMap(named));
    const meals = childrenOf(menu, 0).flatMap((day) => childrenOf(day, 1));
    this.names = new Set(meals.map(({ name }) => nameOf(name)).filter(Boolean));
  }

  isDay = (text) => this.days.has(nameOf(text));

  isMeal = (text) => this.slots.has(nameOf(text)) || this.names.has(nameOf(text));
}

/** A name as it is compared; empty for what is no text. */
export function nameOf(text) {
  return foldedName(typeof text === "string" ? text : "");
}
