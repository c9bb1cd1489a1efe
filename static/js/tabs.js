/**
 * What the tabs of one browser tell each other about one object of one person.
 *
 * @typedef {{type: "stored", from: number, fromVersion: number, revision: number, version: number,
 *   values: Record<string, any>}} Stored the draft went from there to `revision`, with these values by path
 * @typedef {{type: "saved" | "cleared"}} Gone the draft is no more: its object was saved, or it was thrown away
 */

export class Tabs {
  #channel;

  /**
   * @param {Subject} subject
   * @param {(message: Stored | Gone) => void} [receive]
   */
  constructor(subject, receive) {
    this.#channel = new BroadcastChannel(channelName(subject));
    if (receive) this.#channel.addEventListener("message", ({ data }) => receive(data));
  }

  /** @param {Stored | Gone} message */
  tell(message) {
    this.#channel.postMessage(message);
  }

  close() {
    this.#channel.close();
  }
}

function channelName({ user, kind, id }) {
  return `dtps:draft:${user}:${kind}:${id}`;
}
