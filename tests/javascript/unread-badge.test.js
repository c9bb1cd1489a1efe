/** The badge shows what the server counted last, and never counts. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { UnreadBadge } from "../../static/js/unread-badge.js";

/** A bell as the server renders it, with `shown` on it. */
function badgeWith(shown = "", navigator = {}) {
  const count = { hidden: shown === "", textContent: shown || "0" };
  const bell = {
    label: null,
    querySelector: () => count,
    setAttribute: (name, value) => { if (name === "aria-label") bell.label = value; },
  };
  const document = { title: "Dashboard · DTPS" };
  return { badge: new UnreadBadge(bell, { document, navigator }), bell, count, document };
}

test("the number is on the bell, in its name and in the title", () => {
  const { badge, bell, count, document } = badgeWith();
  assert.equal(document.title, "Dashboard · DTPS");
  badge.show({ total: 3, cursor: 7 });
  assert.deepEqual({ ...count }, { hidden: false, textContent: "3" });
  assert.equal(bell.label, "Notifications, 3 unread");
  assert.equal(document.title, "(3) Dashboard · DTPS");
});

test("what the page came with is in the title from the start", () => {
  assert.equal(badgeWith("2").document.title, "(2) Dashboard · DTPS");
});

test("nothing unread leaves nothing behind", () => {
  const { badge, bell, count, document } = badgeWith("3");
  badge.show({ total: 0, cursor: 8 });
  assert.equal(count.hidden, true);
  assert.equal(bell.label, "Notifications, none unread");
  assert.equal(document.title, "Dashboard · DTPS");
});

test("a count from before what is shown is left out; the same again is not", () => {
  const { badge, count } = badgeWith();
  badge.show({ total: 3, cursor: 7 });
  badge.show({ total: 9, cursor: 6 });
  assert.equal(count.textContent, "3");
  badge.show({ total: 2, cursor: 7 });
  badge.show({ total: 1, cursor: 8 });
  assert.equal(count.textContent, "1");
});

test("hundreds are not counted out, except in words", () => {
  const { badge, bell, count, document } = badgeWith();
  badge.show({ total: 120, cursor: 1 });
  assert.equal(count.textContent, "99+");
  assert.equal(document.title, "(99+) Dashboard · DTPS");
  assert.equal(bell.label, "Notifications, 120 unread");
});

test("a title that another script has changed keeps its words", () => {
  const { badge, document } = badgeWith("2");
  document.title = "(2) week plan";
  badge.show({ total: 0, cursor: 1 });
  assert.equal(document.title, "week plan");
  document.title = "(7) days";
  badge.show({ total: 1, cursor: 2 });
  assert.equal(document.title, "(1) (7) days");
});

test("the application's icon is marked where the browser has one, and its refusal does not matter", async () => {
  const marks = [];
  const navigator = {
    setAppBadge: async (number) => { marks.push(number); throw new Error("not allowed"); },
    clearAppBadge: async () => { marks.push(null); },
  };
  const { badge } = badgeWith("", navigator);
  badge.show({ total: 3, cursor: 1 });
  badge.show({ total: 0, cursor: 2 });
  await new Promise((resolve) => { setImmediate(resolve); });
  assert.deepEqual(marks, [3, null]);
});
