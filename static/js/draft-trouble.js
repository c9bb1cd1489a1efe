/** The toast that tells why a draft does not reach the server at the moment. It goes when it does. */

import { showApiError } from "./api-client.js";

const TOLD_ELSEWHERE = ["offline", "signed-out", "other-user", "refused"]; // by the status line, by a dialog

export class DraftTrouble {
  #code = null;
  #toast = null;

  /** @param {() => void} retry sends again now */
  constructor(retry) {
    this.retry = retry;
  }

  /**
   * The same trouble again is no news, except for how long the server asks to wait.
   * @param {ApiError} error
   * @param {Problem} problem
   */
  show(error, { kind }) {
    if (TOLD_ELSEWHERE.includes(kind)) this.end();
    else if (error.code !== this.#code || kind === "limited") this.#tell(error);
  }

  end() {
    this.#toast?.close();
    this.#code = this.#toast = null;
  }

  #tell(error) {
    this.end();
    this.#code = error.code;
    const ways = error.status === 429 ? {} : { retry: this.retry }; // who is asked to wait cannot hurry it
    this.#toast = showApiError(error, { tone: "warn", ...ways });
  }
}
