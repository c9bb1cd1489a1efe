/**
 * Shows news as it comes, in one tab only: the one that somebody looks at; if there is none, the first that is
 * turned to.
 */

import { gettext, interpolate, ngettext } from "./i18n.js";
import { onLive, tellTabs } from "./live.js";
import { whileLocked } from "./tab-locks.js";
import { toast } from "./toasts.js";

const MOST_AT_ONCE = 3; // more are told as a number
const GATHERING_MS = 200;
const GIVING_WAY_MS = 600; // of two windows in sight, to the one that has the focus
const TELLING_MS = 200; // until the other tabs know
const LONGEST = 160; // characters of a text

/** @type {Map<string, object>} */
const waiting = new Map();
let timer = 0;

export function showNewsAsToasts() {
  onLive("notification", (news) => {
    if (!news.toast) return;
    waiting.set(news.id, news);
    showSoon();
  });
  onLive("toasted", ({ ids }) => ids.forEach((id) => waiting.delete(id)));
  document.addEventListener("visibilitychange", showSoon);
}

function showSoon() {
  clearTimeout(timer);
  if (waiting.size) timer = setTimeout(takeTurn, document.hasFocus() ? GATHERING_MS : GIVING_WAY_MS);
}

/** The lock is held until the others have heard what is shown here. */
function takeTurn() {
  if (document.visibilityState === "visible") whileLocked(`dtps:toasts:${document.body.dataset.user}`, show);
}

function show() {
  const news = [...waiting.values()].filter((one) => !isHere(one));
  if (waiting.size) tellTabs("toasted", { ids: [...waiting.keys()] });
  if (news.length > MOST_AT_ONCE) showNumber(news.length);
  else news.forEach(showOne);
  return new Promise((resolve) => { setTimeout(resolve, TELLING_MS); });
}

/** What was saved is in the form of this page: presence.js says so. */
function isHere({ kind, link }) {
  if (kind !== "saved_elsewhere" || !document.querySelector("form[data-autosave]")) return false;
  return link !== "" && location.pathname.startsWith(link);
}

function showOne({ title, text, open }) {
  toast(shortened(text), { title, actions: [{ label: gettext("Open"), href: open }] });
}

function showNumber(count) {
  const words = ngettext("%(count)s new notification", "%(count)s new notifications", count);
  const href = document.querySelector("[data-unread]").href;
  toast(interpolate(words, { count }), { actions: [{ label: gettext("Open"), href }] });
}

function shortened(text) {
  const characters = [...text];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("").trimEnd()}…` : text;
}
