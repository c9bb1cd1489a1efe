/** Which foods of the table the names of a pasted table are: asked once for each name. */

import { apiClient } from "./api-client.js";
import { foldedName } from "./bulk-text.js";

const AT_ONCE = 200; // names, as many as the server takes

export class FoodLookup {
  #url;
  #known = new Map(); // foods by folded name
  #chosen = new Map(); // the food that somebody chose among several, by folded name; null for free text

  /** @param {string} foodsUrl of the foods API */
  constructor(foodsUrl) {
    this.#url = `${foodsUrl}match/`;
  }

  /** Asks for those of `names` that were not asked for yet. @returns {Promise<ApiError | null>} */
  async ask(names) {
    const unknown = new Map(
      names.map((name) => [foldedName(name), name]).filter(([key]) => key && !this.#known.has(key)),
    );
    const asked = [...unknown.values()];
    for (let from = 0; from < asked.length; from += AT_ONCE) {
      const { data, error } = await apiClient.post(
        this.#url,
        { names: asked.slice(from, from + AT_ONCE) },
        { idempotent: true },
      );
      if (error) return error;
      for (const { name, foods } of data.results) this.#known.set(foldedName(name), foods);
    }
    return null;
  }

  /** The foods that are called so. */
  foods(name) {
    return this.#known.get(foldedName(name)) ?? [];
  }

  /** The food that a name stands for: the only one called so, or the one that was chosen; null is free text. */
  food(name) {
    const foods = this.foods(name);
    if (foods.length === 1 && !this.#chosen.has(foldedName(name))) return foods[0];
    return foods.find(({ id }) => id === this.#chosen.get(foldedName(name))) ?? null;
  }

  choose(name, foodId) {
    this.#chosen.set(foldedName(name), foodId || null);
  }
}
