/** The foods that a page knows: those of its menu, and what searches bring. */

import { apiClient, showApiError } from "./api-client.js";

const MOST_IDS = 200; // the API fetches no more at once
const REMEMBERED = 100; // searches
const TWICE = { idempotent: true }; // starring what is starred changes nothing
const MOST_FOUND = 12; // more than anybody reads, and quick to lay out

/**
 * @typedef {object} Food
 * @property {string} id
 * @property {string} name
 * @property {string} [local] names in other languages
 * @property {string} [state] raw, cooked …
 * @property {{label: string, grams: number}[]} measures
 * Nutrients by key per 100 g of the edible part are members too; null is unknown.
 */
export class FoodTable {
  #url;
  #searches = new Map();
  #gone = new Set();

  /**
   * @param {Record<string, Food>} foods by id
   * @param {string} url of the foods API
   */
  constructor(foods, url) {
    this.byId = foods;
    this.#url = url;
  }

  /** @returns {Food | undefined} */
  get(id) {
    return this.byId[id];
  }

  /** Adds foods; whoever calculates with `byId` has to look again. */
  add(...foods) {
    this.byId = { ...this.byId, ...Object.fromEntries(foods.map((food) => [food.id, food])) };
  }

  /**
   * What `query` finds, best first.
   * @returns {Promise<{foods: Food[], error: ApiError | null}>}
   */
  async search(query, signal) {
    const key = query.trim().toLowerCase();
    if (!this.#searches.has(key)) {
      const asked = new URLSearchParams({ q: key, limit: MOST_FOUND });
      const { data, error } = await apiClient.get(`${this.#url}?${asked}`, { signal });
      if (error) return { foods: [], error };
      if (this.#searches.size >= REMEMBERED) this.#searches.clear();
      this.#searches.set(key, data.results);
    }
    return { foods: this.#searches.get(key), error: null };
  }

  /**
   * Makes `food` a favourite of this person or no longer; searches then answer anew.
   * @returns {Promise<Food>} as it is now; as it was when the server refused, which a toast says
   */
  async star(food) {
    const url = new URL(`${food.id}/star/`, new URL(this.#url, location.href)).pathname;
    const { error } = await (food.favourite ? apiClient.delete(url, TWICE) : apiClient.put(url, undefined, TWICE));
    if (error) showApiError(error);
    if (error) return food;
    this.#searches.clear();
    return { ...food, favourite: !food.favourite };
  }

  /** Fetches those of `ids` that the page does not know yet; answers whether any came. */
  async fetchMissing(ids) {
    const missing = [...ids].filter((id) => !(id in this.byId) && !this.#gone.has(id)).slice(0, MOST_IDS);
    if (!missing.length) return false;
    const { data } = await apiClient.get(`${this.#url}?ids=${missing.map(encodeURIComponent).join(",")}`);
    if (!data) return false;
    this.add(...data.results);
    for (const id of missing) if (!(id in this.byId)) this.#gone.add(id);
    return data.results.length > 0;
  }
}
