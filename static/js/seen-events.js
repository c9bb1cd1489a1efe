/**
 * Which events of a stream have been here before, by name and id.
 *
 * To the browser an event without an id has the id of the one before it. It cannot be recognised, and need not be.
 */

const REMEMBERED = 500;

export class SeenEvents {
  /** The last id, which the next connection goes on from. @type {string | null} */
  lastId;

  #seen = new Set();
  #idHere = "";

  /** @param {string | null} lastId */
  constructor(lastId) {
    this.lastId = lastId;
  }

  /** Another connection begins: its events repeat no id of the one before. */
  begin() {
    this.#idHere = "";
  }

  /**
   * Takes note of an event; whether it was here before.
   * @param {{name: string, id: string}} event
   */
  isRepeated({ name, id }) {
    if (!id || id === this.#idHere) return false;
    this.#idHere = this.lastId = id;
    const key = `${name} ${id}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    if (this.#seen.size > REMEMBERED) this.#seen.delete(this.#seen.values().next().value);
    return false;
  }
}
