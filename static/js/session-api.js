/**
 * What the server says about the session of this browser. docs/sessions.md has the whole of it.
 *
 * @typedef {{state: "same"} | {state: "other", name: string} | {state: "ended" | "unknown"}} Standing
 *   whose session it is, seen from this page
 */

import { apiClient } from "./api-client.js";

export class SessionApi {
  /**
   * @param {string} user the person of this page
   * @param {DOMStringMap} account what templates/shell/menus.html says of them
   */
  constructor(user, { email, session, signIn }) {
    Object.assign(this, { user, email, url: session, signInUrl: signIn });
  }

  /** @returns {Promise<Standing>} */
  async find() {
    const { data, error } = await apiClient.get(this.url);
    if (data) return data.user.id === this.user ? { state: "same" } : { state: "other", name: data.user.name };
    return { state: error.code === "not_signed_in" ? "ended" : "unknown" };
  }

  /** Says that somebody is there; `data.secondsLeft` is how long the session lives now. */
  ping() {
    return apiClient.post(`${this.url}ping/`, {}, { idempotent: true });
  }

  /** Signs the person of this page in again. */
  signIn(password) {
    return apiClient.post(`${this.url}sign-in/`, { email: this.email, password, user: this.user });
  }

  /** Whether `url` is about the session itself, where "signed out" is an answer and not a surprise. */
  isOwn(url) {
    return url === this.url || url === `${this.url}sign-in/`;
  }
}
