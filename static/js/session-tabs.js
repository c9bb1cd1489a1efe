/**
 * What the tabs of one browser tell each other about its session.
 *
 * @typedef {{type: "signed-in", user: string} | {type: "leaving"} | {type: "signed-out"}} Message
 *   a page of that person has been loaded, or they have signed in; they are about to sign out; nobody is signed in
 */

import { whileLocked } from "./tab-locks.js";

const NAME = "dtps:session";
const TO_BEGIN_MS = 100;
const PATIENCE_MS = 3_000;

export class SessionTabs {
  #channel = new BroadcastChannel(NAME);

  /** @param {(message: Message) => void} [receive] */
  constructor(receive) {
    if (receive) this.#channel.addEventListener("message", ({ data }) => receive(data));
  }

  /** @param {Message} message */
  tell(message) {
    this.#channel.postMessage(message);
  }

  /**
   * Runs `task` while the tab that asked for it waits.
   * @param {() => Promise<any>} task
   */
  whileBusy(task) {
    return whileLocked(NAME, task, { mode: "shared" });
  }

  /** Ends when no other tab is busy with what it was told, or after three seconds. Without HTTPS nobody can know. */
  async othersAreDone() {
    await new Promise((resolve) => { setTimeout(resolve, TO_BEGIN_MS); });
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await whileLocked(NAME, () => {}, { signal }).catch(() => {});
  }
}
