/**
 * The number on the bell, in the title of the page and on the application's icon.
 *
 * It never counts: each number comes from the server, with the position up to which it is right. One from before the
 * position shown is late, and is left out.
 */

import { interpolate, gettext, ngettext } from "./i18n.js";
import { onLive, reconcile } from "./live.js";

const MOST_SHOWN = 99;
const SETTLED_MS = 5_000; // turning to and fro between windows asks the server no more often

export class UnreadBadge {
  #bell;
  #page;
  #cursor = -1; // the page's own number does not say
  #prefix = "";

  /**
   * @param {HTMLElement} bell
   * @param {{document: Document, navigator: Navigator}} [page]
   */
  constructor(bell, page = globalThis) {
    this.#bell = bell;
    this.#page = page;
    const count = this.#count;
    this.#entitle(count.hidden ? "" : count.textContent);
  }

  /** @param {{total: number, cursor: number}} unread */
  show({ total, cursor }) {
    if (cursor < this.#cursor) return;
    this.#cursor = cursor;
    const text = total > MOST_SHOWN ? `${MOST_SHOWN}+` : String(total);
    const count = this.#count;
    count.hidden = total === 0;
    count.textContent = text;
    this.#bell.setAttribute("aria-label", inWords(total));
    this.#entitle(total ? text : "");
    this.#mark(total);
  }

  get #count() {
    return this.#bell.querySelector("[data-unread-count]");
  }

  /** Whatever the page is called by now. */
  #entitle(number) {
    const { document } = this.#page;
    const own = this.#prefix && document.title.startsWith(this.#prefix) ? this.#prefix.length : 0;
    this.#prefix = number ? `(${number}) ` : "";
    document.title = this.#prefix + document.title.slice(own);
  }

  /** Browsers that refuse are none of the person's business. */
  #mark(total) {
    const { navigator } = this.#page;
    const done = total ? navigator.setAppBadge?.(total) : navigator.clearAppBadge?.();
    done?.catch(() => {});
  }
}

function inWords(total) {
  if (!total) return gettext("Notifications, none unread");
  const words = ngettext("Notifications, %(unread)s unread", "Notifications, %(unread)s unread", total);
  return interpolate(words, { unread: total });
}

/** Keeps the bell right. A stream that opens begins with the counts; turning to a tab asks for them. */
export function showUnread() {
  const bell = document.querySelector("[data-unread]");
  if (!bell) return;
  const badge = new UnreadBadge(bell);
  onLive("unread", (unread) => badge.show(unread));
  let asked = 0;
  const ask = () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < SETTLED_MS) return;
    asked = Date.now();
    reconcile();
  };
  document.addEventListener("visibilitychange", ask);
  addEventListener("focus", ask);
}
