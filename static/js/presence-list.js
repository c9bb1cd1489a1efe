/**
 * Who else has the same open: faces and a line beside Save, and on demand everybody by name.
 *
 * @typedef {{user: string, name: string, initials: string, since: string, idle: boolean, you: boolean}} Presence
 */

import { element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { placeBelow } from "./popover-place.js";
import { clock } from "./times.js";

const MOST_FACES = 3;
const RELOAD_MS = 3_000; // a page that is loaded anew is gone and back: nobody needs to hear of it

/**
 * @param {Presence[]} others
 * @returns {string}
 */
export function inWords(others) {
  const [first, ...rest] = others;
  if (!first) return "";
  const count = rest.length;
  const alone = first.idle ? gettext("%(name)s is here too, idle") : gettext("%(name)s is here too");
  const several = ngettext("%(name)s and one more are here too", "%(name)s and %(count)s more are here too", count);
  return interpolate(count ? several : alone, { name: first.name, count });
}

/**
 * What has changed, to be read out.
 * @param {Presence[]} before
 * @param {Presence[]} now
 */
export function comings(before, now) {
  const missing = (some, others) => some.filter(({ user }) => !others.some((other) => other.user === user));
  const say = (people, words) => people.map(({ name }) => interpolate(words, { name }));
  return [
    ...say(missing(now, before), gettext("%(name)s has this open too.")),
    ...say(missing(before, now), gettext("%(name)s has left.")),
  ].join(" ");
}

export class PresenceList {
  #parts;
  #said = [];
  #timer = 0;

  /** @param {HTMLElement} root the element of drafts/presence.html */
  constructor(root) {
    const names = ["button", "faces", "text", "menu", "people", "voice"];
    this.#parts = Object.fromEntries(names.map((name) => [name, root.querySelector(`[data-presence-${name}]`)]));
    const { menu, button } = this.#parts;
    menu.addEventListener("beforetoggle", ({ newState }) => newState === "open" && placeBelow(menu, button));
  }

  /** @param {Presence[]} people */
  show(people) {
    const { button, faces, text, menu, people: list } = this.#parts;
    const others = people.filter(({ you }) => !you);
    button.hidden = others.length === 0;
    faces.replaceChildren(...pictures(others));
    text.textContent = inWords(others);
    button.title = text.textContent;
    list.replaceChildren(...others.map(person));
    if (button.hidden && menu.matches(":popover-open")) menu.hidePopover();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(others), RELOAD_MS);
  }

  /** Nobody knows who is here. */
  hide() {
    this.show([]);
    clearTimeout(this.#timer);
  }

  #say(others) {
    const words = comings(this.#said, others);
    this.#said = others;
    if (words) this.#parts.voice.textContent = words;
  }
}

function pictures(others) {
  const shown = others.slice(0, others.length > MOST_FACES ? MOST_FACES - 1 : MOST_FACES);
  const more = others.length - shown.length;
  return [...shown.map(face), ...(more ? [element("span", { class: "avatar avatar-more" }, `+${more}`)] : [])];
}

function face({ initials, idle }) {
  return element("span", { class: idle ? "avatar avatar-idle" : "avatar avatar-active" }, initials);
}

function person(one) {
  const words = one.idle ? gettext("here since %(time)s, idle") : gettext("here since %(time)s, active");
  const since = element("small", {}, interpolate(words, { time: clock(one.since) }));
  const picture = element("span", { "aria-hidden": "true" }, face(one));
  return element("li", {}, picture, element("span", {}, element("strong", {}, one.name), " ", since));
}
